"""What would become of each row: found by comparing, so that showing it costs a dozen queries and changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.civics.formats.plans import CommitmentText, MilestoneText, ProgressText, Tabled
from parvis.commit.exchange.importing.contents import said_by
from parvis.commit.exchange.importing.known import Known
from parvis.commit.plans.content import Content, contents_of
from parvis.commit.plans.models import Commitment, Milestone, Plan, ProgressReport, State, Text, TextPart, Wording
from parvis.commit.plans.rules import may_declare_progress
from parvis.ground import clock
from parvis.people.names import name_key

CREATE, UPDATE, UNCHANGED, REFUSED, LEFT = "create", "update", "unchanged", "refused", "left-out"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Declared:
    """A declaration to be added; `step` names its milestone by number or title, None for the commitment itself."""

    step: MilestoneText | None
    report: ProgressText


@dataclass
class Work:
    """One commitment of the file and what would become of it.

    before    the commitment that stands, None for a new one
    content   parts that differ from what stands
    reports   declarations that are not there yet
    starts    milestone (number, or title) → ISO 8601-2 text, those that differ
    summary   (milestone or "", part, body) of texts that only summarise and are not there yet
    """

    text: CommitmentText
    before: Commitment | None
    content: Content
    reports: list[Declared] = field(default_factory=list)
    starts: dict[str, str] = field(default_factory=dict)
    summary: list[tuple[str, str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def action(self) -> str:
        if self.before is None:
            return CREATE
        return UPDATE if self.content or self.reports or self.starts or self.summary else UNCHANGED

    @property
    def parts(self) -> list[str]:
        """Names of what changes, as `plans.wording` labels them."""
        found = sorted(self.content) if self.before is not None else []
        return found + (["reports"] if self.reports else [])


@dataclass(frozen=True)
class Line:
    """A row as it is shown, and kept as JSON."""

    row: int
    action: str
    number: str
    id: str
    title: str
    parts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    with_it: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


@dataclass(frozen=True)
class Foresight:
    """Everything that would happen, in the order of the rows."""

    works: tuple[Work, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(line.action for line in self.lines)


def foresee(tabled: Tabled, plan: Plan, actor: Any) -> Foresight:
    """What the file would do to the plan. Nothing is written; about 15 queries, whatever the number of rows.

    actor   in whose name; None for who runs the instance
    """
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    known = Known(tabled.commitments, actor)
    standing: list[Commitment] = list(
        Commitment.objects.filter(plan=plan).select_related("plan").order_by("order", "pk")
    )
    match = Matching(standing)
    contents = contents_of([one for text in tabled.commitments if (one := match.of(text))])
    reports = reports_of(plan)
    starts, summaries = starts_of(plan), summaries_of(plan)
    works: list[Work] = []
    lines = [
        Line(
            one.row, REFUSED, "", "", one.label, (), tuple(doubt.message[language] for doubt in one.doubts), one.with_it
        )
        for one in tabled.refused
    ]
    for text in tabled.commitments:
        refusal = match.refusal(text)
        if refusal:
            lines.append(line_of(text, REFUSED, [refusal]))
            continue
        before = match.of(text)
        if text.withdrawn or (before is not None and before.withdrawn_on is not None):
            lines.append(line_of(text, LEFT, [_("It was withdrawn: a table writes nothing on it.")]))
            continue
        work = Work(text, before, {})
        stood = contents[before.pk] if before else {}
        said = said_by(text, stood, known, work.reasons, before is not None and before.added_in_id is not None)
        work.content = {part: value for part, value in said.items() if differs(part, value, stood)} if before else said
        steps = {step_key(step.number, step.title): step for step in text.milestones if step.starts}
        for key, step in steps.items():
            iso = step.starts.iso if step.starts else ""
            if before is None or starts.get((before.pk, key)) != iso:
                work.starts[key] = iso
        if text.wording == Wording.SUMMARISED:
            stored = summaries.get(before.pk, {}) if before else {}
            given = [("", part, body) for part, body in text.parts]
            given += [
                (step_key(step.number, step.title), "milestone", step.text) for step in text.milestones if step.text
            ]
            work.summary = [one for one in given if stored.get((*one[:2], text.language)) != one[2]]
        declare(work, actor, reports)
        works.append(work)
        lines.append(
            line_of(text, work.action, [*(d.message[language] for d in text.doubts), *work.reasons], work.parts)
        )
    return Foresight(
        tuple(works),
        tuple(sorted(lines, key=lambda line: line.row)),
        tuple(note[language] for note in tabled.notes),
    )


def line_of(text: CommitmentText, action: str, reasons: Sequence[str], parts: Sequence[str] = ()) -> Line:
    return Line(
        text.row, action, text.number, text.external_id, text.title, tuple(parts), tuple(dict.fromkeys(reasons))
    )


def differs(part: str, value: Any, stood: Content) -> bool:
    """Whether the file says another thing than what stands; the order of areas and of roles says nothing."""
    before = stood.get(part)
    if part in ("policy_areas", "responsibilities") and isinstance(before, list):
        return sorted(map(repr, value)) != sorted(map(repr, before))
    return bool(value != before)


def step_key(number: str, title: str) -> str:
    return number or name_key(title)


class Matching:
    """Which commitment of the plan a row is: by outside identifier, else by number, else by title."""

    def __init__(self, standing: Sequence[Commitment]) -> None:
        self.by_id = {one.external_id: one for one in standing if one.external_id}
        self.by_number = {one.number: one for one in standing if one.number}
        titles: Counter[str] = Counter()
        self.by_title: dict[str, Commitment] = {}
        for one in standing:
            for words in set(one.title.data.values() if isinstance(one.title.data, dict) else [one.title.data]):
                titles[name_key(words or "")] += 1
                self.by_title[name_key(words or "")] = one
        self.ambiguous = {title for title, number in titles.items() if number > 1}

    def of(self, text: CommitmentText) -> Commitment | None:
        if text.external_id and text.external_id in self.by_id:
            return self.by_id[text.external_id]
        if text.number and text.number in self.by_number:
            return self.by_number[text.number]
        if text.external_id or text.number:
            return None
        return None if name_key(text.title) in self.ambiguous else self.by_title.get(name_key(text.title))

    def refusal(self, text: CommitmentText) -> str:
        """Why the row cannot be matched, in one sentence; empty when it can."""
        row = text.row
        if text.language not in LANGUAGES:
            return _("Row %(row)s: this site holds no text in “%(language)s”.") % {
                "row": row,
                "language": text.language,
            }
        one = self.of(text)
        other = self.by_number.get(text.number) if text.number else None
        if one is not None and other is not None and other is not one:
            return _("Row %(row)s: number %(number)s is that of “%(title)s” in the plan.") % {
                "row": row,
                "number": text.number,
                "title": other.title,
            }
        if one is not None and text.external_id and one.external_id and one.external_id != text.external_id:
            return _("Row %(row)s: number %(number)s is %(known)s in the plan, not %(given)s.") % {
                "row": row,
                "number": text.number,
                "known": one.external_id,
                "given": text.external_id,
            }
        if one is None and not (text.external_id or text.number) and name_key(text.title) in self.ambiguous:
            return _("Row %(row)s: several commitments of the plan are called “%(title)s”; give its number.") % {
                "row": row,
                "title": text.title,
            }
        return ""


def reports_of(plan: Plan) -> set[tuple[int, str, date, str, str]]:
    """Declarations that stand: commitment, milestone, day, completion, text; 1 query."""
    rows = ProgressReport.objects.filter(commitment__plan=plan).order_by("pk")
    found = set()
    for commitment, number, title, day, completion, body in rows.values_list(
        "commitment_id", "milestone__number", "milestone__title", "day", "completion", "body"
    ):
        names = {""} if number is None else step_names(number, title)
        found |= {(commitment, name, day, completion, body) for name in names}
    return found


def step_names(number: str, title: Any) -> set[str]:
    words = title.data.values() if isinstance(getattr(title, "data", None), dict) else [str(title or "")]
    return {number} if number else {name_key(word) for word in words if word}


def starts_of(plan: Plan) -> dict[tuple[int, str], str]:
    """(commitment, milestone) → its start; 1 query."""
    rows = Milestone.objects.filter(commitment__plan=plan).order_by("pk")
    return {
        (commitment, name): starts
        for commitment, number, title, starts in rows.values_list("commitment_id", "number", "title", "starts")
        for name in step_names(number, title)
    }


def summaries_of(plan: Plan) -> dict[int, dict[tuple[str, str, str], str]]:
    """Commitment → (milestone or "", part, language) → its latest summary; 1 query."""
    rows = Text.objects.filter(commitment__plan=plan, wording=Wording.SUMMARISED).order_by("number", "pk")
    found: dict[int, dict[tuple[str, str, str], str]] = {}
    for commitment, number, title, part, language, body in rows.values_list(
        "commitment_id", "milestone__number", "milestone__title", "part", "language", "body"
    ):
        name = "full_title" if part == TextPart.TITLE else part.replace("-", "_")
        for step in {""} if number is None else step_names(number, title):
            found.setdefault(commitment, {})[step, name, language] = body
    return found


def declare(work: Work, actor: Any, standing: set[tuple[int, str, date, str, str]]) -> None:
    """Declarations that the file makes and that may be added; the others are told."""
    text, before = work.text, work.before
    given = [Declared(None, report) for report in text.reports]
    given += [Declared(step, report) for step in text.milestones for report in step.reports]
    fresh = []
    for one in given:
        key = step_key(one.step.number, one.step.title) if one.step else ""
        day = one.report.day
        if day is None or (before and (before.pk, key, day, one.report.completion, one.report.text) in standing):
            continue
        if day > clock.today():
            work.reasons.append(_("What is declared for %(day)s is left out: that day is to come.") % {"day": day})
            continue
        fresh.append(one)
    if not fresh:
        return
    if before is None or before.state != State.PUBLISHED:
        work.reasons.append(_("What it declares waits: bring the same table again once the commitment is published."))
    elif actor is not None and not may_declare_progress(actor, before):
        work.reasons.append(_("What it declares is left out: its lead institution alone declares progress."))
    else:
        work.reports = fresh
