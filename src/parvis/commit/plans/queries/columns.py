"""What lists read of commitments: one query, one row a commitment, plain columns and no model instance."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from parvis.commit.plans.models import Commitment, Milestone, ProgressReport, Responsibility, Role, State
from parvis.commit.plans.rules import held_on
from parvis.ground.compiled import Compiled
from parvis.ground.compiled.gathered import gathered


class Row(NamedTuple):
    """A commitment with what surrounds it.

    milestones   JSON text: [order, key, number, last day allowed, day of withdrawal, last completion declared], …
    leads        JSON text: [order, key, body, office as named], … of those who lead today
    areas        JSON text: [order, code, name], …

    The three are None where there is nothing, and in no order: whoever reads them sorts them.
    """

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
    milestones: str | None
    leads: str | None
    areas: str | None


def about_the_whole(roles: QuerySet[Any]) -> QuerySet[Any]:
    """Roles in the commitment itself, not in one of its milestones.

    The key is compared rather than searched for, or SQLite would walk every such row of every plan to find a few.
    """
    return roles.alias(step=Coalesce("milestone_id", Value(0))).filter(step=0)


def last_report_of_milestone() -> QuerySet[ProgressReport]:
    """The last report about the milestone of the outer query; of two of the same day, the one that came last."""
    return ProgressReport.objects.filter(milestone=OuterRef("pk")).order_by("-day", "-pk")


def last_report_of_commitment() -> QuerySet[ProgressReport]:
    """The last report about the commitment of the outer query as a whole: the first of the index `report_of_whole`."""
    return ProgressReport.objects.filter(commitment=OuterRef("pk"), milestone__isnull=True).order_by("-day", "-pk")


def around(rows: QuerySet[Any], *columns: Any) -> Subquery:
    """These columns of the rows about the commitment of the outer query."""
    return gathered(rows.filter(commitment=OuterRef("pk")), "commitment", *columns)


def columns(commitments: QuerySet[Commitment], today: date) -> QuerySet[Any, Any]:
    """The columns of a `Row`, in the queryset's own order."""
    own = last_report_of_commitment()
    said = Subquery(last_report_of_milestone().values("completion")[:1])
    leading = about_the_whole(Responsibility.objects.filter(role=Role.LEAD)).filter(held_on(today))
    return commitments.annotate(
        words=Cast("title", TextField()),
        plan_words=Cast("plan__title", TextField()),
        declared=Subquery(own.values("completion")[:1]),
        declared_on=Subquery(own.values("day")[:1]),
        steps=around(Milestone.objects.all(), "order", "pk", "number", "due_by", "withdrawn_on", said),
        leads=around(leading, "order", "pk", "organisation__name", "office"),
        areas=around(
            Commitment.policy_areas.through._default_manager.all(),
            "term__order", "term__code", Cast("term__name", TextField()),
        ),
    ).values_list(
        "pk", "uid", "slug", "number", "external_id", "words", "withdrawn_on", "state", "added_in_id",
        "withdrawn_in_id", "plan__slug", "plan_words", "declared", "declared_on", "steps", "leads", "areas",
    )  # fmt: skip


# The plain page of a published plan, which everybody opens: the same rows, their queryset compiled once.
rows_of_plan = Compiled(
    lambda plan, today: columns(
        Commitment.objects.filter(plan=plan, state=State.PUBLISHED).order_by("order", "pk"), today
    )
)
