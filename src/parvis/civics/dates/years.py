"""The year a date leaves unsaid, and the years in which a weekday would be right. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

YEARS_BACK = 6
YEARS_AHEAD = 3
NEAR = timedelta(days=200)

# Where a year may come from, the first that answers wins: the text itself, the line that dates the document,
# its metadata, the edition named in its title.
YEAR_SOURCES = ("explicit", "date-line", "front-matter", "title-edition")


def years_matching(weekday: int, day: int, month: int, around: int) -> tuple[int, ...]:
    """The years, from 6 before `around` to 3 after, in which that day falls on that weekday.

    weekday   0 for Monday … 6 for Sunday
    returns   years in order, nearest to `around` first (the earlier one when two are as near)
    """
    years = [
        year
        for year in range(around - YEARS_BACK, around + YEARS_AHEAD + 1)
        if (found := real_day(year, month, day)) is not None and found.weekday() == weekday
    ]
    return tuple(sorted(years, key=lambda year: (abs(year - around), year)))


def nearest_on_weekday(day: date, weekday: int) -> tuple[date, date]:
    """The last day before `day` and the first after it that fall on that weekday (never `day` itself)."""
    back = (day.weekday() - weekday) % 7 or 7
    ahead = (weekday - day.weekday()) % 7 or 7
    return day - timedelta(days=back), day + timedelta(days=ahead)


def real_day(year: int, month: int, day: int) -> date | None:
    """That day, or None when the calendar has no such day (31 April, 29 February 2019)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Reference:
    """A day or a year that may complete a date without a year; `source` is one of YEAR_SOURCES."""

    source: str
    year: int
    day: date | None = None

    @classmethod
    def on(cls, source: str, day: date) -> Reference:
        """A reference known to the day."""
        return cls(source, day.year, day)


@dataclass(frozen=True, slots=True)
class InferredYear:
    """A year and the reference it comes from."""

    year: int
    source: str


def infer_year(
    month: int, day: int, weekday: int | None, explicit: int | None, references: Iterable[Reference]
) -> InferredYear | None:
    """The year of a day, from its own words first, then from the references in the order of YEAR_SOURCES.

    A weekday may carry the date over New Year's Day (a note of 20 December announcing "lundi 9 janvier"): the
    neighbouring year is taken when its weekday is right, the reference's own is not, and the day is less than
    200 days from the reference. Otherwise the reference's year stands, right or wrong: it is for a person to move it.
    """
    if explicit is not None:
        return InferredYear(explicit, "explicit")
    ranked = sorted(references, key=lambda reference: YEAR_SOURCES.index(reference.source))
    if not ranked:
        return None
    first = ranked[0]
    own = real_day(first.year, month, day)
    if weekday is None or first.day is None or (own is not None and own.weekday() == weekday):
        return InferredYear(first.year, first.source)
    for year in (first.year + 1, first.year - 1):
        found = real_day(year, month, day)
        if found is not None and found.weekday() == weekday and abs(found - first.day) < NEAR:
            return InferredYear(year, first.source)
    return InferredYear(first.year, first.source)
