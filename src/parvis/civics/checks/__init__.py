"""Consistency rules over public pages: what a document contradicts in itself, and how to put it right.

check(text, name, today=…) → Report     one document
cross_check(reports' pages)             several documents about the same event
CATALOGUE                               every rule, with its severity and one sentence in each language
"""

from parvis.civics.checks.across import cross_check
from parvis.civics.checks.checking import check, report
from parvis.civics.checks.finding import CATALOGUE, Finding, Report, Rule, Severity
from parvis.civics.checks.page import Page

__all__ = ["CATALOGUE", "Finding", "Page", "Report", "Rule", "Severity", "check", "cross_check", "report"]
