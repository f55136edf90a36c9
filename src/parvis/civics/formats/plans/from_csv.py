"""A table of commitments → commitments with their milestones; every refused row says why, by its number.

A row is a commitment, a milestone (it has a milestone's number, title or text), both at once, or one more declaration
about either. A milestone belongs to the commitment that its row names by identifier or number; when it names none, to
the one above it. What a table repeats from row to row must agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from parvis.civics.formats.model import Doubt
from parvis.civics.formats.plans.cells import ABSENCES, Cells
from parvis.civics.formats.plans.columns import PARTS, VALUES, is_a_reviewers
from parvis.civics.formats.plans.mapping import Mapping, check
from parvis.civics.formats.plans.model import CommitmentText, MilestoneText, ProgressText, Refused, Tabled, Withdrawn
from parvis.civics.formats.plans.table import Table
from parvis.civics.formats.vocabulary import key

LONGEST = {"id": 60, "number": 20, "title": 300, "milestone": 20, "milestone_title": 300}  # letters
LONGEST_TEXT = 50_000
LONGEST_OFFICE = 300
STEP = ("milestone", "milestone_title", "milestone_text")
DECLARED = ("declared_completion", "declared_on", "declared_results", "evidence")
ABSENT_COLUMNS = ("lead", "supporting", "policy_areas", "values", "budget", "starts", "ends", *PARTS)


@dataclass
class _Made:
    """A commitment being put together: its rows so far and what they said."""

    text: CommitmentText
    steps: list[MilestoneText] = field(default_factory=list)
    reports: list[ProgressText] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def finished(self) -> CommitmentText:
        return replace(self.text, milestones=tuple(self.steps), reports=tuple(self.reports), doubts=tuple(self.doubts))


@dataclass
class _Refusal:
    row: int
    label: str
    doubts: tuple[Doubt, ...]
    with_it: list[int] = field(default_factory=list)


def read_csv(table: Table, mapping: Mapping, *, language: str = "fr") -> Tabled:
    """Commitments of a table, read as the mapping says.

    language   of texts whose row does not say it: said of the file as a whole, once
    raises     FormatError when the mapping is wrong in itself
    """
    check(mapping)
    made: list[_Made] = []
    refused: list[_Refusal] = []
    by_key: dict[tuple[str, str], _Made | _Refusal] = {}
    last: _Made | _Refusal | None = None
    silent = False
    for row in table.rows:
        cells = Cells(row.number, row.cells, table.header, mapping)
        names = _names(cells)
        known = next((by_key[name] for name in names if name in by_key), None)
        if cells.text("title"):
            silent = silent or not cells.text("language")
            last = _commitment(cells, names, known, language, made, refused, by_key)
        else:
            last = known or (last if not names else None)
            _follows(cells, names, last, refused)
    finished = tuple(one.finished() for one in made)
    return Tabled(
        finished,
        tuple(Refused(one.row, one.label, one.doubts, tuple(one.with_it)) for one in refused),
        (table.said, *_notes(table, language if silent else "")),
    )


def _names(cells: Cells) -> list[tuple[str, str]]:
    """How a row names its commitment: by identifier, else by number."""
    return [(column, value) for column in ("id", "number") if (value := cells.line(column, 0))]


def _commitment(
    cells: Cells,
    names: list[tuple[str, str]],
    known: _Made | _Refusal | None,
    language: str,
    made: list[_Made],
    refused: list[_Refusal],
    by_key: dict[tuple[str, str], _Made | _Refusal],
) -> _Made | _Refusal:
    text = _text(cells, language)
    stepped = cells.any_of(*STEP)
    if isinstance(known, _Made) and (stepped or _is_a_report(cells)):
        _agree(cells, known.text, text)
    elif known is not None and not isinstance(known, _Refusal):
        column, value = next(name for name in names if by_key.get(name) is known)
        cells.doubt("twice", column, value, known.text.row)
    if isinstance(known, _Refusal) and stepped and not cells.refused:
        known.with_it.append(cells.row)
        return known
    step = _step(cells) if stepped else None
    report = _report(cells)
    if cells.refused:
        refusal = _Refusal(cells.row, text.title, tuple(cells.doubts))
        refused.append(refusal)
        for name in names:
            by_key.setdefault(name, refusal)
        return known if isinstance(known, _Made) else refusal
    if isinstance(known, _Made):
        one = known
    else:
        one = _Made(text)
        made.append(one)
        by_key.update(dict.fromkeys(names, one))
    _add(cells, one, step, report, refused)
    return one


def _follows(
    cells: Cells, names: list[tuple[str, str]], last: _Made | _Refusal | None, refused: list[_Refusal]
) -> None:
    """A milestone, or one more declaration, of a commitment that stands above."""
    stepped = cells.any_of(*STEP)
    step = _step(cells) if stepped else None
    report = _report(cells)
    label = step.title or step.number if step else (names[0][1] if names else "")
    if not stepped and report is None:
        cells.doubt("no-title", "title")
    elif last is None:
        cells.doubt("orphan", names[0][0] if names else "milestone", names[0][1] if names else label)
    if isinstance(last, _Refusal) and not cells.refused:
        last.with_it.append(cells.row)
    elif cells.refused or not isinstance(last, _Made):
        refused.append(_Refusal(cells.row, label, tuple(cells.doubts)))
    else:
        _add(cells, last, step, report, refused)


def _add(
    cells: Cells, one: _Made, step: MilestoneText | None, report: ProgressText | None, refused: list[_Refusal]
) -> None:
    """Put the milestone and the declaration of a row where they belong; a milestone said twice must say the same."""
    if step is None:
        one.reports.extend([report] if report else [])
    else:
        place = next((index for index, each in enumerate(one.steps) if _same_step(each, step)), None)
        if place is None:
            if not step.title:
                cells.doubt("no-milestone-title", "milestone_title", step.number)
            else:
                one.steps.append(replace(step, reports=(report,) if report else ()))
        elif _bare_step(step) or replace(step, reports=one.steps[place].reports) == one.steps[place]:
            if report:
                one.steps[place] = replace(one.steps[place], reports=(*one.steps[place].reports, report))
        else:
            cells.doubt("milestone-twice", "milestone", step.number or step.title, one.steps[place].row)
    if cells.refused:
        refused.append(_Refusal(cells.row, step.title or step.number if step else one.text.title, tuple(cells.doubts)))
    else:
        one.doubts.extend(cells.doubts)


def _same_step(one: MilestoneText, other: MilestoneText) -> bool:
    if one.number or other.number:
        return one.number == other.number
    return key(one.title) == key(other.title)


def _bare_step(step: MilestoneText) -> bool:
    """Whether the row only names the milestone, to say something more of its progress."""
    return bool(step.number) and step == MilestoneText(number=step.number)


def _is_a_report(cells: Cells) -> bool:
    return cells.any_of(*DECLARED)


def _text(cells: Cells, language: str) -> CommitmentText:
    absences = {column: code for column in ABSENT_COLUMNS if (code := cells.absence(column))}
    for item in cells.items("absences"):
        part, _sign, code = item.partition("=")
        if code in ABSENCES and part:
            absences[part] = code
        else:
            cells.doubt("unknown-value", "absences", item, "budget=not-published…")
    starts, ends = cells.date("starts"), cells.date("ends")
    if starts and ends and not starts.open_start and not ends.open_end and ends.end < starts.start:
        cells.doubt("ends-before-start", "ends", cells.text("ends"), cells.text("starts"))
    money, note = cells.money()
    url = cells.text("url")
    if url:
        url = next(iter(cells.links("url")), "")
    return CommitmentText(
        external_id=cells.line("id", LONGEST["id"]),
        number=cells.line("number", LONGEST["number"]),
        title=cells.line("title", LONGEST["title"]),
        language=cells.language(language),
        authority=cells.code("authority"),
        wording=cells.code("wording"),
        parts=tuple((part, text) for part in PARTS if (text := cells.text(part, LONGEST_TEXT))),
        values=_values(cells),
        lead=_offices(cells, "lead"),
        supporting=_offices(cells, "supporting"),
        policy_areas=cells.items("policy_areas"),
        budget=money,
        budget_note=note,
        starts=starts,
        ends=ends,
        carried_over=cells.carried_over(),
        predecessor=cells.line("predecessor", LONGEST["id"]),
        absences=tuple(sorted(absences.items())),
        url=url,
        withdrawn=None if cells.any_of(*STEP) else _withdrawn(cells),
        row=cells.row,
    )


def _values(cells: Cells) -> tuple[str, ...]:
    """Codes in the order of VALUES, whether one cell lists them or each has its yes-or-no column."""
    found = set(cells.codes("values"))
    found.update(value for value in VALUES if cells.yes_or_no(value.replace("-", "_")))
    return tuple(value for value in VALUES if value in found)


def _withdrawn(cells: Cells) -> Withdrawn | None:
    day = cells.day("withdrawn_on")
    return Withdrawn(day, cells.text("withdrawal_reason", LONGEST_TEXT)) if day else None


def _offices(cells: Cells, column: str) -> tuple[str, ...]:
    found = cells.items(column)
    for item in found:
        if len(item) > LONGEST_OFFICE:
            cells.doubt("too-long", column, len(item), LONGEST_OFFICE)
    return found


def _step(cells: Cells) -> MilestoneText:
    title, text = cells.line("milestone_title", 0), cells.text("milestone_text", LONGEST_TEXT)
    if len(title) > LONGEST["milestone_title"]:
        # Tables write the whole text in the only column they have: it becomes the text, its beginning the title.
        text, title = (text or cells.text("milestone_title", LONGEST_TEXT)), _beginning(title)
    elif text and not title:
        title = _beginning(" ".join(text.split()))
    due = cells.date("milestone_due")
    words = " ".join(cells.text("milestone_due", 120).split())
    return MilestoneText(
        number=cells.line("milestone", LONGEST["milestone"]),
        title=title,
        text=text,
        starts=cells.date("milestone_starts"),
        due=due,
        due_words=words if due and words != due.iso else "",
        responsible=_offices(cells, "milestone_responsible"),
        withdrawn=_withdrawn(cells),
        row=cells.row,
    )


def _beginning(text: str) -> str:
    longest = LONGEST["milestone_title"]
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _report(cells: Cells) -> ProgressText | None:
    if not cells.any_of(*DECLARED):
        return None
    report = ProgressText(
        day=cells.day("declared_on"),
        completion=cells.code("declared_completion"),
        text=cells.text("declared_results", LONGEST_TEXT),
        evidence=cells.links("evidence"),
    )
    if not cells.text("declared_completion"):
        cells.doubt("report-without-completion", "declared_completion")
    if not cells.text("declared_on"):
        cells.doubt("report-without-day", "declared_on")
    if report.completion == "complete" and not report.evidence:
        cells.doubt("complete-without-evidence", "evidence")
    return report


def _agree(cells: Cells, first: CommitmentText, again: CommitmentText) -> None:
    """A table that repeats its commitment on each milestone's row must repeat the same; empty cells repeat nothing."""
    silent: dict[str, Any] = {"title": "", "parts": (), "language": again.language, "absences": again.absences}
    for name in ("title", "lead", "supporting", "starts", "ends", "budget", "values"):
        said, before = getattr(again, name), getattr(first, name)
        if said != before and said != silent.get(name, ()) and said:
            cells.doubt("disagrees", name, cells.text(name) or name, first.row)
    before_parts = dict(first.parts)
    for part, text in again.parts:
        if before_parts.get(part) != text:
            cells.doubt("disagrees", part, text, first.row)


def _notes(table: Table, language: str) -> list[dict[str, str]]:
    notes = [
        {
            "fr": f"La colonne « {header} » est le jugement d’un tiers : elle est laissée à une revue.",
            "en": f"The column “{header}” is somebody else’s judgement: it is left to a review.",
        }
        for header in table.header
        if is_a_reviewers(header)
    ]
    if language:
        said = {"fr": ("du français", "French"), "en": ("de l’anglais", "English")}
        french, english = said.get(language, (language, language))
        notes.append(
            {
                "fr": f"Les lignes qui ne disent pas leur langue sont lues comme {french}.",
                "en": f"Rows that do not say their language are read as {english}.",
            }
        )
    return notes
