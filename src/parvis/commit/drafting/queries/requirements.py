"""What happened, beside what the Open Government Partnership asks of the making of a plan: evidence, never a grade.

Eight requirements, as its independent reviewers tabulate them. Each is told by dated facts computed from this site’s
own data, with a link to each; where nothing is found, that is what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.drafting.models import CoCreation, Stage, StepKind
from parvis.commit.drafting.queries.cocreation import day_words, local
from parvis.commit.plans import addresses
from parvis.commit.plans.models import Commitment, Evidence, Plan, PlanVersion, ProgressReport, State
from parvis.disclose.links.models import Link, Relation
from parvis.ground.identifiers import Ref, get, is_registered, resolve
from parvis.ui import dates

SHOWN = 12


@dataclass(frozen=True)
class Fact:
    """One dated thing that happened, and where to check it; `url` may be empty."""

    day: date | None
    when: str
    words: str
    url: str


CONFIRMED = ("1.1", "2.1", "2.2")  # of 3.1 to 5.1 the words are known, the numbers are not (`reviews.standard.irm`)


@dataclass(frozen=True)
class Requirement:
    """What is asked, what the facts amount to in one sentence, and the facts. `found` is whether there is any."""

    code: str
    asks: str
    sentence: str
    facts: tuple[Fact, ...]
    more: int
    found: bool

    @property
    def numbered(self) -> bool:
        """Whether the partnership's own pages confirm the number."""
        return self.code in CONFIRMED


@dataclass(frozen=True)
class Meeting:
    day: date
    title: str
    url: str
    note: str
    link: UUID


@dataclass(frozen=True)
class Material:
    """Everything that the eight are computed from, read once; 8 queries and one a type of meeting."""

    plan: Plan
    cocreation: CoCreation
    meetings: tuple[Meeting, ...]
    updates: tuple[tuple[date, str], ...]
    today: date
    language: str


def requirements_of(cocreation: CoCreation, now: datetime, language: str) -> tuple[Requirement, ...]:
    """The eight, in their order."""
    today = local(now)
    plan = cocreation.plan
    material = Material(plan, cocreation, meetings_of(plan, language), updates_of(plan), today, language)
    return tuple(look(material) for look in LOOKS)


def meetings_of(plan: Plan, language: str) -> tuple[Meeting, ...]:
    """Public objects tied to the plan as parts of it, that have a day; in order."""
    from django.contrib.auth.models import AnonymousUser

    links = Link.objects.filter(relation=Relation.PART_OF, to_type="plan", to_uid=plan.uid).order_by("pk")
    ties = {Ref(link.from_type, link.from_uid): link for link in links}
    found = resolve(list(ties), AnonymousUser(), language)
    meetings = []
    for ref, one in found.items():
        days = [stop.day for stop in get(ref.type).stops(one.object) if stop.day] if is_registered(ref.type) else []
        if days:
            meetings.append(Meeting(min(days), one.title, one.url, ties[ref].note, ties[ref].uid))
    return tuple(sorted(meetings, key=lambda one: (one.day, one.title)))


def updates_of(plan: Plan) -> tuple[tuple[date, str], ...]:
    """(day, what) of everything that was added to the record of the plan: versions, reports, evidence; 4 queries."""
    public = Commitment.objects.filter(plan=plan, state=State.PUBLISHED)
    found = [
        (version.adopted_on, str(version.get_kind_display()))
        for version in PlanVersion.objects.filter(plan=plan, adopted=True, adopted_on__isnull=False).order_by("number")
        if version.adopted_on
    ]
    shown = public.filter(published_at__isnull=False).order_by().values_list("published_at", flat=True)
    found += [(local(at), _("commitment published")) for at in shown]
    reports = ProgressReport.objects.filter(commitment__in=public).order_by()
    found += [(local(at), _("progress report")) for at in reports.values_list("reported_at", flat=True)]
    evidence = Evidence.objects.filter(commitment__in=public).order_by()
    found += [(local(at), _("evidence")) for at in evidence.values_list("added_at", flat=True)]
    return tuple(sorted(found))


