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


def register() -> None:
    register_plan_panel("cocreation", 5, of_plan)


def of_plan(_viewer: Any, plan: Plan) -> Panel | None:
    """Until when one may propose, how many did, and how many were answered; 1 query."""
    received = ~Q(contributions__stage=Stage.UNCONFIRMED)
    announced = CoCreation.objects.filter(plan=plan, announced_at__isnull=False).annotate(
        received=Count("contributions", filter=received),
        answered=Count("contributions", filter=received & Q(contributions__answered_at__isnull=False)),
    )
    one = announced.order_by("pk").first()
    if one is None or not plan.published:
        return None
    today, language = clock.today(), get_language() or "fr"
    context = {
        "is_open": one.is_open(today),
        "before": today < one.first_day,
        "first": day_words(one.first_day, language),
        "last": day_words(one.last_day, language),
        "counts": {"received": one.received, "answered": one.answered},
        "page_url": reverse("drafting:cocreation-page", args=[plan.slug]),
        "propose_url": reverse("drafting:propose", args=[plan.slug]),
        "requirements_url": reverse("drafting:requirements", args=[plan.slug]),
    }
    return Panel("body", "drafting/parts/panel.html", context)
