"""Proved leaps over endowments that cannot change the outcome.

For one fixed sequence of purchases, a larger endowment leaves every voter with at least as much at every step, so all
prices can only fall (lemma 8). If the sequence found at b is bought at b' > b too, and at every step the price of the
project bought, taken at b where it is highest, is below the price of every other project taken at b' where theirs is
lowest — or equal and before it in tie order — then the outcome is the same for every endowment between b and b'.
"""

from __future__ import annotations

from fractions import Fraction

from .claims import Claims
from .rational import RationalBudgets
from .run import Run

PATIENCE = 4  # equal outcomes in a row before a leap is tried; doubled after each failure
LARGE = 400  # types; above it, an exact replay costs as much as many runs, and a leap waits for a longer row
LONG_PATIENCE = 48


class Leaps:
    """Tries leaps of doubling length while they succeed."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.length = 4
        self.last: tuple[int, ...] | None = None
        self.same = 0
        self.patience = self.least = PATIENCE if claims.types <= LARGE else LONG_PATIENCE

    def ahead(self, found: Run, step: Fraction) -> int:
        """How many further steps surely give the purchases of this run; 0 when nothing is proved."""
        self.same = self.same + 1 if found.bought == self.last else 0
        self.last = found.bought
        if self.same < self.patience:
            return 0
        highest = self._own_prices(found)
        while self.length > 1:
            if self._holds(found, highest, found.endowment + self.length * step):
                jumped = self.length
                self.length *= 4
                self.patience = 0
                return jumped
            self.length //= 4
        self.length, self.same = 4, 0
        self.patience = max(self.least, 2 * self.patience)
        return 0

    def landed(self, found: Run, further: Fraction) -> Run:
        """The run after a leap: the same purchases from the larger endowment."""
        return Run(found.endowment + further, found.steps, found.cost)

    def _own_prices(self, found: Run) -> list[Fraction]:
        exact = RationalBudgets(self.claims, found.endowment)
        return [exact.buy(self.claims.of[i]).price for i in found.bought]

    def _holds(self, found: Run, highest: list[Fraction], endowment: Fraction) -> bool:
        exact = RationalBudgets(self.claims, endowment)
        waiting = set(range(len(self.claims.of)))
        for own, price in zip(found.bought, highest, strict=True):
            waiting.discard(own)
            for other in waiting:
                excess = exact.excess(self.claims.of[other], price)
                if excess > 0 or (excess == 0 and other < own):
                    return False
            exact.buy(self.claims.of[own])
        return all(exact.money(self.claims.of[other]) < self.claims.of[other].cost for other in waiting)
