"""What came of what people asked and bodies promised: each room registers its own, the home page shows the latest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["answer", "met", "late"]


@dataclass(frozen=True)
class Outcome:
    """One line, as everybody may read it, in the active language.

    kind    an answer that a body gave; a milestone that it declares completed; one whose last day has passed
    title   what was asked for, or promised
    words   what came of it, in a few words: "kept in part", "12 days late"
    body    who answered, or answers for it; empty when nobody is named
    day     of the answer, of the report; the last day that the due date allowed
    """

    kind: Kind
    title: str
    url: str
    words: str
    body: str
    day: date


# (today, how many) → the latest; for an anonymous visitor, in one query.
Find = Callable[[date, int], Sequence[Outcome]]
_sources: dict[str, Find] = {}


def register_outcomes(code: str, find: Find) -> None:
    """Add a source; ValueError when another one has its code."""
    if _sources.setdefault(code, find) is not find:
        raise ValueError(f"Two kinds of outcomes want the code “{code}”.")


def latest_outcomes(today: date, limit: int) -> dict[Kind, tuple[Outcome, ...]]:
    """The latest of each kind; one query a source. Empty when no room that promises anything is switched on."""
    if not _sources:
        return {}
    found: dict[Kind, list[Outcome]] = {"answer": [], "met": [], "late": []}
    for _code, find in sorted(_sources.items()):
        for one in find(today, limit):
            found[one.kind].append(one)
    return {
        kind: tuple(sorted(those, key=lambda one: (one.day, one.title), reverse=True)[:limit])
        for kind, those in found.items()
    }
