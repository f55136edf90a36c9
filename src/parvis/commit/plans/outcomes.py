"""Milestones met or late: what the home page says of promises."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext

from parvis.commit.plans.models import Completion, Milestone, ProgressReport, Standing
from parvis.commit.plans.public_types import milestone_url
from parvis.commit.plans.queries.narrowing import late
from parvis.commit.plans.queries.steps import late_words
from parvis.commit.plans.queries.visibility import published
from parvis.disclose.outcomes import Outcome, register_outcomes


def register() -> None:
    register_outcomes("plans.met", met)
    register_outcomes("plans.late", overdue)


def met(today: date, limit: int) -> list[Outcome]:
    """Milestones that a body has declared completed, the last declared first; 1 query."""
    rows = (
        ProgressReport.objects.filter(
            completion=Completion.COMPLETE,
            milestone__withdrawn_on=None,
            commitment__in=living(),
            day__lte=today,
        )
        .exclude(milestone=None)
        .select_related("milestone__commitment__plan", "organisation")
        .order_by("-day", "-pk")
    )
    found: dict[int, Outcome] = {}
    for one in rows[: limit * 3]:  # a milestone may be declared completed more than once
        step: Any = one.milestone
        body = one.organisation.name if one.organisation else ""
        words = pgettext("milestone", "declared completed")
        found.setdefault(step.pk, Outcome("met", named(step), milestone_url(step), words, body, one.day))
    return list(found.values())[:limit]


def overdue(today: date, limit: int) -> list[Outcome]:
    """Milestones whose last day has passed and that nobody declares completed, the latest first; 1 query."""
    steps = late(Milestone.objects.filter(commitment__in=living()), today)
    found = []
    for one in steps.select_related("commitment__plan__organisation").order_by("-due_by", "-pk")[:limit]:
        body, due = one.commitment.plan.organisation, one.due_by or today
        words = late_words((today - due).days)
        found.append(Outcome("late", named(one), milestone_url(one), words, body.name if body else "", due))
    return found


def living() -> QuerySet[Any]:
    """Public commitments of plans that are followed here; those of an archive were kept or not elsewhere."""
    return published().exclude(plan__standing=Standing.DOCUMENTED).order_by().values("pk")


def named(step: Any) -> str:
    title = str(step.title.localize(get_language() or "fr"))
    return f"{step.number} {title}" if step.number else title
