"""Reading back what `FuzzyDate.iso` writes: the extended date format of ISO 8601-2, and nothing looser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from parvis.civics.dates.fuzzy import FuzzyDate, in_month, in_quarter, in_semester, in_year, on_day

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<number>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_OPEN = ".."


def from_iso(text: str) -> FuzzyDate:
    """The date that a code stands for: `2018`, `2018-41`, `2018-11-12`, `2019/2020`, `2019/..`, `../2020`.

    text      a year, a half-year (40–41), a quarter (33–36), a month or a day; a range of two of the same precision,
              in order and not equal; or one of them with an open end or an open start
    returns   d such that `d.iso == text`; what the code cannot say (the part of a year, minutes) is not there
    raises    ValueError, naming the text, for anything else: spaces, days no calendar has, ranges that run backwards

    Source: ISO 8601-2:2019, extended date/time format (sub-year groupings; ends of intervals that are not stated).
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _one_period(first, text)
    if first == _OPEN and last != _OPEN:
        return replace(_one_period(last, text), open_start=True)
    begin = _one_period(first, text)
    if last == _OPEN:
        return replace(begin, open_end=True)
    finish = _one_period(last, text)
    if finish.precision != begin.precision or finish.start <= begin.start:
        raise ValueError(f"“{text}” is no range of dates: two of one precision, the earlier first")
    return replace(begin, end=finish.end)


def _one_period(code: str, text: str) -> FuzzyDate:
    match = _PERIOD.fullmatch(code)
    if match is None:
        raise ValueError(f"“{text}” is no date of ISO 8601-2")
    year, number, day = int(match["year"]), int(match["number"] or 0), match["day"]
    try:
        if day is not None:
            return on_day(date(year, number, int(day)))
        if match["number"] is None:
            return in_year(year)
        if number in {40, 41}:
            return in_semester(year, number - 39)
        if 33 <= number <= 36:
            return in_quarter(year, number - 32)
        return in_month(year, number)
    except ValueError:
        raise ValueError(f"“{text}” is no date that a calendar has") from None
