"""Dates in words, in both languages, and the reading of a text that is one date and nothing else."""

from __future__ import annotations

from datetime import date

from parvis.civics.dates.fuzzy import FuzzyDate, Precision
from parvis.civics.dates.mentions import find_dates
from parvis.civics.dates.periods import find_periods
from parvis.civics.dates.words import MONTHS_EN, MONTHS_FR, WEEKDAYS_EN, WEEKDAYS_FR


def weekday_word(day: date | int, lang: str) -> str:
    """The weekday of a day (or of its number, 0 for Monday): "lundi", "Monday"."""
    number = day if isinstance(day, int) else day.weekday()
    return (WEEKDAYS_EN if lang == "en" else WEEKDAYS_FR)[number]


def write_day(day: date, lang: str, *, weekday: bool = False) -> str:
    """A day in words: "1er décembre 2016", "1 December 2016"; with its weekday in front when asked."""
    front = f"{weekday_word(day, lang)} " if weekday else ""
    return f"{front}{_number(day, lang)} {_month(day, lang)} {day.year:04d}"


def write_date(fuzzy: FuzzyDate, lang: str) -> str:
    """A date of any precision in words ("S2 2018", "du 6 au 9 décembre 2016", "dès 2018"); `parse_date` reads it back.

    The part of a period ("fin 2019") is written for a single period.
    """
    words = _closed(fuzzy, lang)
    if fuzzy.open_end:
        return f"from {words} onwards" if lang == "en" else _from(words, fuzzy)
    if fuzzy.open_start:
        return f"by {words}" if lang == "en" else f"d’ici {'au ' if fuzzy.precision >= Precision.DAY else ''}{words}"
    return words


def parse_date(text: str) -> FuzzyDate | None:
    """The date a short text is, with its year; None when it is not exactly one date, or leaves the year unsaid."""
    stripped = text.strip()
    if len(stripped) == 4 and stripped.isdecimal():
        stripped = f"en {stripped}"
        found = [period.fuzzy for period in find_periods(stripped)]
        return found[0] if found else None
    mentions = find_dates(stripped)
    return mentions[0].fuzzy() if len(mentions) == 1 else None


def _closed(fuzzy: FuzzyDate, lang: str) -> str:
    if not fuzzy.is_one_period:
        return _range(fuzzy, lang)
    day, year = fuzzy.start, f"{fuzzy.start.year:04d}"
    french = {"start": "début ", "middle": "mi-", "end": "fin ", "": ""}
    english = {"start": "early ", "middle": "mid-", "end": "late ", "": ""}
    part = (english if lang == "en" else french)[fuzzy.part]
    match fuzzy.precision:
        case Precision.YEAR:
            if part or fuzzy.open_end or fuzzy.open_start:
                return f"{part}{year}"
            return f"{'in' if lang == 'en' else 'en'} {year}"
        case Precision.SEMESTER:
            return f"{'H' if lang == 'en' else 'S'}{1 + (day.month > 6)} {year}"
        case Precision.QUARTER:
            return f"{'Q' if lang == 'en' else 'T'}{1 + (day.month - 1) // 3} {year}"
        case Precision.MONTH:
            return f"{part}{_month(day, lang)} {year}"
        case _:
            return write_day(day, lang)


def _range(fuzzy: FuzzyDate, lang: str) -> str:
    first, last = fuzzy.start, fuzzy.end
    if fuzzy.precision == Precision.YEAR:
        return f"{first.year:04d}–{last.year:04d}"
    if fuzzy.precision == Precision.MONTH and first.year == last.year:
        return f"{_month(first, lang)} {'to' if lang == 'en' else 'à'} {_month(last, lang)} {last.year:04d}"
    start = _number(first, lang)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {_month(first, lang)}"
    if first.year != last.year:
        start += f" {first.year:04d}"
    return f"from {start} to {write_day(last, lang)}" if lang == "en" else f"du {start} au {write_day(last, lang)}"


def _from(words: str, fuzzy: FuzzyDate) -> str:
    return f"à partir du {words}" if fuzzy.precision >= Precision.DAY else f"dès {words}"


def _number(day: date, lang: str) -> str:
    return "1er" if day.day == 1 and lang != "en" else str(day.day)


def _month(day: date, lang: str) -> str:
    return (MONTHS_EN if lang == "en" else MONTHS_FR)[day.month - 1]
