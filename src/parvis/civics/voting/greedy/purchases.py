"""Buying down a ranking: the part that all greedy rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Fate, Phase, Purchase, Reason

Objection = Callable[[int, Sequence[int]], Fate | None]  # (project, bought so far) → why it may not be bought


class Basket:
    """A budget being spent down a ranking."""

    def __init__(self, election: Election, merits: Sequence[Fraction], budget: int, phase: Phase) -> None:
        self.election = election
        self.merits = merits
        self.left = budget
        self.phase = phase
        self.purchases: list[Purchase] = []
        self.fates: dict[int, Fate] = {}

    @property
    def bought(self) -> list[int]:
        return [purchase.project for purchase in self.purchases]

    def fits(self, project: int) -> bool:
        return self.election.costs[project] <= self.left

    def buy(self, project: int, waiting: Iterable[int]) -> None:
        """Buy a project; the waiting ones with the same merit are those the tie order put after it."""
        tied = tuple(other for other in waiting if self.merits[other] == self.merits[project])
        self.left -= self.election.costs[project]
        self.purchases.append(Purchase(project, self.phase, exactly=True, tied=tied))
        reason = Reason.COMPLETED if self.phase is Phase.COMPLETION else Reason.FITS
        self.fates[project] = Fate(reason, won=True)

    def refuse(self, project: int) -> None:
        """Leave a project that costs more than what is left; the fate says how much was missing."""
        missing = self.election.costs[project] - self.left
        self.fates[project] = Fate(Reason.DOES_NOT_FIT, won=False, amount=Fraction(missing))


def buy_what_fits(basket: Basket, order: Sequence[int], objection: Objection | None = None) -> None:
    """Go down the order, buy what fits and meets no objection, skip what does not."""
    for place, project in enumerate(order):
        against = objection(project, basket.bought) if objection else None
        if against is not None:
            basket.fates[project] = against
        elif basket.fits(project):
            basket.buy(project, order[place + 1 :])
        else:
            basket.refuse(project)


def stop_at_the_first_that_does_not_fit(basket: Basket, order: Sequence[int]) -> None:
    """Go down the order and stop at the first project that does not fit; all others are left."""
    stopped_by: int | None = None
    for place, project in enumerate(order):
        if stopped_by is not None:
            basket.fates[project] = Fate(Reason.AFTER_STOP, won=False, other=stopped_by)
        elif basket.fits(project):
            basket.buy(project, order[place + 1 :])
        else:
            basket.refuse(project)
            stopped_by = project