def told(code: str, asks: str, facts: Sequence[Fact], sentence: str) -> Requirement:
    return Requirement(
        code=code,
        asks=asks,
        sentence=sentence if facts else _("Nothing found on this site."),
        facts=tuple(facts[:SHOWN]),
        more=max(len(facts) - SHOWN, 0),
        found=bool(facts),
    )


def fact(day: date | None, words: str, url: str, language: str) -> Fact:
    return Fact(day, day_words(day, language) if day else "", words, url)


def space_for_dialogue(material: Material) -> Requirement:
    """1.1: the forum meets at least every six months, and its rules are public."""
    facts = [fact(one.day, said(one), one.url, material.language) for one in material.meetings]
    sentence = ""
    if material.meetings:
        gap = longest_gap([one.day for one in material.meetings if one.day <= material.today], material.today)
        count = len(material.meetings)
        sentence = ngettext("%(n)s meeting.", "%(n)s meetings.", count) % {"n": count}
        if gap:
            days = ngettext("%(n)s day", "%(n)s days", gap) % {"n": gap}
            sentence += " " + _("Longest time without one: %(days)s.") % {"days": days}
    if material.cocreation.forum_rules:
        url = reverse("drafting:cocreation-page", args=[material.plan.slug]) + "#forum"
        facts.append(fact(None, _("The rules of the forum"), url, material.language))
        sentence = " ".join(filter(None, (sentence, _("Its rules are public."))))
    else:
        sentence = " ".join(filter(None, (sentence, _("No rules of a forum are found."))))
    asks = _("A space for dialogue meets at least every six months; its rules are public.")
    return told("1.1", asks, facts, sentence)


def said(meeting: Meeting) -> str:
    return f"{meeting.title} ({meeting.note})" if meeting.note else meeting.title


def longest_gap(days: Sequence[date], today: date) -> int:
    """Days of the longest time without a meeting, the time since the last one included."""
    marks = [*days, today]
    return max(((after - before).days for before, after in pairwise(marks)), default=0)


def website(material: Material) -> Requirement:
    """2.1: a public page about the plan."""
    plan = material.plan
    facts = []
    if plan.published and plan.published_at:
        words = _("The page of the plan")
        facts.append(
            fact(local(plan.published_at), words, addresses.plan(plan.slug, material.language), material.language)
        )
    if plan.framework.website:
        facts.append(
            fact(None, plan.framework.name.localize(material.language), plan.framework.website, material.language)
        )
    return told("2.1", _("A public website about the plan."), facts, _("The plan has a page that anybody reads."))


def repository(material: Material) -> Requirement:
    """2.2: a repository of evidence, updated at least twice a year."""
    by_year: dict[int, int] = {}
    for day, _what in material.updates:
        by_year[day.year] = by_year.get(day.year, 0) + 1
    url = addresses.plan(material.plan.slug, material.language)
    last: dict[date, dict[str, int]] = {}
    for day, what in material.updates:
        last.setdefault(day, {}).setdefault(what, 0)
        last[day][what] += 1
    facts = [
        fact(day, ", ".join(f"{what} × {n}" if n > 1 else what for what, n in kinds.items()), url, material.language)
        for day, kinds in sorted(last.items(), reverse=True)
    ]
    years = ", ".join(f"{year}: {count}" for year, count in sorted(by_year.items()))
    sentence = _("Additions by year: %(years)s.") % {"years": years}
    return told("2.2", _("A repository of evidence, updated at least twice a year."), facts, sentence)


def advance_notice(material: Material) -> Requirement:
    """3.1: the timeline is published at least two weeks before people may propose."""
    one, facts, sentence = material.cocreation, [], ""
    if one.announced_at is not None:
        announced = local(one.announced_at)
        url = reverse("drafting:cocreation-page", args=[material.plan.slug])
        facts = [
            fact(announced, _("The timeline was published"), f"{url}#timeline", material.language),
            fact(one.first_day, _("Proposals opened"), url, material.language),
        ]
        notice = (one.first_day - announced).days
        if notice >= 0:
            days = ngettext("%(n)s day", "%(n)s days", notice) % {"n": notice}
            sentence = _("Published %(days)s before people could propose; two weeks are asked for.") % {"days": days}
        else:
            sentence = _("Published after people could already propose; two weeks before are asked for.")
    return told("3.1", _("The timeline is published at least two weeks beforehand."), facts, sentence)


