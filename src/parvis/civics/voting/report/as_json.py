"""The count as JSON values: the stable output of `parvis count --format json`."""

from __future__ import annotations

from typing import Any

from parvis.civics.voting.amounts import write_amount
from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Fate, Outcome, Reason


def as_json(outcome: Outcome, seconds: float) -> dict[str, Any]:
    """Winners in order of purchase, money as decimal texts, one entry a project in order of id.

    seconds   processor time of reading and counting
    """
    election = outcome.election
    return {
        "winners": list(outcome.winners),
        "spent": election.amount(outcome.spent),
        "budget": election.amount(election.budget),
        "currency": election.currency,
        "voters": election.voters,
        "rule": {**outcome.rule.parameters(), "scoring": election.scoring},
        "projects": [
            {
                "id": project.id,
                "name": project.name,
                "cost": election.amount(project.cost),
                "votes": election.votes[i],
                "score": write_amount(election.scores[i], election.points_places),
                "won": outcome.fates[i].won,
                "reason": str(outcome.fates[i].reason),
                **fate_details(election, outcome.fates[i]),
            }
            for i, project in enumerate(election.projects)
        ],
        "steps": len(outcome.purchases),
        "decided_exactly": outcome.decided_exactly,
        "ties": [{"bought": bought, "equal": list(equal)} for bought, equal in outcome.ties],
        "endowment": None if outcome.endowment is None else str(outcome.endowment / 10**election.places),
        "increments": outcome.increments,
        "ended": outcome.ended,
        "warnings": [dict(warning) for warning in election.warnings],
        "seconds": round(seconds, 3),
    }


def fate_details(election: Election, fate: Fate) -> dict[str, Any]:
    """`missing` (exact, "p/q" when needed) and `because_of`, when the reason has them."""
    found: dict[str, Any] = {}
    if fate.amount is not None:
        exact = fate.amount if fate.reason is Reason.BELOW_THRESHOLD else fate.amount / 10**election.places
        found["missing"] = str(exact)
    if fate.other is not None:
        found["because_of"] = election.projects[fate.other].id
    return found
