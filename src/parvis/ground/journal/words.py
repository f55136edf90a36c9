"""How the public part of an entry is read out: parts by their label, days and hours in words, in the reader's language.

The journal stores codes and ISO days; what was written as words in an earlier version is read as codes again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from parvis.civics.dates import from_iso, write_date
from parvis.ui import dates

Labels = Callable[[], Mapping[str, Any]]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*")

_parts: dict[str, Labels] = {}


def register_parts(object_type: str, labels: Labels) -> None:
    """Give the parts of a type of object their labels: `labels()` maps codes ("start_day") to words, in the active
    language."""
    _parts[object_type] = labels


def said(object_type: str, public: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The public part, ready to be put into a sentence in the active language."""
    return {name: one_said(object_type, name, value, language) for name, value in public.items()}


def one_said(object_type: str, name: str, value: Any, language: str) -> Any:
    if name == "parts":
        return parts_said(object_type, value)
    if name == "due" and isinstance(value, str) and value:
        return write_date(from_iso(value), language)  # of any precision: ISO 8601-2
    if name == "session":
        # A title, which an earlier version wrote between quotation marks of its own.
        return _("of “%(title)s”") % {"title": value.strip("“”")} if value else ""
    return value_said(value, language)


def parts_said(object_type: str, value: Any) -> str:
    """“start day, title” or ["start_day", "title"] as the labels of both; a part that nobody knows stays as written."""
    codes = value if isinstance(value, list) else str(value).split(", ")
    labels = _parts[object_type]() if object_type in _parts else {}
    words = [str(labels.get(str(code).replace(" ", "_"), code)) for code in codes]
    return ", ".join(word[:1].lower() + word[1:] if word[1:2].islower() else word for word in words)


def value_said(value: Any, language: str) -> Any:
    """A day or an instant in words, anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        if DAY.fullmatch(value) and (day := parse_date(value)):
            return dates.day_words(day, language, weekday=False, year=True)
        if MOMENT.fullmatch(value) and (moment := parse_datetime(value)):
            return moment_said(moment, language)
    except ValueError:  # looks like a day and is none
        return value
    return value


def moment_said(moment: datetime, language: str) -> str:
    there = localtime(moment) if is_aware(moment) else moment
    day = dates.day_words(there.date(), language, weekday=False, year=True)
    return f"{day}, {dates.time_words(there.time(), language)}"
