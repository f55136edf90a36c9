"""Where a page has no value, in words and as it is stored."""

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


def absences_of(page: CommitmentPage) -> dict[str, str]:
    """Parts of which the page says that there is nothing, each with its kind of nothing."""
    found = {coding.indicator: coding.printed.absence for coding in page.glance if coding.indicator == "status"}
    for role in ("lead", "supporting"):
        if not page.institutions_in(role):
            told = next((one.printed.absence for one in page.institutions if one.role == role), "")
            found[role] = told
    return {part: absence for part, absence in found.items() if absence}
