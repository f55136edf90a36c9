"""What the page of a plan says of how it was made with others."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language

from parvis.commit.drafting.models import CoCreation, Stage
from parvis.commit.drafting.queries.cocreation import day_words
from parvis.commit.plans.models import Plan
from parvis.commit.plans.panels import Panel, register_plan_panel
from parvis.ground import clock
from parvis.ground.compiled import Compiled


def register() -> None:
    register_plan_panel("cocreation", 5, of_plan)


RECEIVED = ~Q(contributions__stage=Stage.UNCONFIRMED)
# Compiled once: the page of every plan asks for it.
announced = Compiled(
    lambda plan: (
        CoCreation.objects.filter(plan=plan, announced_at__isnull=False)
        .annotate(
            received=Count("contributions", filter=RECEIVED),
            answered=Count("contributions", filter=RECEIVED & Q(contributions__answered_at__isnull=False)),
        )
        .order_by("pk")
        .values_list("first_day", "last_day", "received", "answered")[:1]
    )
)


def of_plan(_viewer: Any, plan: Plan) -> Panel | None:
    """Until when one may propose, how many did, and how many were answered; 1 query."""
    found = announced(plan.pk)
    if not found or not plan.published:
        return None
    first_day, last_day, received, answered = found[0]
    today, language = clock.today(), get_language() or "fr"
    context = {
        "is_open": first_day <= today <= last_day,
        "before": today < first_day,
        "first": day_words(first_day, language),
        "last": day_words(last_day, language),
        "counts": {"received": received, "answered": answered},
        "page_url": reverse("drafting:cocreation-page", args=[plan.slug]),
        "propose_url": reverse("drafting:propose", args=[plan.slug]),
        "requirements_url": reverse("drafting:requirements", args=[plan.slug]),
    }
    return Panel("body", "drafting/parts/panel.html", context)