def outreach(material: Material) -> Requirement:
    """3.2: people are told about it."""
    steps = [step for step in material.cocreation.steps.all() if step.kind == StepKind.OUTREACH]
    facts = [fact(step.day, step.label.localize(material.language), step.url, material.language) for step in steps]
    count = len(facts)
    sentence = ngettext("%(n)s act of outreach is told.", "%(n)s acts of outreach are told.", count) % {"n": count}
    return told("3.2", _("People are told, beyond the usual circle, that they may take part."), facts, sentence)


def way_to_propose(material: Material) -> Requirement:
    """3.3: there is a way to collect what people propose."""
    one, facts, sentence = material.cocreation, [], ""
    received = one.contributions.exclude(stage=Stage.UNCONFIRMED).count()
    if one.announced_at is not None:
        when = dates.range_words(one.first_day, one.last_day, material.language)
        url = reverse("drafting:cocreation-page", args=[material.plan.slug])
        facts = [Fact(one.first_day, when, _("Proposals by anybody, without an account"), f"{url}#proposals")]
        sentence = ngettext("%(n)s proposal was received.", "%(n)s proposals were received.", received) % {
            "n": received
        }
    return told("3.3", _("Anybody has a way to propose."), facts, sentence)


def reasoned_response(material: Material) -> Requirement:
    """4.1: each contributor is told what became of the proposal, and why."""
    rows = list(
        material.cocreation.contributions.exclude(stage=Stage.UNCONFIRMED)
        .order_by("number")
        .values_list("number", "title", "stage", "submitted_at", "answered_at")
    )
    answered = [row for row in rows if row[4]]
    facts = [
        fact(
            local(at),
            f"{number}. {title}"
            if stage == Stage.PUBLIC
            else _("No. %(number)s, which is not shown") % {"number": number},
            reverse("drafting:contribution", args=[material.plan.slug, number]) if stage == Stage.PUBLIC else "",
            material.language,
        )
        for number, title, stage, _received, at in answered
    ]
    sentence = ""
    if answered:
        share = _("%(answered)s of %(received)s have a reasoned response") % {
            "answered": len(answered),
            "received": len(rows),
        }
        days = median((local(row[4]) - local(row[3])).days for row in answered if row[3])
        delay = ngettext("%(n)s day", "%(n)s days", max(round(days), 1)) % {"n": max(round(days), 1)}
        sentence = _("%(share)s; half of them within %(delay)s.") % {"share": share, "delay": delay}
    elif rows:
        return Requirement(
            "4.1",
            _("Contributors get a reasoned response."),
            ngettext("None of %(n)s proposal is answered.", "None of %(n)s proposals is answered.", len(rows))
            % {"n": len(rows)},
            (),
            0,
            False,
        )
    return told("4.1", _("Contributors get a reasoned response."), facts, sentence)


def follow_up(material: Material) -> Requirement:
    """5.1: at least two meetings a year once the plan runs."""
    start = material.plan.first_day
    later = [one for one in material.meetings if start is not None and start <= one.day <= material.today]
    by_year: dict[int, int] = {}
    for one in later:
        by_year[one.day.year] = by_year.get(one.day.year, 0) + 1
    years = ", ".join(f"{year}: {count}" for year, count in sorted(by_year.items()))
    facts = [fact(one.day, said(one), one.url, material.language) for one in later]
    asks = _("Two meetings a year at least while the plan is carried out.")
    return told("5.1", asks, facts, _("Meetings by year since the plan began: %(years)s.") % {"years": years})


LOOKS: tuple[Callable[[Material], Requirement], ...] = (
    space_for_dialogue,
    website,
    repository,
    advance_notice,
    outreach,
    way_to_propose,
    reasoned_response,
    follow_up,
)
