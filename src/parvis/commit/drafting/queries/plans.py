"""The organiser's lists: plans one answers for, promises one's bodies answer for, and one plan with its commitments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.commit.plans import addresses, rules
from parvis.commit.plans.advice import advice_of_many
from parvis.commit.plans.models import (
    Commitment,
    Completion,
    Milestone,
    Plan,
    PlanVersion,
    ProgressReport,
    Responsibility,
    Role,
    State,
)
from parvis.people.models import Organisation
from parvis.people.rules import runs_the_instance
from parvis.ui import dates

SHOWN = 60
ON_DUTY = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORTING)


@dataclass(frozen=True)
class PlanRow:
    title: str
    url: str
    body: str
    when: str
    state: str  # draft | public | adopted
    commitments: int
    drafts: int
    late: int


@dataclass(frozen=True)
class PromiseRow:
    """A commitment as the one who reports on it sees it: what was last declared, and what is late."""

    title: str
    url: str
    progress_url: str
    plan: str
    declared: str
    declared_on: str
    late: int
    is_draft: bool


@dataclass(frozen=True)
class Desk:
    plans: tuple[PlanRow, ...]
    promises: tuple[PromiseRow, ...]
    more_promises: int


def late_milestones(today: date) -> QuerySet[Milestone]:
    """Milestones whose last day has passed and that nobody declared completed."""
    last = (
        ProgressReport.objects.filter(milestone=OuterRef("pk"))
        .order_by("-day", "-pk")
        .values_list("completion", flat=True)[:1]
    )
    due = Milestone.objects.filter(due_by__lt=today, withdrawn_on=None, commitment__withdrawn_on=None)
    declared = due.annotate(declared=Subquery(last))
    return declared.filter(Q(declared=None) | ~Q(declared=Completion.COMPLETE))


def desk(user: Any, today: date, language: str) -> Desk:
    """Everything of this person; 6 queries whatever the number of rows."""
    plans = list(
        rules.plans_written_by(user)
        .select_related("organisation")
        .annotate(
            all=Count("commitments", distinct=True),
            drafts=Count("commitments", filter=Q(commitments__state=State.DRAFT), distinct=True),
            adoptions=Count("versions", filter=Q(versions__adopted=True), distinct=True),
        )
        .order_by("-first_day", "slug")[:SHOWN]
    )
    late = late_by(late_milestones(today).filter(commitment__plan__in=[plan.pk for plan in plans]), "commitment__plan")
    mine = rules.commitments_of(user, *ON_DUTY)
    promises = list(with_last_report(mine).select_related("plan").order_by("plan", "order", "pk")[: SHOWN + 1])
    count = mine.count() if len(promises) > SHOWN else len(promises)
    keys = [one.pk for one in promises]
    late_promises = late_by(late_milestones(today).filter(commitment__in=keys), "commitment")
    return Desk(
        tuple(plan_row(plan, late.get(plan.pk, 0), language) for plan in plans),
        tuple(promise_row(one, late_promises.get(one.pk, 0), language) for one in promises[:SHOWN]),
        max(count - SHOWN, 0),
    )


def late_by(late: QuerySet[Milestone], by: str) -> dict[int, int]:
    return dict(late.order_by().values_list(by).annotate(n=Count("pk")).values_list(by, "n"))


def with_last_report(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Each with the completion and the day of the last report about the commitment as a whole."""
    own = ProgressReport.objects.filter(commitment=OuterRef("pk"), milestone=None).order_by("-day", "-pk")
    return rows.annotate(
        declared=Subquery(own.values("completion")[:1]),
        declared_on=Subquery(own.values("day")[:1]),
    )


def plan_row(plan: Any, late: int, language: str) -> PlanRow:
    return PlanRow(
        title=plan.title.localize(language),
        url=reverse("drafting:plan", args=[plan.uid]),
        body=plan.organisation.name if plan.organisation else "",
        when=span(plan, language),
        state="adopted" if plan.adoptions else "public" if plan.published else "draft",
        commitments=plan.all,
        drafts=plan.drafts,
        late=late,
    )


