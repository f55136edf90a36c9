"""A budget for each area: every area is counted alone, with its own projects and its own envelope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from parvis.civics.voting.amounts import Decimal10
from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Fate, Outcome, Purchase, Reason
from parvis.civics.voting.refusals import InvalidRule
from parvis.civics.voting.rule import Rule

Count = Callable[[Election, Rule], Outcome]


def by_area(count: Count, election: Election, rule: Rule, envelopes: Mapping[str, Decimal10]) -> Outcome:
    """The purchases of each area, areas in alphabetical order; projects outside all areas are left out.

    envelopes   the budget of each area in currency units; together at most the election's budget
    raises      InvalidRule when an area has no project, or the envelopes exceed the budget or its precision
    """
    areas = {project.area for project in election.projects}
    for area, sum_ in envelopes.items():
        if area not in areas:
            raise InvalidRule(
                f"aucun projet n’est du secteur «\u202f{area}\u202f».", f"no project is in area “{area}”."
            )
        if sum_.digits < 0 or sum_.places > election.places:
            raise InvalidRule(
                f"l’enveloppe du secteur «\u202f{area}\u202f» doit être 0 ou plus, dans l’unité des coûts.",
                f"the envelope of area “{area}” must be 0 or more, in the unit of the costs.",
            )
    if sum(sum_.units(election.places) for sum_ in envelopes.values()) > election.budget:
        raise InvalidRule("les enveloppes dépassent ensemble le budget.", "the envelopes together exceed the budget.")
    purchases: list[Purchase] = []
    fates = [Fate(Reason.NO_ENVELOPE, won=False) for _ in election.projects]
    within = replace(rule, envelopes=None)
    for area in sorted(envelopes):
        members = [i for i, project in enumerate(election.projects) if project.area == area]
        alone = restricted(election, members, envelopes[area].units(election.places))
        outcome = count(alone, _among(within, election, members))
        for purchase in outcome.purchases:
            tied = tuple(members[i] for i in purchase.tied)
            purchases.append(replace(purchase, project=members[purchase.project], tied=tied))
        for i, fate in zip(members, outcome.fates, strict=True):
            fates[i] = fate if fate.other is None else replace(fate, other=members[fate.other])
    return Outcome(election, rule, tuple(purchases), tuple(fates))


def restricted(election: Election, members: list[int], budget: int) -> Election:
    """The same election with these projects only (indices in order) and another budget; every voter stays."""
    position = np.full(len(election.projects), -1, dtype=np.int64)
    position[members] = np.arange(len(members))
    kept = position[election.projects_of] >= 0
    before = np.concatenate(([0], np.cumsum(kept)))
    return replace(
        election,
        projects=tuple(election.projects[i] for i in members),
        budget=budget,
        starts=before[election.starts],
        projects_of=position[election.projects_of[kept]],
        points=election.points[kept],
    )


def _among(rule: Rule, election: Election, members: list[int]) -> Rule:
    """The rule with its conflict groups and tie order limited to these projects."""
    ids = {election.projects[i].id for i in members}
    groups = tuple(tuple(id_ for id_ in group if id_ in ids) for group in rule.exclusive)
    ties = replace(rule.ties, given=tuple(id_ for id_ in rule.ties.given if id_ in ids))
    return replace(rule, exclusive=groups, ties=ties)
