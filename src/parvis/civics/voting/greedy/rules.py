"""The four greedy rules that cities use; all decisions compare exact integers and fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Fate, Outcome, Phase, Reason
from parvis.civics.voting.refusals import InvalidRule
from parvis.civics.voting.rule import Rule

from .purchases import Basket, buy_what_fits, stop_at_the_first_that_does_not_fit
from .ranking import merits, ranking


def greedy(election: Election, rule: Rule) -> Outcome:
    """Buy the best ranked project that fits, again and again, skipping what does not fit.

    Source: greedy utilitarian welfare; Rey & Maly, The (Computational) Social Choice Take on Indivisible PB, 2023.
    """
    basket, order = _start(election, rule)
    buy_what_fits(basket, order)
    return _outcome(election, rule, basket)


def greedy_no_skip(election: Election, rule: Rule) -> Outcome:
    """Buy the best ranked projects and stop at the first that does not fit; projects under the minimum are left out.

    Source: regulations of Gdynia and Wrocław.
    """
    basket, order = _start(election, rule)
    eligible = _eligible(election, rule, basket, order)
    stop_at_the_first_that_does_not_fit(basket, eligible)
    return _outcome(election, rule, basket)


def greedy_threshold(election: Election, rule: Rule) -> Outcome:
    """`greedy` among the projects that reach the minimum score.

    Source: regulations of Łódź, Warszawa, Częstochowa.
    """
    basket, order = _start(election, rule)
    buy_what_fits(basket, _eligible(election, rule, basket, order))
    return _outcome(election, rule, basket)


def greedy_exclusive(election: Election, rule: Rule) -> Outcome:
    """`greedy` where a project is left out once another of its conflict group has been bought.

    raises    InvalidRule when a group names a project that the election does not have
    Source: regulations of Warszawa (projects on the same site).
    """
    rivals: dict[int, set[int]] = {}
    for group in rule.exclusive:
        unknown = [id_ for id_ in group if id_ not in election.index]
        if unknown:
            raise InvalidRule(
                f"un groupe d’exclusion cite le projet {unknown[0]}, absent de l’élection.",
                f"an exclusion group names project {unknown[0]}, which the election does not have.",
            )
        members = {election.index[id_] for id_ in group}
        for member in members:
            rivals.setdefault(member, set()).update(members - {member})

    def conflict(project: int, bought: Sequence[int]) -> Fate | None:
        other = next((other for other in bought if other in rivals.get(project, ())), None)
        return None if other is None else Fate(Reason.CONFLICT, won=False, other=other)

    basket, order = _start(election, rule)
    buy_what_fits(basket, order, conflict)
    return _outcome(election, rule, basket)


def score_threshold(election: Election, rule: Rule) -> int:
    """The minimum score in units of the election's points: the rule's, else the file's, else 0."""
    if rule.threshold is None:
        return election.score_threshold or 0
    exact = Fraction(rule.threshold.digits * 10**election.points_places, 10**rule.threshold.places)
    return -(-exact.numerator // exact.denominator)


def _start(election: Election, rule: Rule) -> tuple[Basket, list[int]]:
    merits_ = merits(election, rule.utility, election.scores)
    basket = Basket(election, merits_, election.budget, Phase.GREEDY)
    return basket, ranking(merits_, rule.ties.ranks(election))


def _eligible(election: Election, rule: Rule, basket: Basket, order: Sequence[int]) -> list[int]:
    minimum = score_threshold(election, rule)
    kept = []
    for project in order:
        if election.scores[project] >= minimum:
            kept.append(project)
        else:
            short = Fraction(minimum - election.scores[project], 10**election.points_places)
            basket.fates[project] = Fate(Reason.BELOW_THRESHOLD, won=False, amount=short)
    return kept


def _outcome(election: Election, rule: Rule, basket: Basket) -> Outcome:
    fates = [basket.fates[project] for project in range(len(election.projects))]
    return Outcome(election, rule, tuple(basket.purchases), tuple(fates))
