"""Count an election under a rule: the one door to all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .election import Election
from .greedy.envelopes import by_area
from .greedy.rules import greedy, greedy_exclusive, greedy_no_skip, greedy_threshold
from .outcome import Outcome
from .phragmen import phragmen
from .rule import Rule, RuleName
from .shares.rule import equal_shares

RULES: Mapping[RuleName, Callable[[Election, Rule], Outcome]] = {
    RuleName.GREEDY: greedy,
    RuleName.GREEDY_NO_SKIP: greedy_no_skip,
    RuleName.GREEDY_THRESHOLD: greedy_threshold,
    RuleName.GREEDY_EXCLUSIVE: greedy_exclusive,
    RuleName.EQUAL_SHARES: equal_shares,
    RuleName.PHRAGMEN: phragmen,
}


def count(election: Election, rule: Rule) -> Outcome:
    """The outcome of an election under a rule with all its parameters.

    It depends on its arguments alone: not on the order of projects or ballots, nor on the machine.

    raises    InvalidRule when a parameter makes no sense for this election
    """
    if rule.envelopes is not None:
        return by_area(RULES[rule.name], election, rule, rule.envelopes)
    return RULES[rule.name](election, rule)
