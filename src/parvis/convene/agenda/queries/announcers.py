"""Which other site announced an event: the rooms above the agenda know, its public page says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Announcer:
    """The site that announced an event, where, and when it was last read (None: not yet to the end)."""

    name: str
    url: str
    read_at: datetime | None


Find = Callable[[int], Announcer | None]
_finders: dict[str, Find] = {}


def register_announcer(code: str, find: Find) -> None:
    """Add a way to know: `find(event's key)` gives the site, None when the event was written here; at most 1 query."""
    _finders[code] = find


def announcer_of(event: int) -> Announcer | None:
    """The first site that some room names."""
    for _code, find in sorted(_finders.items()):
        if found := find(event):
            return found
    return None
