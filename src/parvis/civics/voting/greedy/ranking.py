"""The order in which the greedy rules look at projects."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from parvis.civics.voting.election import Election
from parvis.civics.voting.rule import Utility

INFINITE = Fraction(10**9) ** 10  # above any ratio of points to cost that an election can hold


def merits(election: Election, utility: Utility, support: Sequence[int]) -> list[Fraction]:
    """Utility per unit of cost of each project; 0 without support, infinite when it is free and useful.

    cost         the support itself (votes, or points where ballots give points): what cities publish as the score
    cardinality  votes per unit of cost
    points       points per unit of cost
    support      votes or points of each project, used by the cost utility
    """
    found = []
    for project, cost in enumerate(election.costs):
        if utility is Utility.COST:
            merit = Fraction(max(0, support[project])) if cost > 0 else Fraction(0)
        else:
            total = election.votes[project] if utility is Utility.CARDINALITY else election.scores[project]
            merit = Fraction(0) if total <= 0 else INFINITE if cost == 0 else Fraction(total, cost)
        found.append(merit)
    return found


def ranking(merits_: Sequence[Fraction], ranks: Sequence[int]) -> list[int]:
    """The projects from the highest merit to the lowest, equal merits in tie order."""
    return sorted(range(len(merits_)), key=lambda project: (-merits_[project], ranks[project]))
