"""What each project may collect: its cost, its supporters by ballot type, and the utility it brings them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.civics.voting.election import Election, weighted_sum
from parvis.civics.voting.grid_sums import EXACT_FLOAT, Floats, Ints
from parvis.civics.voting.rule import Utility

NONE: Floats = np.zeros(0)


@dataclass(frozen=True, eq=False)
class Claim:
    """One project that can be bought: cost > 0 and some supporter with a utility > 0.

    types, weights    the supporting ballot types and their numbers of voters
    unit              the utility that the project brings each supporter, when it is the same for all; else 0
    utilities         the utility of each supporting type, when they differ; else empty
    """

    project: int
    cost: int
    types: Ints
    weights: Floats
    unit: int
    utilities: Floats
    weighted_utilities: Floats
    total_weight: int
    total_utility: int

    @property
    def uniform(self) -> bool:
        return self.unit > 0


@dataclass(frozen=True, eq=False)
class Claims:
    """The claims in tie order (the first is preferred when prices are equal) and the free projects, bought first.

    fits_floats    whether all weights and utilities keep float64 sums exact
    """

    of: Sequence[Claim]
    free: Sequence[int]
    types: int
    voters: int
    fits_floats: bool


def claims(election: Election, utility: Utility, ranks: Sequence[int]) -> Claims:
    """The claims of an election under a utility.

    cost         each listed project brings its cost; free projects bring nothing and are ignored
    cardinality  each listed project brings 1
    points       each listed project brings the points of the ballot, when they are positive
    ranks        the tie order: position of each project, 0 first
    """
    found: list[Claim] = []
    free: list[int] = []
    fits = True
    for project in sorted(range(len(election.projects)), key=ranks.__getitem__):
        types, weights, points = election.support[project]
        cost = election.costs[project]
        if utility is Utility.POINTS:
            positive = points > 0
            types, weights, points = types[positive], weights[positive], points[positive]
        if len(types) == 0:
            continue
        if cost == 0:
            if utility is not Utility.COST:
                free.append(project)
            continue
        unit = {Utility.COST: cost, Utility.CARDINALITY: 1}.get(utility, 0)
        if utility is Utility.POINTS and int(points.min()) == int(points.max()):
            unit = int(points[0])
        total_weight = int(weights.sum()) if utility is Utility.POINTS else election.votes[project]
        total_utility = unit * total_weight or weighted_sum(weights, points)
        fits = fits and total_weight < EXACT_FLOAT and (unit > 0 or total_utility < EXACT_FLOAT)
        utilities = NONE if unit else points.astype(np.float64)
        found.append(
            Claim(
                project=project,
                cost=cost,
                types=types,
                weights=weights.astype(np.float64),
                unit=unit,
                utilities=utilities,
                weighted_utilities=utilities if unit else utilities * weights,
                total_weight=total_weight,
                total_utility=total_utility,
            )
        )
    return Claims(tuple(found), tuple(free), len(election.weights), election.voters, fits)
