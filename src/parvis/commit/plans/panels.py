"""What other rooms of `commit` add to the page of a plan or of a commitment: reviews, the law a measure is part of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from parvis.commit.plans.models import Commitment, Plan, Text


@dataclass(frozen=True)
class Panel:
    """A template of the registering app and what it prints.

    place   "lane"   beside the self-declared lane, in the independent one
            "glance" in the box at the top
            "body"   a `<section>` of its own with its `<h2>`, after the lanes
            "foot"   of a plan: the same, after its versions
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


@dataclass(frozen=True)
class Judgement:
    """What somebody independent says of a commitment or of a milestone, in a few words, for lists and tables.

    words      "Achieved in part"; for an absence its reason: "Not assessed under this method"
    assessed   False for an absence, which is shown with a dash and never with a mark
    note       who and when, or how much: "review of 20 February 2026"
    url        where it is argued; empty when there is nowhere to go
    """

    words: str
    assessed: bool = True
    note: str = ""
    url: str = ""


Judge = Callable[[Any, str, Collection[UUID]], Mapping[UUID, Judgement]]
_judges: dict[str, Judge] = {}


def register_judgements(code: str, judge: Judge) -> None:
    """Say what was judged: `judge(viewer, type, uids)` for "commitment" or "milestone", in the active language.

    A page asks once for all it shows, in a list or in a table: a bounded number of queries, whatever the number.
    """
    _judges[code] = judge


def judgements(viewer: Any, object_type: str, uids: Collection[UUID]) -> dict[UUID, Judgement]:
    """What is said of each of these by somebody independent; those of whom nothing is said are left out."""
    found: dict[UUID, Judgement] = {}
    for _code, judge in sorted(_judges.items()):
        for uid, judgement in judge(viewer, object_type, uids).items():
            found.setdefault(uid, judgement)
    return found


Rests = Callable[[Text], bool]
_resting: dict[str, Rests] = {}


def register_judged_texts(code: str, rests: Rests) -> None:
    """Say which texts were judged: `rests(text)` is whether something rests on these very words, adopted or not."""
    _resting[code] = rests


def is_judged(text: Text) -> bool:
    """Whether somebody independent judged these very words: they are then kept, and written again beside."""
    return any(rests(text) for _code, rests in sorted(_resting.items()))
