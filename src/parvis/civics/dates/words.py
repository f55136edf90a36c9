"""The words of dates in French and English, and a plain form of a text that keeps every character's place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MONTHS_FR = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Short forms as people write them; "mar" alone is left out (mardi or March), "mars" is the French month.
_MONTH_SHORT_FR = {"janv": 1, "jan": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11}
_MONTH_SHORT_FR |= {"déc": 12}
_MONTH_SHORT_EN = {"jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10}
_MONTH_SHORT_EN |= {"nov": 11, "dec": 12}
_WEEKDAY_SHORT = {"lun": 0, "mar": 1, "mer": 2, "jeu": 3, "ven": 4, "sam": 5, "dim": 6}
_WEEKDAY_SHORT |= {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}


_COMBINING = dict.fromkeys(range(0x300, 0x370))


def without_accents(word: str) -> str:
    """The word without its accents: "décembre" → "decembre"."""
    return word if word.isascii() else unicodedata.normalize("NFD", word).translate(_COMBINING)


def _spellings(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, word in enumerate(words):
        found[word.lower()] = number
        found[without_accents(word.lower())] = number
    return found


FRENCH_MONTHS: dict[str, int] = {word: number + 1 for word, number in _spellings(MONTHS_FR).items()}
ENGLISH_MONTHS: dict[str, int] = {word: number + 1 for word, number in _spellings(MONTHS_EN).items()}
MONTH_NUMBER: dict[str, int] = {
    **{short: number for word, number in _MONTH_SHORT_FR.items() for short in (word, without_accents(word))},
    **_MONTH_SHORT_EN,
    **ENGLISH_MONTHS,
    **FRENCH_MONTHS,
}
WEEKDAY_NUMBER: dict[str, int] = {**_WEEKDAY_SHORT, **_spellings(WEEKDAYS_EN), **_spellings(WEEKDAYS_FR)}
ENGLISH_WORDS = frozenset({*ENGLISH_MONTHS, *_spellings(WEEKDAYS_EN), "feb", "apr", "jun", "jul", "aug", "sep"})
FRENCH_WORDS = frozenset({*FRENCH_MONTHS, *_spellings(WEEKDAYS_FR), *_MONTH_SHORT_FR}) - {"jan", "sept", "oct", "nov"}


def one_of(words: Iterable[str]) -> str:
    """A regular-expression alternation, longest words first."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in lower case, composed, with ordinary spaces and apostrophes; `origin` maps back to the source."""

    text: str
    starts: tuple[int, ...] | None  # where each plain character starts in the source; None: the same place

    def origin(self, position: int) -> int:
        """The place in the source of a place in the plain text."""
        return position if self.starts is None else self.starts[position]

    def place(self, source_position: int) -> int:
        """The place in the plain text of a place in the source."""
        return source_position if self.starts is None else bisect_right(self.starts, source_position) - 1


_SAME_WIDTH = {ord(c): " " for c in "\u00a0\u202f\u2009\u2007\u2002\u2003\t"} | {ord(c): "'" for c in "’ʼ`´"}
_SAME_WIDTH |= {0x2011: "-", 0x2010: "-", 0x2212: "-"}


def plain(text: str) -> Plain:
    """The plain form of a text, in which French and English patterns are written."""
    if unicodedata.is_normalized("NFC", text):
        low = text.lower()
        if len(low) != len(text):  # a few capitals grow when lowered (İ): keep those as they are
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return Plain(low.translate(_SAME_WIDTH), None)
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = unicodedata.normalize("NFC", text[at:end])
        piece = "".join(c.lower() if len(c.lower()) == 1 else c for c in piece)
        pieces.append(piece)
        starts.extend([at] * len(piece))
        at = end
    starts.append(len(text))
    return Plain("".join(pieces).translate(_SAME_WIDTH), tuple(starts))


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Matches that begin at the places given, without overlap: far fewer tries than one at every letter."""
    free = 0
    for place in places:
        if place >= free and (match := pattern.match(text, place)):
            free = match.end()
            yield match


class Taken:
    """The places of a text already read, so that none is read twice."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def claim(self, start: int, end: int) -> bool:
        """Take a place unless part of it is taken; says whether it was taken."""
        at = bisect_right(self._starts, start)
        if (at and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end):
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
