"""Passages of several devices as one account: who entered, when first, and which tickets were used twice.

Pure: the outcome depends on the set of passages alone, not on the order in which they came nor on how often.
`static/checkin/door/rules.js` does the same on the device; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Entry:
    """One person let in. `session` is None for the event itself; `at` is the instant put right."""

    scan: UUID
    ticket: UUID
    session: UUID | None
    at: datetime
    device: UUID | None
    door: UUID
    annulled: bool = False


@dataclass(frozen=True)
class Double:
    """A ticket let in more than once: the first entry counts, the others are shown."""

    first: Entry
    others: tuple[Entry, ...]


Place = tuple[UUID, "UUID | None"]  # ticket and session


def entries_by_ticket(entries: Iterable[Entry]) -> dict[Place, tuple[Entry, ...]]:
    """Entries that were not undone, by ticket and session, the first one first; equal instants by identifier.

    The same scan told twice is one entry; undone in one of the two, it is undone.
    """
    known: dict[UUID, Entry] = {}
    for one in entries:
        before = known.get(one.scan)
        known[one.scan] = one if before is None or one.annulled else before
    found: dict[Place, list[Entry]] = {}
    for one in sorted(known.values(), key=order):
        if not one.annulled:
            found.setdefault((one.ticket, one.session), []).append(one)
    return {place: tuple(several) for place, several in found.items()}


def doubles(entries: Iterable[Entry]) -> list[Double]:
    """Tickets used twice, by the instant of their second entry."""
    twice = [Double(several[0], several[1:]) for several in entries_by_ticket(entries).values() if len(several) > 1]
    return sorted(twice, key=lambda one: order(one.others[0]))


def order(one: Entry) -> tuple[datetime, str]:
    return one.at, one.scan.hex