def span(plan: Plan, language: str) -> str:
    """“from 2026 to 2028”; the days are on the page of the plan."""
    if plan.first_day and plan.last_day:
        first, last = plan.first_day.year, plan.last_day.year
        return str(first) if first == last else f"{first}–{last}"
    return plan.cycle


def promise_row(one: Any, late: int, language: str) -> PromiseRow:
    title = one.title.localize(language)
    return PromiseRow(
        title=f"{one.number}. {title}" if one.number else title,
        url=reverse("drafting:commitment", args=[one.uid]),
        progress_url=reverse("drafting:progress", args=[one.uid]),
        plan=one.plan.title.localize(language),
        declared=str(Completion(one.declared).label) if one.declared else "",
        declared_on=dates.day_words(one.declared_on, language, weekday=False, year=True) if one.declared_on else "",
        late=late,
        is_draft=one.state == State.DRAFT,
    )


@dataclass(frozen=True)
class CommitmentRow:
    title: str
    url: str
    progress_url: str
    lead: str
    state: str  # draft | published | adopted | withdrawn
    milestones: int
    errors: int
    warnings: int
    late: int


@dataclass(frozen=True)
class VersionRow:
    number: int
    kind: str
    when: str
    note: str


@dataclass(frozen=True)
class PlanPage:
    title: str
    state: str
    rows: tuple[CommitmentRow, ...]
    versions: tuple[VersionRow, ...]
    public_url: str


def plan_page(plan: Plan, today: date, language: str) -> PlanPage:
    """One plan as its point of contact sees it, with the checker's count beside each commitment; 9 queries."""
    roles = Responsibility.objects.filter(commitment=OuterRef("pk"), milestone=None, role=Role.LEAD, valid_to=None)
    named = roles.annotate(named=Coalesce("organisation__name", "office")).order_by("order", "pk").values("named")[:1]
    commitments = list(
        plan.commitments.annotate(
            steps=Count("milestones", filter=Q(milestones__withdrawn_on=None), distinct=True), lead=Subquery(named)
        )
        .select_related("plan")
        .order_by("order", "pk")
    )
    advice = advice_of_many(commitments, language)
    keys = [one.pk for one in commitments]
    late = late_by(late_milestones(today).filter(commitment__in=keys), "commitment")
    versions = list(plan.versions.filter(adopted=True).order_by("-number"))
    return PlanPage(
        title=plan.title.localize(language),
        state="adopted" if versions else "public" if plan.published else "draft",
        rows=tuple(commitment_row(one, advice[one.pk], late, language) for one in commitments),
        versions=tuple(version_row(one, language) for one in versions),
        public_url=addresses.plan(plan.slug) if plan.published else "",
    )


def commitment_row(one: Any, advice: Any, late: dict[int, int], language: str) -> CommitmentRow:
    title = one.title.localize(language)
    state = "withdrawn" if one.withdrawn_on else "adopted" if one.added_in_id else one.state
    return CommitmentRow(
        title=f"{one.number}. {title}" if one.number else title,
        url=reverse("drafting:commitment", args=[one.uid]),
        progress_url=reverse("drafting:progress", args=[one.uid]),
        lead=one.lead or "",
        state=str(state),
        milestones=one.steps,
        errors=sum(note.stops for note in advice),
        warnings=sum(note.severity == "warning" and note.is_open for note in advice),
        late=late.get(one.pk, 0),
    )


def version_row(version: PlanVersion, language: str) -> VersionRow:
    day = version.adopted_on
    return VersionRow(
        number=version.number,
        kind=version.get_kind_display(),
        when=dates.day_words(day, language, weekday=False, year=True) if day else _("on a day that is not known"),
        note=version.note.localize(language) if version.note else "",
    )


def bodies_of(user: Any) -> list[Organisation]:
    """Bodies in whose name the person may open a plan, by name; 1 query."""
    if runs_the_instance(user):
        return list(Organisation.objects.order_by("name_key", "pk")[:200])
    return list(Organisation.objects.filter(pk__in=rules.organised_bodies(user)).order_by("name_key", "pk"))


def body_names(most: int = 300) -> list[str]:
    """Names offered as one types; 1 query."""
    return list(Organisation.objects.order_by("name_key", "pk").values_list("name", flat=True)[:most])
