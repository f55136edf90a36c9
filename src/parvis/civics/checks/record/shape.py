"""A record as its writer fills it in, and what is remarked about one of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from parvis.civics.checks.finding import Severity, Words


@dataclass(frozen=True, slots=True)
class Slot:
    """A session: wall-clock days (the last included) and hours; `where` is equal for two sessions of one room."""

    title: str = ""
    summary: str = ""
    start_day: date | None = None
    start_time: time | None = None
    end_day: date | None = None
    end_time: time | None = None
    where: str = ""
    off: bool = False  # meant to be outside the days announced


@dataclass(frozen=True, slots=True)
class Record:
    """An event. What is not known is None or empty; texts are Markdown.

    mode        onsite | online | mixed | unknown
    admission   free | registration | invitation | press | unknown
    reachable   a link or an address says where to register
    """

    title: str = ""
    lead: str = ""
    body: str = ""
    start_day: date | None = None
    start_time: time | None = None
    end_day: date | None = None
    end_time: time | None = None
    mode: str = "unknown"
    has_place: bool = False
    online_url: str = ""
    admission: str = "unknown"
    reachable: bool = False
    information: tuple[tuple[str, str], ...] = ()  # (label, content)
    sessions: tuple[Slot, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day, included."""
        return self.end_day or self.start_day


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to put right: `part` is a field of the record, "sessions[0]" or "information[0]"."""

    rule: str
    severity: Severity
    part: str
    quote: str
    message: Words
    suggestion: Words
