"""What waits for a person: each app registers its own sources, the organisers' space shows them in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Mark:
    """A finding shown in the margin of what waits: “Sunday”, “15 March 2026 is a Sunday.”, and where to correct it."""

    severity: str  # error, warning or info
    title: str
    message: str
    url: str
    verb: str


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for an answer, ready to print in the active language.

    kind     what it is, in two or three words: "event submitted", "quarantined import"
    detail   one sentence: who asks for what
    verb     what the button says: "Read and publish"
    since    when it began to wait (aware)
    due      when an answer was promised, None when no promise was made
    quoted   safe HTML of the words that a finding is about, empty without one
    marks    the findings themselves, two or three at most
    """

    kind: str
    title: str
    detail: str
    url: str
    verb: str
    since: datetime
    due: datetime | None = None
    quoted: str = ""
    marks: tuple[Mark, ...] = ()

    def days(self, now: datetime) -> int:
        """Whole days it has waited."""
        return max((now - self.since).days, 0)

    def days_late(self, now: datetime) -> int:
        """Days since the promised answer, 0 while there is time; a day begun counts."""
        if self.due is None or now <= self.due:
            return 0
        return (now - self.due).days + 1


@dataclass(frozen=True)
class Heap:
    """What one source has for a person: how many things wait in all, and the oldest of them."""

    count: int
    oldest: tuple[Waiting, ...]


Source = Callable[[Any, int], Heap]

_sources: dict[str, Source] = {}


def register_source(code: str, source: Source) -> None:
    """Add a source: `source(user, limit)` gives at most `limit` things, the oldest first, and the number of all.

    A source asks the database for what this person may act on, in a number of queries that no number of rows changes.
    """
    _sources[code] = source


def waiting_for(user: Any, limit: int) -> Heap:
    """What waits for a person in all sources, late things first, then the oldest."""
    heaps = [source(user, limit) for _code, source in sorted(_sources.items())]
    return Heap(
        sum(heap.count for heap in heaps), tuple(in_order(one for heap in heaps for one in heap.oldest)[:limit])
    )


def in_order(things: Iterable[Waiting]) -> list[Waiting]:
    """The oldest first."""
    return sorted(things, key=lambda one: (one.since, one.title))
