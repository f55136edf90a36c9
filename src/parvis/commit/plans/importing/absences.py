"""Where a page has no value, in words."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.civics.formats.commitment import CommitmentPage
from parvis.commit.plans.models import Absence


def absences_in_words(page: CommitmentPage) -> Iterator[str]:
    """Places where the page has no value, each with its kind of nothing: "Completion: not published"."""
    for coding in page.glance:
        if coding.printed.absence:
            yield f"{coding.printed.label}: {Absence(coding.printed.absence).label}"
    for one in page.institutions:
        if one.printed.absence:
            yield f"{one.printed.label}: {Absence(one.printed.absence).label}"
