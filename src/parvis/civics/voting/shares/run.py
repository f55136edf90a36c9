"""One run of Equal Shares from one endowment, every decision proved.

At each step the project with the smallest price per unit of utility is bought; the grid proves which one it is when
the candidates are apart, integers or exact rationals decide when they are not, and the step says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from parvis.civics.voting.grid_sums import Floats

from .claims import Claims
from .grid import Grid, Standing, Supporters, grid_scale
from .rational import RationalBudgets

NEVER = float("inf")
REFRESH_AT = 2**20  # grid units of error beyond which exact budgets, once at hand, replace the grid's


@dataclass(frozen=True)
class Step:
    """One purchase: the claim bought, whether exact arithmetic decided, and the claims it was exactly equal to."""

    claim: int
    exactly: bool
    tied: tuple[int, ...] = ()


@dataclass(frozen=True)
class Run:
    """The purchases from one endowment, as positions in `Claims.of`, and what they cost together."""

    endowment: Fraction
    steps: tuple[Step, ...]
    cost: int

    @property
    def bought(self) -> tuple[int, ...]:
        return tuple(step.claim for step in self.steps)


def run(claims: Claims, endowment: Fraction) -> Run:
    """Buy until no remaining project can be paid for by its supporters.

    endowment   of each voter, in the election's smallest unit
    """
    return Running(claims, endowment).finish()


class Running:
    def __init__(self, claims: Claims, endowment: Fraction) -> None:
        self.claims = claims
        self.endowment = endowment
        self.steps: list[Step] = []
        self.exact: RationalBudgets | None = None
        scale = grid_scale(claims.voters, endowment) if claims.fits_floats else 0
        self.grid = Grid(claims, endowment, scale) if scale else None
        money = endowment * claims.voters
        most = money.numerator // money.denominator
        self.open = {i for i, claim in enumerate(claims.of) if claim.cost <= most}
        if self.grid is not None:
            self.keys: Floats = np.array(
                [self._key(who) if i in self.open else NEVER for i, who in enumerate(self.grid.supporters)]
            )

    def finish(self) -> Run:
        step = self._step_on_grid if self.grid is not None else self._step_exactly
        while self.open and step():
            pass
        return Run(self.endowment, tuple(self.steps), sum(self.claims.of[step.claim].cost for step in self.steps))

    # on the grid -------------------------------------------------------------------------------------------------

    @staticmethod
    def _key(who: Supporters) -> float:
        """The lower bound of the price per unit of utility; Python's integer division rounds correctly, so in order."""
        return who.low / who.claim.unit if who.claim.uniform else float(who.low)

    @staticmethod
    def _trial(who: Supporters, ceiling: float) -> int:
        """The integer price of this project just above a price per unit of utility given as a float."""
        numerator, denominator = ceiling.as_integer_ratio()
        return -(-numerator * (who.claim.unit or 1) // denominator)

    def _step_on_grid(self) -> bool:
        grid = self.grid
        assert grid is not None  # noqa: S101 -- narrows the type for mypy
        keys = self.keys
        ceiling = NEVER  # an upper bound of the smallest price, proved
        seen: list[tuple[float, int]] = []  # lower key, claim
        near: list[tuple[float, int, int | None]] = []  # those not proved dearer, with a price proved to suffice
        while True:
            i = int(keys.argmin())
            if keys[i] == NEVER or keys[i] > ceiling:
                break
            keys[i] = NEVER
            who = grid.supporters[i]
            trial = max(who.low, self._trial(who, ceiling)) if ceiling < NEVER else None
            standing, high = grid.enclose(who, trial)
            if standing is Standing.NEVER:
                self.open.discard(i)
                continue
            key = self._key(who)
            seen.append((key, i))
            if standing is Standing.ABOVE or key > ceiling:
                continue
            near.append((key, i, high))
            if high is not None:
                ceiling = min(ceiling, _up(high / who.claim.unit if who.claim.uniform else float(high)))
        for key, i in seen:
            keys[i] = key
        rivals = [(i, high) for key, i, high in near if key <= ceiling]
        if not rivals:
            return False
        if len(rivals) == 1 and rivals[0][1] is not None:
            i, high = rivals[0]
            assert high is not None  # noqa: S101 -- narrows the type for mypy
            self._bought(Step(i, exactly=False), grid.supporters[i].low, high)
            return True
        return self._settle(grid, rivals)

    def _bought(self, step: Step, low: int, high: int) -> None:
        assert self.grid is not None  # noqa: S101 -- narrows the type for mypy
        self.grid.buy(self.grid.supporters[step.claim], low, high)
        self.keys[step.claim] = NEVER
        self.open.discard(step.claim)
        self.steps.append(step)

    def _settle(self, grid: Grid, rivals: Sequence[tuple[int, int | None]]) -> bool:
        """Decide exactly between claims that the grid does not separate, or find that none can be paid for."""
        prices: dict[int, Fraction] = {}
        for i, high in rivals:
            price = None if high is None else grid.structural(grid.supporters[i], high)
            if price is None:
                return self._settle_with_fractions(grid, [i for i, _ in rivals])
            prices[i] = price
        self._buy_smallest(grid, prices)
        return True

    def _settle_with_fractions(self, grid: Grid, rivals: Sequence[int]) -> bool:
        exact = self._caught_up()
        prices: dict[int, Fraction] = {}
        for i in rivals:
            price = exact.price(self.claims.of[i])
            if price is None:
                self.keys[i] = NEVER
                self.open.discard(i)
            else:
                prices[i] = price
        if grid.error > REFRESH_AT:
            grid.renew(exact)
        if not prices:
            return bool(self.open)  # no rival was proved to be payable, so none other is left (lemma 7)
        self._buy_smallest(grid, prices)
        return True

    def _buy_smallest(self, grid: Grid, prices: dict[int, Fraction]) -> None:
        smallest = min(prices.values())
        equal = sorted(i for i, price in prices.items() if price == smallest)
        scaled = smallest * grid.scale * (self.claims.of[equal[0]].unit or 1)
        low = scaled.numerator // scaled.denominator
        high = -(-scaled.numerator // scaled.denominator)
        self._bought(Step(equal[0], exactly=True, tied=tuple(equal[1:])), low, high)

    # exactly -----------------------------------------------------------------------------------------------------

    def _caught_up(self) -> RationalBudgets:
        """The exact budgets after the purchases made so far."""
        if self.exact is None:
            self.exact = RationalBudgets(self.claims, self.endowment)
            self.replayed = 0
        for step in self.steps[self.replayed :]:
            self.exact.buy(self.claims.of[step.claim])
        self.replayed = len(self.steps)
        return self.exact

    def _step_exactly(self) -> bool:
        exact = self._caught_up()
        prices: dict[int, Fraction] = {}
        for i in sorted(self.open):
            price = exact.price(self.claims.of[i])
            if price is None:
                self.open.discard(i)
            else:
                prices[i] = price
        if not prices:
            return False
        smallest = min(prices.values())
        equal = [i for i, price in prices.items() if price == smallest]
        self.open.discard(equal[0])
        self.steps.append(Step(equal[0], exactly=True, tied=tuple(equal[1:])))
        return True


def _up(value: float) -> float:
    """The next float: above the number that was rounded to `value`."""
    return float(np.nextafter(value, NEVER))
