"""A date with the precision it was given with, and nothing more."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum


class Precision(IntEnum):
    """How finely a date is known; larger is finer."""

    YEAR = 1
    SEMESTER = 2
    QUARTER = 3
    MONTH = 4
    DAY = 5
    MINUTE = 6


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """The days between which something happens, the precision of its statement and its open ends.

    start, end   first and last day, both included; `end` equals `start` for one day
    open_end     "dès 2018", "2019 et au-delà": it begins then and nothing says when it ends
    open_start   "jusqu'en 2020", "by 2020": it ends then and nothing says when it begins
    part         "start", "middle" or "end" for "début 2019", "mi-2019", "fin 2019"; the days stay those of the
                 whole period, because no text says where the end of a year begins
    """

    start: date
    end: date
    precision: Precision
    open_start: bool = False
    open_end: bool = False
    part: str = ""

    @property
    def iso(self) -> str:
        """The extended date format of ISO 8601-2 (semesters are 40–41, quarters 33–36; "..": open)."""
        first, last = _period(self.start, self.precision), _period(self.end, self.precision)
        text = first if self.is_one_period else f"{first}/{last}"
        if self.open_start:
            return f"../{last}"
        return f"{first}/.." if self.open_end else text

    @property
    def is_one_period(self) -> bool:
        """Whether it is one day, one month, one quarter…, not a range of several."""
        return _period(self.start, self.precision) == _period(self.end, self.precision)

    @property
    def first_possible(self) -> date:
        """The earliest day it allows (`date.min` with an open start)."""
        return date.min if self.open_start else self.start

    @property
    def last_possible(self) -> date:
        """The latest day it allows (`date.max` with an open end)."""
        return date.max if self.open_end else self.end

    def __contains__(self, day: date) -> bool:
        return self.first_possible <= day <= self.last_possible

    def overlaps(self, other: FuzzyDate) -> bool:
        """Whether some day is allowed by both."""
        return self.first_possible <= other.last_possible and other.first_possible <= self.last_possible


def on_day(day: date) -> FuzzyDate:
    """A single known day."""
    return FuzzyDate(day, day, Precision.DAY)


def between(first: date, last: date) -> FuzzyDate:
    """A range of known days, both included. Raises ValueError when it ends before it starts."""
    if last < first:
        raise ValueError(f"{last.isoformat()} is before {first.isoformat()}")
    return FuzzyDate(first, last, Precision.DAY)


def in_month(year: int, month: int) -> FuzzyDate:
    """Some day of a month."""
    return _months(year, month, 1, Precision.MONTH)


def in_quarter(year: int, quarter: int) -> FuzzyDate:
    """Some day of a quarter, 1 to 4."""
    return _months(year, quarter * 3 - 2, 3, Precision.QUARTER)


def in_semester(year: int, semester: int) -> FuzzyDate:
    """Some day of a half-year, 1 or 2."""
    return _months(year, semester * 6 - 5, 6, Precision.SEMESTER)


def in_year(year: int) -> FuzzyDate:
    """Some day of a year."""
    return _months(year, 1, 12, Precision.YEAR)


def _months(year: int, month: int, count: int, precision: Precision) -> FuzzyDate:
    last = month + count - 1
    return FuzzyDate(date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1]), precision)


def _period(day: date, precision: Precision) -> str:
    year = f"{day.year:04d}"
    match precision:
        case Precision.YEAR:
            return year
        case Precision.SEMESTER:
            return f"{year}-{40 + (day.month > 6)}"
        case Precision.QUARTER:
            return f"{year}-{33 + (day.month - 1) // 3}"
        case Precision.MONTH:
            return f"{year}-{day.month:02d}"
        case _:
            return day.isoformat()


def days_of(fuzzy: FuzzyDate) -> int:
    """How many days the closed part spans."""
    return (fuzzy.end - fuzzy.start + timedelta(days=1)).days
