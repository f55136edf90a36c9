"""The Method of Equal Shares as a body applies it: runs, completion, and the exact account of who paid."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from parvis.civics.voting.election import Election
from parvis.civics.voting.greedy.purchases import Basket, buy_what_fits
from parvis.civics.voting.greedy.ranking import merits, ranking
from parvis.civics.voting.outcome import Fate, Outcome, Phase, Purchase, Reason
from parvis.civics.voting.rule import Completion, Rule

from .claims import Claims, claims
from .completion import Grown, grow
from .rational import RationalBudgets
from .run import Run, run


def equal_shares(election: Election, rule: Rule) -> Outcome:
    """Method of Equal Shares (Peters, Pierczyński & Skowron, NeurIPS 2021).

    Every voter gets budget / voters (empty ballots included). Again and again, the project with the smallest price ρ
    per unit of utility such that Σ min(what a supporter has left, ρ × utility) = cost is bought, and its supporters
    pay; equal prices go by tie order. It ends when no supporters can pay for a remaining project.

    Completions: docs/organiser/counting-rules.md. Free projects with support come first under cardinality and points.
    """
    ranks = rule.ties.ranks(election)
    claimed = claims(election, rule.utility, ranks)
    if election.voters == 0:
        return Outcome(election, rule, (), tuple(_no_support(election)), endowment=Fraction(0))
    step = Fraction(rule.step.digits, 10**rule.step.places) * 10**election.places
    if rule.completion is Completion.NONE:
        grown = _single(claimed, election)
    else:
        grown = grow(election, claimed, step, rule.stop)
    exact = RationalBudgets(claimed, grown.kept.endowment)
    purchases = [Purchase(project, Phase.FREE) for project in claimed.free] + _paid(claimed, grown.kept, exact)
    fates = _fates(election, claimed, purchases, exact)
    if rule.completion is Completion.ADD1U:
        _complete(election, rule, ranks, purchases, fates)
    return Outcome(
        election,
        rule,
        tuple(purchases),
        tuple(fates),
        endowment=grown.kept.endowment,
        increments=grown.increments,
        spans=grown.spans,
        ended=grown.ended,
    )


def _single(claimed: Claims, election: Election) -> Grown:
    return Grown(run(claimed, Fraction(election.budget, election.voters)), 0, (), "single")


def _paid(claimed: Claims, kept: Run, exact: RationalBudgets) -> list[Purchase]:
    """The purchases of the kept run, replayed with exact budgets."""
    found = []
    for step in kept.steps:
        claim = claimed.of[step.claim]
        payment = exact.buy(claim)
        found.append(
            Purchase(
                claim.project,
                Phase.SHARES,
                exactly=step.exactly,
                tied=tuple(claimed.of[i].project for i in step.tied),
                price=payment.price,
                full=payment.full,
                rest=payment.rest,
                nothing=payment.nothing,
            )
        )
    return found


def _no_support(election: Election) -> list[Fate]:
    return [Fate(Reason.NO_SUPPORT, won=False) for _ in election.projects]


def _fates(election: Election, claimed: Claims, purchases: Sequence[Purchase], exact: RationalBudgets) -> list[Fate]:
    fates = _no_support(election)
    for purchase in purchases:
        reason = Reason.FREE if purchase.phase is Phase.FREE else Reason.PAID
        fates[purchase.project] = Fate(reason, won=True)
    for claim in claimed.of:
        if not fates[claim.project].won:
            missing = claim.cost - exact.money(claim)
            fates[claim.project] = Fate(Reason.SUPPORTERS_LACK, won=False, amount=missing)
    return fates


def _complete(
    election: Election, rule: Rule, ranks: Sequence[int], purchases: list[Purchase], fates: list[Fate]
) -> None:
    """Spend what is left greedily, with the same utility, over all projects (also those nobody supports)."""
    bought = {purchase.project for purchase in purchases}
    merits_ = merits(election, rule.utility, election.votes)
    left = election.budget - sum(election.costs[project] for project in bought)
    basket = Basket(election, merits_, left, Phase.COMPLETION)
    buy_what_fits(basket, [project for project in ranking(merits_, ranks) if project not in bought])
    purchases.extend(basket.purchases)
    for project, fate in basket.fates.items():
        if fate.won:
            fates[project] = fate
