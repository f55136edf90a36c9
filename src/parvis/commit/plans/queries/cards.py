"""Commitments as lists show them. A list reads plain columns: no model instance, no query a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses
from parvis.commit.plans.models import Commitment, Completion, Milestone, ProgressReport, Responsibility, Role, State
from parvis.commit.plans.panels import Judgement, judgements
from parvis.commit.plans.queries import steps
from parvis.commit.plans.queries.shapes import CommitmentCard, Link, StepMark, Tally
from parvis.ground.compiled import Compiled
from parvis.ground.text import in_language
from parvis.ui import dates


class Row(NamedTuple):
    id: int
    uid: UUID
    slug: str
    number: str
    external_id: str
    title: str
    withdrawn_on: date | None
    state: str
    added_in: int | None
    withdrawn_in: int | None
    plan_slug: str
    plan_title: str
    declared: str | None
    declared_on: date | None


class MilestoneRow(NamedTuple):
    commitment: int
    number: str
    due_by: date | None
    withdrawn_on: date | None
    declared: str | None


def about_the_whole(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Reports or roles of the commitment itself, not of one of its milestones.

    The key is compared rather than searched for, or SQLite would walk every such row of every plan to find a few.
    """
    return rows.alias(step=Coalesce("milestone_id", Value(0))).filter(step=0)


def last_report_of_milestone() -> QuerySet[ProgressReport]:
    """The last report about the milestone of the outer query; of two of the same day, the one that came last."""
    return ProgressReport.objects.filter(milestone=OuterRef("pk")).order_by("-day", "-pk")


def last_report_of_commitment() -> QuerySet[ProgressReport]:
    """The last report about the commitment of the outer query as a whole."""
    return about_the_whole(ProgressReport.objects.filter(commitment=OuterRef("pk"))).order_by("-day", "-pk")


def columns(commitments: QuerySet[Commitment]) -> QuerySet[Any, Any]:
    """The columns of a `Row`, in the queryset's own order."""
    own = last_report_of_commitment()
    return commitments.annotate(
        words=Cast("title", TextField()),
        plan_words=Cast("plan__title", TextField()),
        declared=Subquery(own.values("completion")[:1]),
        declared_on=Subquery(own.values("day")[:1]),
    ).values_list(
        "pk", "uid", "slug", "number", "external_id", "words", "withdrawn_on", "state", "added_in_id",
        "withdrawn_in_id", "plan__slug", "plan_words", "declared", "declared_on",
    )  # fmt: skip


def milestone_columns(milestones: QuerySet[Milestone]) -> QuerySet[Any, Any]:
    """The columns of a `MilestoneRow`, commitment after commitment, in the order of the plan."""
    return (
        milestones.annotate(declared=Subquery(last_report_of_milestone().values("completion")[:1]))
        .order_by("commitment_id", "order", "pk")
        .values_list("commitment_id", "number", "due_by", "withdrawn_on", "declared")
    )


def lead_columns(leads: QuerySet[Responsibility], today: date) -> QuerySet[Any, Any]:
    """(commitment, body, office as named) of those who lead today."""
    return (
        about_the_whole(leads.filter(role=Role.LEAD))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .order_by("order", "pk")
        .values_list("commitment_id", "organisation__name", "office")
    )


def area_columns(links: Any) -> QuerySet[Any, Any]:
    """(commitment, name of the area) in the order of the vocabulary."""
    return (
        links.annotate(words=Cast("term__name", TextField()))
        .order_by("term__order", "term__code")
        .values_list("commitment_id", "words")
    )


AREAS = Commitment.policy_areas.through._default_manager

# The plain page of a published plan, which everybody opens: the same rows, their querysets compiled once.
rows_of_plan = Compiled(
    lambda plan: columns(Commitment.objects.filter(plan=plan, state=State.PUBLISHED).order_by("order", "pk"))
)
milestones_of_plan = Compiled(
    lambda plan: milestone_columns(Milestone.objects.filter(commitment__plan=plan, commitment__state=State.PUBLISHED))
)
leads_of_plan = Compiled(lambda plan, today: lead_columns(Responsibility.objects.filter(commitment__plan=plan), today))
areas_of_plan = Compiled(lambda plan: area_columns(AREAS.filter(commitment__plan=plan)))


class Around(NamedTuple):
    """What surrounds the rows of a list: their milestones, leads, areas and judgements, by commitment."""

    milestones: Mapping[int, Sequence[MilestoneRow]]
    leads: Mapping[int, Sequence[str]]
    areas: Mapping[int, Sequence[str]]
    judgements: Mapping[UUID, Judgement]


