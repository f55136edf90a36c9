"""Budgets and prices on an integer grid carried by float64: every sum exact, every bound proved.

Money is counted in 1/scale of the election's smallest unit, scale chosen so that all money together stays below
2**53. `upper[t]` is an integer with  scale × b[t] ≤ upper[t] ≤ scale × b[t] + error,  and upper[t] = 0 only when the
true budget b[t] is exactly 0. Sums of integers below 2**53 are exact in float64 in any order, so the only roundings
are those written out here. The proofs are in docs/developer/counting.md; their names stand in the comments.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from parvis.civics.voting.grid_sums import EXACT_FLOAT, Floats, grid_sum

from .claims import Claim, Claims
from .rational import RationalBudgets

SPARSE = 0.7  # below this share of supporters with money left, the others are dropped from a project's list


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
        if who.claim.uniform:
            given = grid_sum(who.weights, np.minimum(budgets, float(price)))
            slope = grid_sum(who.weights, budgets > price)
        else:
            asked = who.utilities * float(price)  # a rounded product is ≥ 2**53 and so above any budget (lemma 1)
            given = grid_sum(who.weights, np.minimum(budgets, asked))
            slope = grid_sum(who.weighted_utilities, budgets > asked)
        return given, slope

    def raise_low(self, who: Supporters, trial: int | None) -> bool | None:
        """Improve `who.low`, or find that the price may be as small as `trial`.

        trial     an integer price, at least who.low; None stands for any price
        returns   False: the price is above trial, and who.low is now at or above it (lemma 2)
                  True: the price may be at or below trial; who.low is then the best bound we have (lemma 2)
                  None: the supporters cannot pay, now or later (lemma 3)
        """
        budgets = who.drop_penniless(self.upper.take(who.types))
        goal = who.claim.cost * self.scale
        if trial is not None:
            given, slope = self._collected(who, budgets, trial)
            if given < goal:
                if slope == 0:
                    return None
                who.low = trial + (goal - given) // slope
                return False
        while trial is None or who.low < trial:
            given, slope = self._collected(who, budgets, who.low)
            if given >= goal:
                break
            if slope == 0:
                return None
            step = (goal - given) // slope
            if step == 0:
                break
            who.low += step
        return True

    def high(self, who: Supporters) -> int | None:
        """A price that is proved to suffice, from the lower bounds of the budgets; None when none is (lemma 4)."""
        budgets = np.maximum(self.upper.take(who.types) - float(self.error), 0.0)
        goal = who.claim.cost * self.scale
        price = who.low
        while True:
            given, slope = self._collected(who, budgets, price)
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
