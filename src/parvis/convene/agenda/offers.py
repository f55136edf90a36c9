"""Registration on this very site, as a room above offers it: the agenda shows it and knows nothing of seats.

The rows come with the small print of the event (`queries.details`), so that they cost its page no query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from parvis.convene.agenda.models import Event, Session


@dataclass(frozen=True)
class Offer:
    """One may register here, or could; to the event, or to a session of it.

    stand     "before", "open", "waiting" (full, with a waiting list), "full", "closed"
    line      how it stands, in words: "42 seats left · closes on 3 December at 18 h"
    label     of the button, when one can register or read when it opens; empty otherwise
    free      seats left; None when there is no limit
    """

    url: str
    stand: str
    line: str
    label: str
    note: str
    opens_at: datetime | None
    closes_at: datetime | None
    capacity: int | None
    free: int | None
    waiting: int

    @property
    def takes(self) -> bool:
        return self.stand in ("open", "waiting")


Rows = Sequence[tuple[str, ...]]
Query = Callable[[int], QuerySet[Any]]
Reader = Callable[[Event, Sequence[Session], Rows, str], Mapping[int | None, Offer]]


@dataclass(frozen=True)
class Source:
    """Where offers come from.

    query     event's key → its rows, with an identifier `id`
    columns   of these rows, at most eight; they are read as text
    read      (event, sessions, rows, language) → offer of the event (None) and of sessions, by key; no query
    """

    query: Query
    columns: tuple[str, ...]
    read: Reader


_sources: list[Source] = []


def register_offers(source: Source) -> None:
    """There is one room of registrations; a second call takes its place."""
    _sources[:] = [source]


def source() -> Source | None:
    return _sources[0] if _sources else None


def offers(event: Event, sessions: Sequence[Session], rows: Rows, language: str) -> Mapping[int | None, Offer]:
    """Offers of an event and of its sessions, from the rows that came with its page; no query."""
    found = source()
    return found.read(event, sessions, rows, language) if found else {}
