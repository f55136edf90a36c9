"""What the page of a plan shows of this app: the formats in which it can be taken away."""

from __future__ import annotations

from typing import Any

from django.urls import get_script_prefix
from django.utils.translation import get_language

from parvis.commit.exchange.exports import links
from parvis.commit.plans.models import Plan
from parvis.commit.plans.panels import Panel, register_plan_panel


def register() -> None:
    register_plan_panel("exchange", 90, downloads)


def downloads(viewer: Any, plan: Plan) -> Panel | None:
    """Links to the exports of a published plan; no query."""
    if not plan.published:
        return None
    exports = links(plan.slug, (get_language() or "fr")[:2], get_script_prefix())
    return Panel("foot", "exchange/parts/exports.html", {"exports": exports})
