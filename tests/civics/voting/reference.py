"""pabutools as an outside reference: elections in, lists of ids out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its dependencies warn when they are imported
    from pabutools.election import (
        Additive_Cardinal_Sat,
        ApprovalBallot,
        ApprovalProfile,
        Cardinality_Sat,
        Cost_Sat,
        CumulativeBallot,
        CumulativeProfile,
        Instance,
        Project,
    )
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

SATISFACTION = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}


class Reference:
    """An election as pabutools holds it; ballots are sets of ids, or mappings from id to points."""

    def __init__(self, costs: Mapping[str, int], budget: int, ballots: Iterable[Iterable[str] | Mapping[str, int]]):
        self.projects = {id_: Project(id_, cost) for id_, cost in costs.items()}
        self.instance = Instance(self.projects.values(), budget_limit=budget)
        ballots = list(ballots)
        if any(isinstance(ballot, dict) for ballot in ballots):
            kinds = [CumulativeBallot({self.projects[i]: p for i, p in b.items()}) for b in ballots]
            self.profile = CumulativeProfile(kinds, instance=self.instance)
        else:
            self.profile = ApprovalProfile([ApprovalBallot(self.projects[i] for i in b) for b in ballots])

    def greedy(self, utility: str) -> list[str]:
        return [p.name for p in greedy_utilitarian_welfare(self.instance, self.profile, SATISFACTION[utility])]

    def equal_shares(self, utility: str, step: int | None = None) -> list[str]:
        bought = method_of_equal_shares(self.instance, self.profile, SATISFACTION[utility], voter_budget_increment=step)
        return [p.name for p in bought]

    def add1u(self, utility: str) -> list[str]:
        first = method_of_equal_shares(self.instance, self.profile, SATISFACTION[utility], voter_budget_increment=1)
        if self.instance.is_exhaustive(first):
            return [p.name for p in first]
        return [
            p.name
            for p in greedy_utilitarian_welfare(
                self.instance, self.profile, SATISFACTION[utility], initial_budget_allocation=first
            )
        ]

    def phragmen(self) -> set[str]:
        return {p.name for p in sequential_phragmen(self.instance, self.profile)}
