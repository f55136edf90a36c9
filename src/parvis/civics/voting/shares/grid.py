"""Budgets and prices on an integer grid carried by float64: every sum exact, every bound proved.

Money is counted in 1/scale of the election's smallest unit, scale chosen so that all money together stays below
2**53. `upper[t]` is an integer with  scale × b[t] ≤ upper[t] ≤ scale × b[t] + error,  and upper[t] = 0 only when the
true budget b[t] is exactly 0. Sums of integers below 2**53 are exact in float64 in any order, so the only roundings
are those written out here. The proofs are in docs/developer/counting.md; their names stand in the comments.
"""

from __future__ import annotations

from enum import Enum, auto
from fractions import Fraction

import numpy as np

from parvis.civics.voting.grid_sums import EXACT_FLOAT, Floats, grid_sum

from .claims import Claim, Claims
from .rational import RationalBudgets

SMALL_STEP = 256  # a Newton step below this part of the price has probably arrived: try to prove it at once
SPARSE = 0.7  # below this share of supporters with money left, the others are dropped from a project's list


class Standing(Enum):
    """Where a project's price stands against a trial price."""

    ABOVE = auto()
    NEAR = auto()
    NEVER = auto()


class Supporters:
    """The supporters of a project who may still have money."""

    __slots__ = ("claim", "low", "types", "utilities", "weighted_utilities", "weights")

    def __init__(self, claim: Claim, low: int) -> None:
        self.claim = claim
        self.types = claim.types
        self.weights = claim.weights
        self.utilities = claim.utilities
        self.weighted_utilities = claim.weighted_utilities
        self.low = low  # scale × (price per voter, or per unit of utility) is at least this

    def drop_penniless(self, budgets: Floats) -> Floats:
        """Forget the types whose budget is exactly 0 when they are many; the budgets of those kept."""
        if np.count_nonzero(budgets) > SPARSE * len(budgets):
            return budgets
        kept = budgets.nonzero()[0]
        self.types, self.weights = self.types[kept], self.weights[kept]
        if not self.claim.uniform:
            self.utilities, self.weighted_utilities = self.utilities[kept], self.weighted_utilities[kept]
        return budgets[kept]


def grid_scale(voters: int, endowment: Fraction) -> int:
    """The largest scale that keeps all money, rounded up voter by voter, below 2**53; 0 when there is none."""
    money = -(-endowment.numerator * voters // endowment.denominator)
    return max(0, (EXACT_FLOAT - 1 - voters) // max(1, money))


class Grid:
    """The state of one run: upper bounds of the budgets and the lists of supporters."""

    def __init__(self, claims: Claims, endowment: Fraction, scale: int) -> None:
        self.scale = scale
        start = -(-endowment.numerator * scale // endowment.denominator)
        self.error = 0 if start * endowment.denominator == endowment.numerator * scale else 1
        self.upper: Floats = np.full(claims.types, float(start))
        self.supporters = [
            Supporters(claim, claim.cost * scale // (claim.total_weight if claim.uniform else claim.total_utility))
            for claim in claims.of
        ]

    def _collected(self, who: Supporters, budgets: Floats, price: int) -> tuple[int, int]:
        """Σ w·min(budget, price·u) and the slope to the right of price, both exact (lemma 1)."""
        if who.claim.unit:
            asked: Floats | float = float(price)
            slopes = who.weights
        else:
            asked = who.utilities * float(price)  # a rounded product is ≥ 2**53 and so above any budget (lemma 1)
            slopes = who.weighted_utilities
        return grid_sum(who.weights, np.minimum(budgets, asked)), grid_sum(slopes, budgets > asked)

    def enclose(self, who: Supporters, trial: int | None) -> tuple[Standing, int | None]:
        """Improve `who.low`; say where the price stands, with a price proved to suffice when one is found.

        trial     an integer price, at least who.low; None stands for any price
        returns   ABOVE: the price is above trial, and who.low is now at or above it (lemma 2)
                  NEAR: the price may be at or below trial; who.low is the best lower bound, and the second value a
                  price that surely suffices (lemma 4), or None when none is proved to
                  NEVER: the supporters cannot pay, now or later (lemma 3)
        """
        budgets = who.drop_penniless(self.upper.take(who.types))
        goal = who.claim.cost * self.scale
        if trial is not None:
            given, slope = self._collected(who, budgets, trial)
            if given < goal:
                if slope == 0:
                    return Standing.NEVER, None
                who.low = trial + (goal - given) // slope
                return Standing.ABOVE, None
        surely = np.maximum(budgets - float(self.error), 0.0) if self.error else budgets
        while True:
            given, slope = self._collected(who, budgets, who.low)
            if given >= goal:
                return Standing.NEAR, self._sufficient(who, surely, who.low)
            if slope == 0:
                return Standing.NEVER, None
            step, rest = divmod(goal - given, slope)
            who.low += step
            high = who.low + (rest > 0)
            if step == 0:
                return Standing.NEAR, self._sufficient(who, surely, high)
            if step * SMALL_STEP < who.low and self._collected(who, surely, high)[0] >= goal:
                return Standing.NEAR, high

    def _sufficient(self, who: Supporters, surely: Floats, price: int) -> int | None:
        """The first price from this one on that Newton's steps, rounded up, prove to suffice; None when none does."""
        goal = who.claim.cost * self.scale
        while True:
            given, slope = self._collected(who, surely, price)
            if given >= goal:
                return price
            if slope == 0:
                return None
            price += -((given - goal) // slope)

    def structural(self, who: Supporters, high: int) -> Fraction | None:
        """The exact price when every supporter is either penniless or surely able to pay in full (lemma 5)."""
        budgets = self.upper.take(who.types)
        some = budgets > 0
        if who.claim.uniform:
            if np.any(budgets[some] < high + self.error):
                return None
            return Fraction(who.claim.cost, grid_sum(who.weights, some) * who.claim.unit)
        if np.any(budgets[some] < who.utilities[some] * float(high) + float(self.error)):
            return None
        return Fraction(who.claim.cost, grid_sum(who.weighted_utilities, some))

    def buy(self, who: Supporters, low: int, high: int) -> None:
        """Take the payments of a purchase whose price lies in [low, high] (lemma 6)."""
        budgets = self.upper.take(who.types)
        if who.claim.uniform:
            left = np.maximum(budgets - float(low), 0.0)
            self.error += high - low
        else:
            left = np.maximum(budgets - np.minimum(who.utilities * float(low), budgets), 0.0)
            self.error += (high - low) * int(who.utilities.max())
        self.upper[who.types] = left
        self.error = min(self.error, EXACT_FLOAT)

    def renew(self, exact: RationalBudgets) -> None:
        """Start again from exact budgets: the error falls back to one unit."""
        units = [-(-value * self.scale // exact.denominator) for value in exact.values]
        self.upper = np.array(units, dtype=np.float64)[exact.class_of]
        self.error = 1
