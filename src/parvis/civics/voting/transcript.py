"""The transcript of a count: every purchase with its exact price, for a checker that shares no code with the rules.

Schema: docs/developer/transcript.schema.json; words: docs/developer/transcript.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from .election import Election
from .outcome import Outcome, Phase, Purchase
from .rule import Utility

FORMAT = "parvis-count-transcript"
VERSION = 1


def transcript(outcome: Outcome) -> dict[str, Any]:
    """The transcript as plain JSON values; the same for any order of projects and ballots."""
    election = outcome.election
    ids = [project.id for project in election.projects]
    ranks = outcome.rule.ties.ranks(election)
    return {
        "format": FORMAT,
        "version": VERSION,
        "election": {
            "projects": len(ids),
            "voters": election.voters,
            "budget": election.amount(election.budget),
            "digest": digest(election),
        },
        "rule": {**outcome.rule.parameters(), "scoring": election.scoring},
        "tie_order": sorted(ids, key=lambda id_: ranks[election.index[id_]]),
        "endowment": None if outcome.endowment is None else str(outcome.endowment / 10**election.places),
        "increments": outcome.increments,
        "ended": outcome.ended,
        "spans": [
            {"first": span.first, "last": span.last, "bought": [ids[i] for i in span.bought]} for span in outcome.spans
        ],
        "steps": [_step(outcome, purchase, ids) for purchase in outcome.purchases],
        "winners": list(outcome.winners),
        "spent": election.amount(outcome.spent),
    }


def write_transcript(outcome: Outcome) -> str:
    """The transcript as JSON text, keys sorted, one line break at the end."""
    return json.dumps(transcript(outcome), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def price_in_currency(outcome: Outcome, purchase: Purchase) -> Fraction | None:
    """The price in the units people read: currency per currency, per project, or per point; a load in currency."""
    if purchase.price is None:
        return None
    election = outcome.election
    if purchase.phase is Phase.SHARES and outcome.rule.utility is Utility.COST:
        return purchase.price
    price = Fraction(purchase.price, 10**election.places)
    if purchase.phase is Phase.SHARES and outcome.rule.utility is Utility.POINTS:
        price *= Fraction(10**election.points_places)
    return price


def digest(election: Election) -> str:
    """SHA-256 over the budget, the projects and the kinds of ballots, one a line, the last two sorted."""
    money, unit = 10**election.places, 10**election.points_places
    ids = [project.id for project in election.projects]
    lines = [f"budget {Fraction(election.budget, money)}"]
    lines += [f"project {json.dumps(project.id)} {Fraction(project.cost, money)}" for project in election.projects]
    names = [json.dumps(id_) for id_ in ids]
    values = {points: str(Fraction(points, unit)) for points in set(election.points.tolist())}
    lines += sorted(
        f"ballot {voters} [" + ", ".join(f'[{names[i]}, "{values[p]}"]' for i, p in sorted(ballot)) + "]"
        for voters, ballot in election.ballots()
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _step(outcome: Outcome, purchase: Purchase, ids: Sequence[str]) -> dict[str, Any]:
    price = price_in_currency(outcome, purchase)
    step: dict[str, Any] = {
        "project": ids[purchase.project],
        "cost": outcome.election.amount(outcome.election.costs[purchase.project]),
        "phase": str(purchase.phase),
        "price": None if price is None else str(price),
        "tied": [ids[i] for i in purchase.tied],
        "decided": "exactly" if purchase.exactly else "bounds",
    }
    if purchase.phase is Phase.SHARES:
        step |= {
            "paid_in_full": purchase.full,
            "paid_the_rest": purchase.rest,
            "had_nothing": purchase.nothing,
        }
    return step
