"""How far a losing project was from winning, found by counting again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parvis.civics.voting.count import count
from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Outcome
from parvis.civics.voting.rule import Completion, RuleName

from .recount import best_points, with_added_ballots, with_cost

ALL_BELOW = 8  # up to this number of added ballots, every number is counted, none skipped
WORK = 60_000_000  # mentions on ballots that the recounts of one explanation may read: some ten seconds


@dataclass(frozen=True)
class Margin:
    """The change that would have made a project win.

    added_ballots    with so many more ballots for it alone it wins, with one fewer it does not; None: no number up to
                     `tried` was found to suffice
    lower_cost       at this cost it wins, at the next higher one it does not; None: not even at the smallest cost
    recounts         how many times the election was counted again to find this
    """

    project: int
    added_ballots: int | None
    lower_cost: int | None
    tried: int
    recounts: int


def margin(outcome: Outcome, project: int) -> Margin:
    """The margin of a losing project. Winning is not always monotone, so it states only what was counted.

    raises    ValueError when the project won
    """
    if outcome.fates[project].won:
        raise ValueError("a margin is asked of a project that lost")
    election, rule = outcome.election, outcome.rule
    points, cost = best_points(election), election.costs[project]
    recounts = 0

    def wins(changed: Election) -> bool:
        nonlocal recounts
        recounts += 1
        return count(changed, rule).fates[project].won

    limit = max(ALL_BELOW, 2 * election.voters)
    added = smallest(lambda k: wins(with_added_ballots(election, project, k, points)), limit)
    saving = edge(lambda s: wins(with_cost(election, project, cost - s)), 0, cost - 1) if cost > 1 else None
    return Margin(
        project, added, None if saving is None else cost - saving, limit if added is None else added, recounts
    )


def smallest(true_at: Callable[[int], bool], most: int) -> int | None:
    """A number k ≤ most where the predicate holds and at k-1 does not; the first few numbers are all checked."""
    for k in range(1, min(ALL_BELOW, most) + 1):
        if true_at(k):
            return k
    low = ALL_BELOW
    while low < most:
        high = min(2 * low, most)
        if true_at(high):
            return edge(true_at, low, high, known=True)
        low = high
    return None


def edge(true_at: Callable[[int], bool], low: int, high: int, *, known: bool = False) -> int | None:
    """The number between low (where it is false) and high where the predicate becomes true, by halving."""
    if high <= low or not (known or true_at(high)):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if true_at(middle):
            high = middle
        else:
            low = middle
    return high


def affordable_margins(outcome: Outcome) -> int:
    """How many margins can be found in about ten seconds, from the size of the election and of its count."""
    mentions = len(outcome.election.projects_of) + 20_000
    runs = outcome.increments + 1 if outcome.rule.completion is not Completion.NONE else 1
    if outcome.rule.name is not RuleName.EQUAL_SHARES:
        runs = 1
    return WORK // (60 * mentions * runs)


def closest_losers(outcome: Outcome) -> list[int]:
    """The losing projects with some support, the most voted first."""
    election = outcome.election
    losers = [i for i, fate in enumerate(outcome.fates) if not fate.won and election.votes[i] > 0]
    return sorted(losers, key=lambda i: (-election.votes[i], election.projects[i].id))
