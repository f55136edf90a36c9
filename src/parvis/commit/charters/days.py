"""Days as people know them: to the day, the month or the year, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.civics.dates import FuzzyDate, Precision, from_iso, parse_date, write_date

# What a stop of a story calls them.
PRECISIONS = {Precision.YEAR: "year", Precision.SEMESTER: "semester", Precision.MONTH: "month"}


def refuse_other_dates(text: str) -> None:
    """Refuse what is no date of ISO 8601-2."""
    try:
        from_iso(text)
    except ValueError:
        raise ValidationError(_("This is no date: write 2018-11-12, 2018-11 or 2018.")) from None


def read(text: str) -> FuzzyDate | None:
    """A date as a person types it, in French or English prose or as ISO 8601-2; None when it is not one date."""
    try:
        return from_iso(text.strip())
    except ValueError:
        return parse_date(text)


def bounds(iso: str) -> tuple[date | None, date | None]:
    """First and last day that a stored date allows; nothing for a date that is not known."""
    if not iso:
        return None, None
    found = from_iso(iso)
    return found.start, found.end


def words(iso: str, language: str) -> str:
    """A stored date in words, empty when it is not known."""
    return write_date(from_iso(iso), language) if iso else ""


def precision(iso: str) -> str:
    """How a story names the precision of a stored date."""
    return PRECISIONS.get(from_iso(iso).precision, "day") if iso else "unknown"


def keep_bounds(row: Any, name: str) -> set[str]:
    """Put the days of `<name>` in `<name>_first` and `<name>_last`; returns the fields that were set."""
    first, last = bounds(getattr(row, name))
    setattr(row, f"{name}_first", first)
    setattr(row, f"{name}_last", last)
    return {f"{name}_first", f"{name}_last"}