def around(rows: Sequence[Row], viewer: Any, today: date) -> Around:
    """Of rows already read; 3 queries and what the reviewers ask, whatever their number."""
    keys = [row.id for row in rows]
    return gathered(
        rows,
        milestone_columns(Milestone.objects.filter(commitment__in=keys)),
        lead_columns(Responsibility.objects.filter(commitment__in=keys), today),
        area_columns(AREAS.filter(commitment__in=keys)),
        viewer,
    )


def around_plan(plan: int, rows: Sequence[Row], viewer: Any, today: date) -> Around:
    """The same for every published commitment of a plan, without compiling a query."""
    return gathered(rows, milestones_of_plan(plan), leads_of_plan(plan, today), areas_of_plan(plan), viewer)


def gathered(
    rows: Sequence[Row], milestones: Iterable[Any], leads: Iterable[Any], areas: Iterable[Any], viewer: Any
) -> Around:
    by_commitment: dict[int, list[MilestoneRow]] = defaultdict(list)
    for found in map(MilestoneRow._make, milestones):
        by_commitment[found.commitment].append(found)
    names: dict[int, list[str]] = defaultdict(list)
    for commitment, body, office in leads:
        names[commitment].append(body or office)
    themes: dict[int, list[str]] = defaultdict(list)
    for commitment, words in areas:
        themes[commitment].append(words)
    return Around(
        by_commitment, names, themes, judgements(viewer, "commitment", [row.uid for row in rows]) if rows else {}
    )


class Cards:
    """Makes cards in one language, with the labels that they share."""

    def __init__(self, language: str, today: date) -> None:
        self.language = language
        self.today = today
        self.base = addresses.base(language)
        self.declared = {code: steps.declared_words(code) for code in ("", *Completion.values)}

    def make(self, rows: Iterable[Row], beside: Around) -> tuple[CommitmentCard, ...]:
        return tuple(self.card(row, beside) for row in rows)

    def card(self, row: Row, beside: Around) -> CommitmentCard:
        marks = tuple(self.mark(found, row.withdrawn_on is not None) for found in beside.milestones.get(row.id, ()))
        tally = count(mark.step for mark in marks)
        return CommitmentCard(
            uid=row.uid,
            slug=row.slug,
            url=f"{self.base}commitments/{row.plan_slug}/{row.slug}/",
            number=row.number,
            external_id=row.external_id,
            title=in_language(row.title, self.language),
            plan=Link(in_language(row.plan_title, self.language), f"{self.base}commitments/{row.plan_slug}/"),
            lead=", ".join(beside.leads.get(row.id, ())),
            areas=", ".join([in_language(words, self.language) for words in beside.areas.get(row.id, ())]),
            steps=marks,
            tally=tally,
            declared=self.declared[row.declared or ""],
            declared_note=day(row.declared_on, self.language),
            judgement=beside.judgements.get(row.uid),
            became=withdrawn_words(row.withdrawn_on, self.language),
            draft=row.state != State.PUBLISHED,
        )

    def mark(self, row: MilestoneRow, withdrawn: bool) -> StepMark:
        gone = withdrawn or row.withdrawn_on is not None
        return mark_of(row.number, row.declared, row.due_by, gone, self.today, self.language)


@lru_cache(maxsize=16384)
def mark_of(
    number: str, declared: str | None, due_by: date | None, withdrawn: bool, today: date, language: str
) -> StepMark:
    """The mark of a milestone; one object for the same facts, or three hundred a page would wake the collector."""
    found = steps.step(declared, due_by, withdrawn, today)
    return StepMark(number, steps.short_words(found, language), found)


def count(found: Iterable[steps.Step]) -> Tally:
    total = done = late = 0
    for step in found:
        if step.code != steps.WITHDRAWN:
            total += 1
            done += step.code == steps.DONE
            late += step.late
    return Tally(total, done, late)


def tally_words(tally: Tally) -> str:
    """`2 of 5 milestones declared completed, 1 late`; empty without any milestone."""
    if not tally.total:
        return ""
    words = ngettext(
        "%(done)s of %(total)s milestone declared completed",
        "%(done)s of %(total)s milestones declared completed",
        tally.total,
    ) % {"done": tally.done, "total": tally.total}
    return f"{words}, {late_count(tally.late)}" if tally.late else words


def late_count(number: int) -> str:
    return ngettext("%(count)s late", "%(count)s late", number) % {"count": number}


def withdrawn_words(on: date | None, language: str) -> str:
    return _("Withdrawn on %(day)s") % {"day": day(on, language)} if on else ""


def day(on: date | None, language: str) -> str:
    """`3 mai 2026`; empty for no day."""
    return dates.day_words(on, language, weekday=False, year=True) if on else ""
