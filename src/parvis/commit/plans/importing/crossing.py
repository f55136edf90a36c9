"""What the other documents of an import contradict in a commitment's page, added to its findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from parvis.civics.checks import Page, cross_check
from parvis.commit.plans.models import ReadPage
from parvis.disclose.importing.registry import Contradicted, Read
from parvis.ground import clock


def compare(documents: Sequence[Read]) -> Contradicted:
    """Compare the commitments' pages of one import with everything else in it, and keep what that says of them.

    A finding stands on one of two documents; one that stands on another and names the page is kept too, with the name
    of the document in "document". Returns what was added, by digest of the page.
    """
    added: dict[str, list[dict[str, Any]]] = {}
    if len(documents) < 2 or all(one.kind != "commitment-page" for one in documents):
        return added
    pages = [Page(one.text, PurePath(one.path).name, clock.today()) for one in documents]
    found = cross_check(pages)
    for one, page in zip(documents, pages, strict=True):
        if one.kind == "commitment-page":
            told = [finding.as_json for finding in found.get(page.name, ())]
            told += [
                {**finding.as_json, "document": name}
                for name, findings in found.items()
                for finding in findings
                if name != page.name and str(finding.fact.get("other", "")).startswith(f"{page.name}:")
            ]
            added[one.digest] = keep(one, told)
    return added


def keep(document: Read, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add findings to the page as it was read; those it has already are not told twice. Returns those that are new."""
    added: list[dict[str, Any]] = []
    for read in ReadPage.objects.filter(digest=document.digest).order_by("pk"):
        fresh = [finding for finding in told if finding not in read.findings]
        if fresh:
            read.findings = [*read.findings, *fresh]
            read.save(update_fields=["findings"])
            added = fresh
    return added
