"""Where the money of a project's supporters went under Equal Shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parvis.civics.voting.outcome import Outcome, Phase
from parvis.civics.voting.rule import Utility


@dataclass(frozen=True)
class Spending:
    """What the supporters of one project had and did, in the election's smallest unit, rounded to the nearest.

    given     their endowments together
    paid      what they paid for each project bought by the shares, in order of purchase (0 left out)
    left      what they have at the end
    """

    project: int
    given: int
    paid: tuple[tuple[int, int], ...]
    left: int


def spending(outcome: Outcome) -> dict[int, Spending]:
    """The spending of every project's supporters; empty for rules without endowments.

    Amounts are for reading: they follow the exact prices in floating point and are rounded. Decisions use none of them.
    """
    election = outcome.election
    if outcome.endowment is None:
        return {}
    budgets = np.full(len(election.weights), float(outcome.endowment))
    paid: dict[int, list[tuple[int, int]]] = {i: [] for i in range(len(election.projects))}
    for purchase in outcome.purchases:
        if purchase.phase is not Phase.SHARES or purchase.price is None:
            continue
        types, _, points = election.support[purchase.project]
        asked = np.full(len(types), float(purchase.price))
        if outcome.rule.utility is Utility.COST:
            asked *= election.costs[purchase.project]
        elif outcome.rule.utility is Utility.POINTS:
            asked *= np.maximum(points, 0)
        given = np.zeros(len(budgets))
        given[types] = np.minimum(budgets[types], asked)
        budgets -= given
        for project, (supporters, weights, _) in enumerate(election.support):
            amount = round(float(given[supporters].dot(weights)))
            if amount:
                paid[project].append((purchase.project, amount))
    return {
        project: Spending(
            project,
            round(float(outcome.endowment * election.votes[project])),
            tuple(paid[project]),
            round(float(budgets[supporters].dot(weights))),
        )
        for project, (supporters, weights, _) in enumerate(election.support)
    }
