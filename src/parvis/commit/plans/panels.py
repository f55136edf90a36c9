"""What other rooms of `commit` add to the page of a plan or of a commitment: reviews, the law a measure is part of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parvis.commit.plans.models import Commitment, Plan


@dataclass(frozen=True)
class Panel:
    """A template of the registering app and what it prints.

    place   "lane"   beside the self-declared lane, in the independent one
            "glance" in the box at the top
            "body"   a `<section>` of its own with its `<h2>`, after the lanes
    """

    place: str
    template: str
    context: Mapping[str, Any]


OfCommitment = Callable[[Any, Commitment], Panel | None]
OfPlan = Callable[[Any, Plan], Panel | None]
_of_commitments: dict[str, tuple[int, OfCommitment]] = {}
_of_plans: dict[str, tuple[int, OfPlan]] = {}


def register_commitment_panel(code: str, order: int, panel: OfCommitment) -> None:
    """Add a panel to commitments: `panel(viewer, commitment)` gives what to print, or None."""
    _of_commitments[code] = (order, panel)


def register_plan_panel(code: str, order: int, panel: OfPlan) -> None:
    """Add a panel to plans, in the same way."""
    _of_plans[code] = (order, panel)


def commitment_panels(viewer: Any, commitment: Commitment) -> list[Panel]:
    """The panels of a commitment for a viewer, in order."""
    shown = (panel(viewer, commitment) for _order, panel in sorted(_of_commitments.values(), key=lambda pair: pair[0]))
    return [panel for panel in shown if panel is not None]


def plan_panels(viewer: Any, plan: Plan) -> list[Panel]:
    """The panels of a plan for a viewer, in order."""
    shown = (panel(viewer, plan) for _order, panel in sorted(_of_plans.values(), key=lambda pair: pair[0]))
    return [panel for panel in shown if panel is not None]
