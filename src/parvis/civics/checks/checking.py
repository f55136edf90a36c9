"""Checking one document with every rule of the catalogue."""

from __future__ import annotations

from datetime import date

from parvis.civics.checks import rules as _rules  # noqa: F401 -- importing the rules fills the catalogue
from parvis.civics.checks.finding import CATALOGUE, Finding, Report
from parvis.civics.checks.page import Page


def check(text: str, name: str, *, today: date) -> Report:
    """The contradictions, omissions and slips of a document.

    text     the whole file, front matter included
    name     its path or name, repeated in the report
    today    the day of the check: what is past depends on it
    returns  findings in the order of their lines; an empty report when the text is clean

    Deterministic: the same text and day give the same report. It never raises on any text.
    """
    return report(Page(text, name, today))


def report(page: Page) -> Report:
    """The findings of a page already read."""
    found = [finding for rule in CATALOGUE.values() for finding in rule.findings(page)]
    return Report(page.name, page.kind, tuple(sorted(found, key=_place)))


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.rule
