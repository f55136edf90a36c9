"""The slots of a programme: day headings, and below each the times and words of its sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.civics.dates.hours import Hours, find_hours
from parvis.civics.dates.mentions import Mention, find_dates
from parvis.civics.dates.words import MONTH_NUMBER, WEEKDAY_NUMBER, one_of


@dataclass(frozen=True, slots=True)
class Slot:
    """A session of a programme as written.

    line    its line in the text, from 1
    hours   its times
    day     the day named on its own line or by the last day heading; None when no day was named before
    title   the words of the line without bullet, day, times and stray markup
    """

    line: int
    hours: Hours
    day: Mention | None
    title: str


_MARKUP = re.compile(r"<[^>]+>|\*\*|__|^[\s>#*•–—-]+|^\s*\d+\.\s")
_HEADING_REST = re.compile(r"[\s:.,;*_#>•()–—-]*")
_HEADING_WORDS = re.compile(r"^\W*(?:le|les|on|jour \d+|day \d+|journée du|programme du)\W*$", re.IGNORECASE)


# What a day heading begins with, and the signs of a time: read first, because most lines have neither.
_BEGINS = re.compile(
    rf"[\W_]*(?:<[^>]+>[\W_]*)*(?:(?:le|les|on|jour\s\d+|day\s\d+|journée du|programme du)\W+)?"
    rf"(?:(?:{one_of(WEEKDAY_NUMBER)})\b\.?,?\s+(?:le\s+|the\s+)?)?(?:\d{{1,2}}(?!\d|\s?h)|{one_of(MONTH_NUMBER)})",
    re.IGNORECASE,
)
_SLOT_BEGINS = re.compile(
    r"[\W_]*(?:<[^>]+>[\W_]*)*(?:(?:le|de|à|a|dès|horaires?|at|from|on|jour)\W+)*"
    rf"(?:(?:{one_of(WEEKDAY_NUMBER)})\b\.?,?\s+(?:le\s+|the\s+)?)?(?:\d|midi|minuit|noon|{one_of(MONTH_NUMBER)})",
    re.IGNORECASE,
)
_TIME_SIGNS = re.compile(r"\d\s?h|\d:\d|\d\s?[ap]\.?m\b|midi|minuit|noon|midnight", re.IGNORECASE)


_FIRST = 240  # a slot's times stand within its first characters, markup included


def day_headings(text: str) -> Iterator[tuple[int, Mention]]:
    """Lines that hold a day and nothing else ("Lundi 5 décembre", "**Tuesday 6 December:**"), with their number."""
    for number, line in enumerate(text.split("\n"), start=1):
        if day := _as_heading(line):
            yield number, day


def read_programme(text: str) -> list[Slot]:
    """The slots of a programme in the order of the text: one for each line that begins with a time or a day and a time.

    A time deep inside a sentence is not a slot. The day is that of the line, or else of the last heading above.
    """
    slots: list[Slot] = []
    current: Mention | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := _as_heading(line):
            current = heading
            continue
        if not (_SLOT_BEGINS.match(line) and _TIME_SIGNS.search(line, 0, _FIRST)):
            continue
        hours = find_hours(line[:_FIRST])
        if not hours:
            continue
        days = [m for m in find_dates(line[: hours[0].start]) if m.days]
        own = days[-1] if days else None
        if _MARKUP.sub("", line[: own.start if own else hours[0].start]).strip(" \t:.,;([*_").lower() not in _OPENERS:
            continue
        slots.append(Slot(number, hours[0], own or current, _title(line, own, hours[0])))
    return slots


_OPENERS = frozenset({"", "le", "de", "à", "a", "dès", "horaires", "horaire", "at", "from", "on", "jour"})


def _as_heading(line: str) -> Mention | None:
    if len(line) >= 80 or not _BEGINS.match(line):
        return None
    mentions = [mention for mention in find_dates(line) if mention.days]
    if len(mentions) != 1 or mentions[0].is_range or mentions[0].open_start or mentions[0].open_end or find_hours(line):
        return None
    rest = _MARKUP.sub("", line[: mentions[0].start]), _MARKUP.sub("", line[mentions[0].end :])
    before = _HEADING_REST.fullmatch(rest[0]) or _HEADING_WORDS.match(rest[0])
    return mentions[0] if before and _HEADING_REST.fullmatch(rest[1]) else None


def _title(line: str, day: Mention | None, hours: Hours) -> str:
    rest = line[hours.end :]
    return _MARKUP.sub("", _MARKUP.sub("", rest).lstrip(" \t:–—-*,.")).strip(" \t*_:")
