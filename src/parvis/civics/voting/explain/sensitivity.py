"""Does a tie, or a single ballot, decide the result? Found by counting again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parvis.civics.voting.count import count
from parvis.civics.voting.outcome import Outcome
from parvis.civics.voting.rule import Rule
from parvis.civics.voting.ties import TieOrder

from .recount import best_points, with_added_ballots


@dataclass(frozen=True)
class Sensitivity:
    """What hangs by a thread.

    tie_decides     the opposite tie order elects other projects
    one_ballot      projects for which one more ballot, for it alone, elects another set of projects
    examined        how many projects were given that one ballot
    """

    tie_decides: bool
    one_ballot: tuple[int, ...]
    examined: int


def sensitivity(outcome: Outcome, most: int) -> Sensitivity:
    """The sensitivity of an outcome; at most `most` recounts with one ballot more, the most voted losers first."""
    election, rule = outcome.election, outcome.rule
    elected = set(outcome.winners)
    tie_decides = bool(outcome.ties) and set(count(election, opposite_ties(outcome)).winners) != elected
    losing_first = sorted(
        range(len(election.projects)), key=lambda i: (outcome.fates[i].won, -election.votes[i], election.projects[i].id)
    )[:most]
    points = best_points(election)
    thin = [
        project
        for project in losing_first
        if set(count(with_added_ballots(election, project, 1, points), rule).winners) != elected
    ]
    return Sensitivity(tie_decides, tuple(sorted(thin)), len(losing_first))


def opposite_ties(outcome: Outcome) -> Rule:
    """The same rule with the opposite tie order."""
    ranks = outcome.rule.ties.ranks(outcome.election)
    order = sorted(range(len(ranks)), key=lambda i: -ranks[i])
    given = tuple(outcome.election.projects[i].id for i in order)
    return replace(outcome.rule, ties=TieOrder("given", given))
