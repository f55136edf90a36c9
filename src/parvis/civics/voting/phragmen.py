"""Sequential Phragmén: supporters carry the cost of what they get, and the lightest load is bought next."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

import numpy as np

from .election import Election
from .grid_sums import EXACT_FLOAT, Ints, grid_sum
from .outcome import Fate, Outcome, Phase, Purchase, Reason
from .rule import Rule

NEVER = float("inf")


def phragmen(election: Election, rule: Rule) -> Outcome:
    """Sequential Phragmén for budgets: buy the project that leaves its supporters with the smallest common load.

    The load of a project is (Σ loads of its supporters + cost) / supporters; ballots that give points or rankings
    count as approvals of what they list. The count stops as soon as one of the projects with the smallest load,
    ties included, exceeds the budget left. Projects dearer than the whole budget are left out first; those without
    support have an infinite load and come last.

    Source: Los, Christoff & Grossi, Proportional Budget Allocations, IJCAI 2022.
    """
    return Loading(election, rule).finish()


class Loading:
    """Voters' loads: one exact value for each purchase, shared by all whose last purchase it was."""

    def __init__(self, election: Election, rule: Rule) -> None:
        self.election = election
        self.rule = rule
        self.ranks = rule.ties.ranks(election)
        self.left = election.budget
        self.loads = [0]  # numerators of the exact loads over `denominator`; index 0 is the load of nobody served
        self.denominator = 1
        self.last = np.zeros(len(election.weights), dtype=np.int64)
        self.scale = max(0, (EXACT_FLOAT - 1 - election.voters) // max(1, 2 * election.budget))
        self.grid = np.zeros(len(election.weights))  # floor(scale × load): within one unit of it (docs, lemma 9)
        self.open = [i for i, cost in enumerate(election.costs) if cost <= election.budget]
        self.supported = [i for i in self.open if election.votes[i] > 0]
        self.low = np.full(len(election.projects), NEVER)
        for i in self.supported:
            self.low[i] = election.costs[i] * self.scale // election.votes[i]
        self.weights = [weights.astype(np.float64) for _, weights, _ in election.support]
        self.purchases: list[Purchase] = []
        self.fates = [Fate(Reason.DEARER_THAN_BUDGET, won=False) for _ in election.projects]

    def finish(self) -> Outcome:
        stopped_by: int | None = None
        while self.open:
            lightest, exactly = self._lightest()
            over = [i for i in lightest if self.election.costs[i] > self.left]
            if over:
                stopped_by = over[0]
                break
            self._buy(lightest, exactly)
        for i in self.open:
            missing = Fraction(self.election.costs[i] - self.left)
            if missing > 0:
                self.fates[i] = Fate(Reason.DOES_NOT_FIT, won=False, amount=missing)
            else:
                self.fates[i] = Fate(Reason.AFTER_STOP, won=False, other=stopped_by)
        return Outcome(self.election, self.rule, tuple(self.purchases), tuple(self.fates))

    def _types(self, project: int) -> Ints:
        return self.election.support[project][0]

    def _lightest(self) -> tuple[list[int], bool]:
        """The projects of the smallest load in tie order, and whether exact arithmetic was needed."""
        if not self.supported:
            return sorted(self.open, key=self.ranks.__getitem__), True
        if self.scale == 0:
            return self._exactly(self.supported), True
        ceiling = NEVER
        near: list[tuple[float, int]] = []
        seen: list[tuple[float, int]] = []
        while True:
            i = int(self.low.argmin())
            if self.low[i] == NEVER or self.low[i] > ceiling:
                break
            carried = grid_sum(self.weights[i], self.grid.take(self._types(i)))
            votes = self.election.votes[i]
            total = carried + self.election.costs[i] * self.scale
            key = float(total // votes)
            self.low[i] = NEVER
            seen.append((key, i))
            near.append((key, i))
            ceiling = min(ceiling, float(-(-total // votes) + 1))
        for key, i in seen:
            self.low[i] = key
        rivals = [i for key, i in near if key <= ceiling]
        if len(rivals) == 1:
            return rivals, False
        return self._exactly(rivals), True

    def _exactly(self, rivals: list[int]) -> list[int]:
        loads = {i: self._load(i) for i in rivals}
        smallest = min(loads.values())
        return sorted((i for i in rivals if loads[i] == smallest), key=self.ranks.__getitem__)

    def _load(self, project: int) -> Fraction:
        """The exact load that the supporters would carry."""
        held = np.bincount(self.last[self._types(project)], weights=self.weights[project], minlength=len(self.loads))
        carried = sum(int(voters) * load for voters, load in zip(held.tolist(), self.loads, strict=True) if voters)
        total = carried + self.election.costs[project] * self.denominator
        return Fraction(total, self.denominator * self.election.votes[project])

    def _buy(self, lightest: list[int], exactly: bool) -> None:
        project, tied = lightest[0], tuple(lightest[1:])
        self.left -= self.election.costs[project]
        self.open.remove(project)
        self.fates[project] = Fate(Reason.FITS, won=True)
        if project not in self.supported:
            self.purchases.append(Purchase(project, Phase.PHRAGMEN, exactly=exactly, tied=tied))
            return
        self.supported.remove(project)
        load = self._load(project)
        self.purchases.append(Purchase(project, Phase.PHRAGMEN, exactly=exactly, tied=tied, price=load))
        factor = load.denominator // gcd(load.denominator, self.denominator)
        self.loads = [value * factor for value in self.loads]
        self.denominator *= factor
        self.loads.append(load.numerator * (self.denominator // load.denominator))
        self.last[self._types(project)] = len(self.loads) - 1
        self.grid[self._types(project)] = float(load.numerator * self.scale // load.denominator)
        self.low[project] = NEVER
