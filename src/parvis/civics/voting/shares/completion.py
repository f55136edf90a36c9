"""Growing the endowment until the budget is used: add1.

The outcome is not monotone in the endowment, so every endowment counts. Two things spare runs: equal consecutive
outcomes are kept as one span, and a run of purchases proved to hold at two endowments holds at all between (lemma 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Span
from parvis.civics.voting.refusals import InvalidRule
from parvis.civics.voting.rule import Stop

from .claims import Claims
from .leap import Leaps
from .run import Run, run

MOST_RUNS = 60_000  # several times what any real election needs; a count beyond it is refused, never left hanging


@dataclass(frozen=True)
class Grown:
    """The run that is kept, its number of increments, all spans met on the way and why the growth ended."""

    kept: Run
    increments: int
    spans: tuple[Span, ...]
    ended: str


def grow(election: Election, claims: Claims, step: Fraction, stop: Stop) -> Grown:
    """Run Equal Shares with budget / voters, then one step more each, until the stop rule says so.

    step      in the election's smallest unit, > 0
    stop      exhaustive: a run after which no supported project fits in what is left is kept at once
              overspend: only a run above the budget ends the growth
    returns   the last run within the budget; a run above it is never kept (if the first one is, nothing is bought)
    raises    InvalidRule when the growth would take too many runs
    """
    start = Fraction(election.budget, election.voters)
    leaps = Leaps(claims)
    spans: list[Span] = []
    kept = Run(start, (), 0)
    kept_at = increments = 0
    for _ in range(MOST_RUNS):
        found = run(claims, start + increments * step)
        if found.cost > election.budget:
            _extend(spans, increments, increments, found)
            return Grown(kept, kept_at, tuple(spans), "overspend")
        kept, kept_at = found, increments
        if len(found.steps) == len(claims.of):
            ended = "everything"
        elif stop is Stop.EXHAUSTIVE and not _something_fits(claims, found, election.budget - found.cost):
            ended = "exhaustive"
        else:
            ahead = leaps.ahead(found, step)
            if ahead:
                kept, kept_at = leaps.landed(found, ahead * step), increments + ahead
            _extend(spans, increments, increments + ahead, found)
            increments += ahead + 1
            continue
        _extend(spans, increments, increments, found)
        return Grown(kept, kept_at, tuple(spans), ended)
    raise InvalidRule(
        f"il faudrait plus de {MOST_RUNS} dépouillements pour épuiser le budget\u202f; choisissez un pas"
        f" (step) plus grand.",
        f"more than {MOST_RUNS} runs would be needed to use the budget; choose a larger --step.",
    )


def _something_fits(claims: Claims, found: Run, left: int) -> bool:
    bought = set(found.bought)
    return any(claim.cost <= left for i, claim in enumerate(claims.of) if i not in bought)


def _extend(spans: list[Span], first: int, last: int, found: Run) -> None:
    bought = found.bought
    if spans and spans[-1].bought == bought:
        spans[-1] = Span(spans[-1].first, last, bought, found.cost)
    else:
        spans.append(Span(first, last, bought, found.cost))
