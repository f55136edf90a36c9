"""Attendance sheets: a table a page, its header on each, a line to sign; one set a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parvis.convene.guests.papers.people import Printed
from parvis.convene.registration.models import Registration
from parvis.ui import dates

ROWS = 20  # people on a page, each with a line high enough to sign on


@dataclass(frozen=True)
class Page:
    """One page of a day's sheet; `first` is the number of its first person."""

    day: str
    people: Sequence[Printed]
    first: int
    number: int
    pages: int
    total: int

    @property
    def last_of_day(self) -> bool:
        return self.number == self.pages

    @property
    def blank(self) -> range:
        """Lines below the last person, for who comes without having registered."""
        return range(ROWS - len(self.people) if self.last_of_day else 0)


def days_of(registration: Registration) -> list[date]:
    """The days on which one signs: those of the session, or of the event."""
    timed = registration.session or registration.event
    return [timed.start_day + timedelta(days=count) for count in range((timed.end_day - timed.start_day).days + 1)]


def pages_of(
    people: Sequence[Printed], days: Sequence[date], language: str, *, before: int = 0, total: int | None = None
) -> list[Page]:
    """The pages of each day; a day without anybody has one page, to be signed by who comes.

    before, total   of a part of a longer list: how many people come before it, and how many there are; `before` is a
                    multiple of ROWS
    """
    everybody = len(people) if total is None else total
    pages = max(-(-everybody // ROWS), 1)
    return [
        Page(
            day=dates.capital(dates.day_words(day, language, year=True)),
            people=people[first : first + ROWS],
            first=before + first + 1,
            number=(before + first) // ROWS + 1,
            pages=pages,
            total=everybody,
        )
        for day in days
        for first in (range(0, len(people), ROWS) if people else (0,))
    ]
