"""Times of day in French and English prose: "9h30 à 16h", "19H00-20H30", "6.30–9 pm", midi, minuit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from parvis.civics.dates.words import Taken, matches_at, plain


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall-clock times found in a text; `quote` is exactly `text[start:end]`.

    begins        the time, or the beginning of the range
    ends          the end of the range, None when only one time is given
    ends_next_day the end is on the following day ("20h à 2h", "22h à minuit")
    """

    start: int
    end: int
    quote: str
    begins: time
    ends: time | None = None
    ends_next_day: bool = False


_FRENCH = r"\d{1,2}\s?h(?:eures?)?(?![a-zà-ÿ])(?:\s?[0-5]\d(?!\d))?"
_COLON = r"\d{1,2}:[0-5]\d(?!\d)"
_ENGLISH = r"\d{1,2}(?:[.:][0-5]\d)?\s?[ap]\.?m\b\.?"
_WORD = r"(?:midi|minuit|noon|midnight)(?![\w-])"
_ANY = rf"(?:{_ENGLISH}|{_FRENCH}|{_COLON}|{_WORD})"
_LOOSE = rf"(?:{_ANY}|\d{{1,2}}(?:[.:][0-5]\d)?)"
_TO = r"\s*(?:-|–|—|→|à|et|to|until|till|and|jusqu'à|/)\s*(?:environ\s+)?"
_RANGE = re.compile(
    rf"(?<![\w.,:/°€-])(?P<first>{_LOOSE})(?P<to>{_TO})(?P<second>{_ANY})(?![\w])",
)
_SINGLE = re.compile(rf"(?<![\w.,:/°+-])(?P<first>{_ANY})(?![\w/]|\s?/\s?\d)")
_ANCHOR = re.compile(r"[0-9]+|midi|minuit|noon|midnight")
_PREFIX = re.compile(r"(?:^|[^\w'])(?P<word>de|from|entre|between)\s+$")
_DURATION_BEFORE = re.compile(
    r"(?:pendant|durée|durée\s?:|dure|durant|durera|en|for|sous|moins de|plus de|of|environ)\s+$"
)
_DURATION_AFTER = re.compile(
    r"\s+(?:de|d'|of|par|chrono|maximum|max)\b|\s?/\s?(?:24|7)|\s+(?:\(|soit)\s*\d+\s*(?:min|h)"
)


def find_hours(text: str) -> list[Hours]:
    """Every time and range of times of a text, in order, without overlap.

    A range whose first time has no unit borrows that of the second ("de 9 à 16h", "6–9 pm"). Impossible times
    ("25h", "9h75") and durations ("pendant 2h", "24h/24") are not times. Linear time.
    """
    source = plain(text)
    low = source.text
    taken = Taken()
    found: list[tuple[int, int, Hours]] = []
    places = [match.start() for match in _ANCHOR.finditer(low)]
    for match in matches_at(_RANGE, low, places):
        second = _read(match["second"], "")
        first = _read(match["first"], match["second"])
        if first is None or second is None or not _is_range(match):
            continue
        start = match.start()
        if word := _PREFIX.search(low[max(0, start - 12) : start]):
            start -= len(low[max(0, start - 12) : start]) - word.start("word")
        if taken.claim(start, match.end()):
            found.append((start, match.end(), Hours(0, 0, "", first, second, second <= first)))
    for match in matches_at(_SINGLE, low, places):
        start, end = match.span()
        when = None if _is_duration(low, start, end) else _read(match["first"], "")
        if when is not None and taken.claim(start, end):
            found.append((start, end, Hours(0, 0, "", when)))
    return [
        _placed(text, source.origin(start), source.origin(end), hours)
        for start, end, hours in sorted(found, key=_place)
    ]


def parse_hours(text: str) -> Hours | None:
    """The only time or range a short text gives ("8h30-13h"); None when it gives none or several."""
    found = find_hours(text)
    return found[0] if len(found) == 1 else None


def _place(item: tuple[int, int, Hours]) -> int:
    return item[0]


def _placed(text: str, start: int, end: int, hours: Hours) -> Hours:
    return Hours(start, end, text[start:end], hours.begins, hours.ends, hours.ends_next_day)


def _is_range(match: re.Match[str]) -> bool:
    joint = match["to"].strip()
    bare = match["first"].isdigit()
    return not (joint in {"et", "and", "/"} and bare)  # "2 et 14h": not a range


def _is_duration(text: str, start: int, end: int) -> bool:
    if text[start].isdigit() and ":" in text[start:end]:
        return False
    return bool(_DURATION_BEFORE.search(text[max(0, start - 14) : start]) or _DURATION_AFTER.match(text, end))


_HALF = re.compile(r"([ap])\.?m")
_NUMBERS = re.compile(r"\d+")


def _read(words: str, borrowed: str) -> time | None:
    if words in {"midi", "noon"}:
        return time(12)
    if words in {"minuit", "midnight"}:
        return time(0)
    numbers = [int(number) for number in _NUMBERS.findall(words)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = _HALF.search(words) or (None if "h" in words or ":" in words else _HALF.search(borrowed))
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def hours_by_line(text: str) -> Iterator[tuple[int, Hours]]:
    """Each time or range with the number of its line, from 1."""
    for number, line in enumerate(text.split("\n"), start=1):
        for hours in find_hours(line):
            yield number, hours
