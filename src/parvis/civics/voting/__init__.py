"""Counting participatory budgets: ballots, rules, explanations, transcripts. Mechanism: docs/developer/counting.md."""

from .count import count
from .election import BallotTypes, Election, Project, approval_election, build_election
from .outcome import Fate, Outcome, Phase, Purchase, Reason, Span
from .pabulib import read_pabulib, read_pabulib_text, write_pabulib
from .refusals import InvalidElection, InvalidRule
from .rule import Completion, Rule, RuleName, Stop, Utility
from .ties import TieOrder

__all__ = [
    "BallotTypes",
    "Completion",
    "Election",
    "Fate",
    "InvalidElection",
    "InvalidRule",
    "Outcome",
    "Phase",
    "Project",
    "Purchase",
    "Reason",
    "Rule",
    "RuleName",
    "Span",
    "Stop",
    "TieOrder",
    "Utility",
    "approval_election",
    "build_election",
    "count",
    "read_pabulib",
    "read_pabulib_text",
    "write_pabulib",
]
