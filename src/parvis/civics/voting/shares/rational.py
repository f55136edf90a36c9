"""Exact budgets of the voters during a run: the arbiter when intervals do not separate two candidates.

Voters with the same budget share one class; budgets are integers over one common denominator, so that nothing is
ever rounded and no fraction is reduced more than once a purchase.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import NamedTuple

import numpy as np

from .claims import Claim, Claims


class Group(NamedTuple):
    """Supporters with the same budget (integer over the common denominator) and the same utility."""

    budget: int
    utility: int
    voters: int
    kind: int


@dataclass(frozen=True)
class Payment:
    """What a purchase took from its supporters.

    full      voters who paid price × utility
    rest      voters who paid all they had left, less than that
    nothing   supporters who had nothing left
    """

    price: Fraction
    full: int
    rest: int
    nothing: int


class RationalBudgets:
    """Every voter's exact budget, from a common endowment through purchases."""

    def __init__(self, claims: Claims, endowment: Fraction) -> None:
        self.class_of = np.ones(claims.types, dtype=np.int64)
        self.values = [0, endowment.numerator]  # class 0 is that of the penniless
        self.denominator = endowment.denominator

    def groups(self, claim: Claim) -> list[Group]:
        """The supporters who have something left, by budget and utility."""
        return [group for group in self._all_groups(claim) if group.budget > 0]

    def _all_groups(self, claim: Claim) -> list[Group]:
        classes = self.class_of[claim.types]
        if claim.uniform:
            held = np.bincount(classes, weights=claim.weights)
            kinds = held.nonzero()[0]
            values, unit = self.values, claim.unit
            return [
                Group(values[k], unit, int(n), k) for k, n in zip(kinds.tolist(), held[kinds].tolist(), strict=True)
            ]
        held_by: dict[tuple[int, int], int] = {}
        for k, utility, weight in zip(classes.tolist(), claim.utilities.tolist(), claim.weights.tolist(), strict=True):
            key = (k, int(utility))
            held_by[key] = held_by.get(key, 0) + int(weight)
        return [Group(self.values[k], u, n, k) for (k, u), n in sorted(held_by.items())]

    def money(self, claim: Claim) -> Fraction:
        """All that the supporters have left, in the election's smallest unit."""
        held = np.bincount(self.class_of[claim.types], weights=claim.weights)
        kinds = held.nonzero()[0]
        values = self.values
        units = sum(values[k] * int(n) for k, n in zip(kinds.tolist(), held[kinds].tolist(), strict=True))
        return Fraction(units, self.denominator)

    def excess(self, claim: Claim, price: Fraction) -> int:
        """The sign of what the supporters could give at this price per unit of utility, less the cost."""
        unit = price.denominator
        ask = price.numerator * self.denominator
        given = sum(min(group.budget * unit, ask * group.utility) * group.voters for group in self.groups(claim))
        goal = claim.cost * self.denominator * unit
        return (given > goal) - (given < goal)

    def price(self, claim: Claim) -> Fraction | None:
        """The smallest price ρ with Σ min(budget, ρ × utility) = cost, or None when the supporters cannot pay."""
        found = self._price(claim, self.groups(claim))
        return None if found is None else Fraction(found[0], found[1])

    def _price(self, claim: Claim, groups: list[Group]) -> tuple[int, int] | None:
        """The price as (numerator, denominator), the numerator counted in units of 1/self.denominator."""
        if claim.uniform:
            groups = sorted(groups, key=lambda group: group.budget)
        else:
            groups = sorted(groups, key=lambda group: Fraction(group.budget, group.utility))
        missing = claim.cost * self.denominator
        weight = sum(group.voters * group.utility for group in groups)
        for group in groups:
            if group.budget * weight >= missing * group.utility:
                return missing, weight * self.denominator
            missing -= group.budget * group.voters
            weight -= group.voters * group.utility
        return None

    def buy(self, claim: Claim) -> Payment:
        """Take the payments of a purchase.

        raises    ArithmeticError when the supporters cannot pay: the caller's sequence is impossible
        """
        groups = self._all_groups(claim)
        found = self._price(claim, [group for group in groups if group.budget > 0])
        if found is None:
            raise ArithmeticError(f"project {claim.project} cannot be bought at this point")
        numerator, weight = found[0], found[1] // self.denominator
        common = gcd(numerator, weight)
        numerator, weight = numerator // common, weight // common
        self.values = [value * weight for value in self.values]
        self.denominator *= weight
        moved = self._charge(claim, groups, numerator)
        self._forget_empty_classes()
        full = sum(g.voters for g, paid in moved if paid == numerator * g.utility)
        nothing = sum(g.voters for g, paid in moved if paid == 0)
        rest = sum(g.voters for g, _ in moved) - full - nothing
        return Payment(Fraction(*found), full, rest, nothing)

    def _charge(self, claim: Claim, groups: list[Group], price: int) -> list[tuple[Group, int]]:
        """Move supporters to the class of what they have left; each group with what one of its voters paid."""
        class_of_value = {0: 0}  # two purchases hardly ever leave equal budgets: no search among the old classes
        moved: list[tuple[Group, int]] = []
        target: dict[tuple[int, int], int] = {}
        for group in groups:
            held = self.values[group.kind]
            paid = min(held, price * group.utility)
            left = held - paid
            if left not in class_of_value:
                class_of_value[left] = len(self.values)
                self.values.append(left)
            target[group.kind, group.utility] = class_of_value[left]
            moved.append((group, paid))
        classes = self.class_of[claim.types]
        if claim.uniform:
            where = np.arange(len(self.values), dtype=np.int64)
            for (kind, _), new in target.items():
                where[kind] = new
            self.class_of[claim.types] = where[classes]
        else:
            pairs = zip(classes.tolist(), claim.utilities.tolist(), strict=True)
            self.class_of[claim.types] = [target[kind, int(utility)] for kind, utility in pairs]
        return moved

    def _forget_empty_classes(self) -> None:
        held = np.bincount(self.class_of, minlength=len(self.values))
        held[0] = 1
        used = np.flatnonzero(held)
        if 2 * len(used) > len(self.values):
            return
        where = np.zeros(len(self.values), dtype=np.int64)
        where[used] = np.arange(len(used))
        self.class_of = where[self.class_of]
        self.values = [self.values[k] for k in used.tolist()]
