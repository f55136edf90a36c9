"""A counting rule with all its parameters: what a body publishes before the vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .amounts import Decimal10, write_amount
from .refusals import InvalidRule
from .ties import TieOrder


class RuleName(StrEnum):
    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy-no-skip"
    GREEDY_THRESHOLD = "greedy-threshold"
    GREEDY_EXCLUSIVE = "greedy-exclusive"
    EQUAL_SHARES = "equal-shares"
    PHRAGMEN = "phragmen"


class Utility(StrEnum):
    """What a project is worth to a voter who lists it: its cost, one, or the points of the ballot."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"


class Completion(StrEnum):
    """What follows one run of Equal Shares: nothing, bigger endowments step by step, or these and then greedy."""

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"


class Stop(StrEnum):
    """When the endowment stops growing: once nothing more fits in the budget, or only before overspending it."""

    EXHAUSTIVE = "exhaustive"
    OVERSPEND = "overspend"


ONE_UNIT = Decimal10(1, 0)
BY_ID = TieOrder("id")


@dataclass(frozen=True)
class Rule:
    """A rule and its parameters; those without effect on the rule are kept so that they can be published.

    step        growth of each voter's endowment between two runs, in currency units, > 0
    threshold   minimum score in points, instead of the file's; only greedy-threshold and greedy-no-skip use one
    exclusive   groups of project ids of which at most one may win; only greedy-exclusive uses them
    envelopes   budget of each area in currency units; when given, each area is counted alone (greedy family only)
    """

    name: RuleName
    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    step: Decimal10 = ONE_UNIT
    stop: Stop = Stop.EXHAUSTIVE
    ties: TieOrder = BY_ID
    threshold: Decimal10 | None = None
    exclusive: Sequence[Sequence[str]] = ()
    envelopes: Mapping[str, Decimal10] | None = None

    def __post_init__(self) -> None:
        if self.step.digits <= 0:
            raise InvalidRule("le pas (step) doit être plus grand que 0.", "the step must be greater than 0.")
        if self.envelopes is not None and not self.name.startswith("greedy"):
            raise InvalidRule(
                "les enveloppes par secteur ne vont qu’avec les règles greedy.",
                "envelopes by area only go with the greedy rules.",
            )

    def parameters(self) -> dict[str, object]:
        """All parameters as plain JSON values, to be published and read back."""
        return {
            "name": str(self.name),
            "utility": str(self.utility),
            "completion": str(self.completion),
            "step": write_amount(self.step.digits, self.step.places),
            "stop": str(self.stop),
            "ties": self.ties.text,
            "threshold": None if self.threshold is None else write_amount(self.threshold.digits, self.threshold.places),
            "exclusive": [list(group) for group in self.exclusive],
            "envelopes": None
            if self.envelopes is None
            else {area: write_amount(sum_.digits, sum_.places) for area, sum_ in sorted(self.envelopes.items())},
        }
