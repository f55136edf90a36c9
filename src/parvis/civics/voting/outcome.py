"""What a count returns: the purchases in order, the fate of each project, and how each decision was proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from .election import Election
from .rule import Rule


class Phase(StrEnum):
    """The part of the rule that bought a project."""

    GREEDY = "greedy"
    FREE = "free"
    SHARES = "shares"
    COMPLETION = "completion"
    PHRAGMEN = "phragmen"


class Reason(StrEnum):
    """Why a project won or lost."""

    FITS = "fits"
    FREE = "free"
    PAID = "paid-by-supporters"
    COMPLETED = "completion"
    DOES_NOT_FIT = "does-not-fit"
    AFTER_STOP = "after-stop"
    BELOW_THRESHOLD = "below-threshold"
    CONFLICT = "conflict"
    SUPPORTERS_LACK = "supporters-lack-money"
    NO_SUPPORT = "no-support"
    DEARER_THAN_BUDGET = "dearer-than-budget"
    NO_ENVELOPE = "no-envelope"


@dataclass(frozen=True)
class Purchase:
    """One purchase.

    price     Equal Shares: what supporters pay per unit of utility, in the election's smallest unit; Phragmén: their
              load after the purchase; else None
    full, rest, nothing   numbers of supporters who paid price × utility, all they had left, nothing (Equal Shares)
    exactly   exact arithmetic decided; otherwise the proved bounds of floating point did
    tied      projects exactly equal to this one, which the tie order put after it
    """

    project: int
    phase: Phase
    exactly: bool = True
    tied: tuple[int, ...] = ()
    price: Fraction | None = None
    full: int = 0
    rest: int = 0
    nothing: int = 0


@dataclass(frozen=True)
class Fate:
    """Why a project won or lost.

    amount    what was missing or left, in the election's smallest unit, when the reason has one
    other     the project that stopped it, when the reason has one
    """

    reason: Reason
    won: bool
    amount: Fraction | None = None
    other: int | None = None


@dataclass(frozen=True)
class Span:
    """Successive endowments, from `first` to `last` increments, that give the same purchases."""

    first: int
    last: int
    bought: tuple[int, ...]
    cost: int


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of a count.

    fates       one for each project of the election
    endowment   of each voter in the run that was kept (Equal Shares), in the election's smallest unit
    increments  how many steps it is above budget / voters
    spans       all runs that were made, the deciding one after it included
    ended       why the endowment stopped growing: "single", "exhaustive", "overspend" or "everything"
    """

    election: Election
    rule: Rule
    purchases: Sequence[Purchase]
    fates: Sequence[Fate]
    endowment: Fraction | None = None
    increments: int = 0
    spans: Sequence[Span] = ()
    ended: str = "single"
    notes: Sequence[Mapping[str, str]] = field(default=())

    @cached_property
    def winners(self) -> tuple[str, ...]:
        """The ids bought, in order of purchase."""
        return tuple(self.election.projects[purchase.project].id for purchase in self.purchases)

    @cached_property
    def spent(self) -> int:
        return sum(self.election.costs[purchase.project] for purchase in self.purchases)

    @property
    def decided_exactly(self) -> int:
        """How many purchases exact arithmetic decided."""
        return sum(purchase.exactly for purchase in self.purchases)

    @property
    def ties(self) -> list[tuple[str, tuple[str, ...]]]:
        """The purchases that a tie order decided, each with the projects it was equal to."""
        ids = [project.id for project in self.election.projects]
        return [(ids[p.project], tuple(ids[i] for i in p.tied)) for p in self.purchases if p.tied]
