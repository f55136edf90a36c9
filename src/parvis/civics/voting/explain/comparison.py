"""Rules side by side on the same ballots. People might have voted otherwise under another rule: say so where shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from parvis.civics.voting.count import count
from parvis.civics.voting.election import Election
from parvis.civics.voting.outcome import Outcome
from parvis.civics.voting.rule import Completion, Rule, RuleName

CAUTION: Mapping[str, str] = {
    "fr": "Ces bulletins ont été remplis en connaissant une seule règle\u202f: sous une autre, les gens"
    " auraient peut-être"
    " voté autrement.",
    "en": "These ballots were filled in under one known rule: under another, people might have voted otherwise.",
}


@dataclass(frozen=True)
class Compared:
    """One rule's result.

    served      voters who listed at least one winner
    share       served / voters, exactly (0 without voters)
    by_area, by_theme   spending in the election's smallest unit; a project with several themes counts in each
    """

    outcome: Outcome
    served: int
    share: Fraction
    by_area: Mapping[str, int]
    by_theme: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON values, with the caution."""
        election = self.outcome.election
        return {
            "rule": self.outcome.rule.parameters(),
            "winners": list(self.outcome.winners),
            "spent": election.amount(self.outcome.spent),
            "served": self.served,
            "share_served": str(self.share),
            "by_area": {area: election.amount(sum_) for area, sum_ in self.by_area.items()},
            "by_theme": {theme: election.amount(sum_) for theme, sum_ in self.by_theme.items()},
            "caution": dict(CAUTION),
        }


def compare(election: Election, rules: Sequence[Rule]) -> list[Compared]:
    """The results of several rules on one election, in the order given."""
    return [compared(count(election, rule)) for rule in rules]


def compared(outcome: Outcome) -> Compared:
    """The figures of one outcome."""
    election = outcome.election
    served_types = np.zeros(len(election.weights), dtype=bool)
    by_area: dict[str, int] = {}
    by_theme: dict[str, int] = {}
    for purchase in outcome.purchases:
        project = election.projects[purchase.project]
        served_types[election.support[purchase.project][0]] = True
        by_area[project.area] = by_area.get(project.area, 0) + project.cost
        for theme in project.themes:
            by_theme[theme] = by_theme.get(theme, 0) + project.cost
    served = int(election.weights[served_types].sum())
    share = Fraction(served, election.voters) if election.voters else Fraction(0)
    return Compared(outcome, served, share, dict(sorted(by_area.items())), dict(sorted(by_theme.items())))


def usual_rules(rule: Rule) -> list[Rule]:
    """The rules worth comparing with this one: itself first, then greedy, Equal Shares with completion, Phragmén."""
    others = [
        Rule(RuleName.GREEDY, rule.utility, ties=rule.ties),
        Rule(RuleName.EQUAL_SHARES, rule.utility, Completion.ADD1U, rule.step, rule.stop, rule.ties),
        Rule(RuleName.PHRAGMEN, rule.utility, ties=rule.ties),
    ]
    return [rule, *(other for other in others if (other.name, other.completion) != (rule.name, rule.completion))]
