"""A document as the rules see it: its lines, its front matter, its dates, each read once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from typing import TypeVar, cast

from parvis.civics.dates import Hours, Mention, Reference, find_dates, find_hours
from parvis.civics.formats import FormatError, FrontMatter, kind, split
from parvis.civics.formats.detect import page_kind

Made = TypeVar("Made")
START_KEYS = ("event_start_date", "event_date", "dateEvent")  # in the order in which they are believed
END_KEYS = ("event_end_date",)
_MOMENT = re.compile(
    r"\s*(?P<day>\d{4}-\d\d-\d\d)(?:[T ]\s*(?P<time>\d\d:\d\d(?::\d\d)?))?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?\s*$"
)
_URL = re.compile(
    r"https?://[^\s)>\"'\]]+|www\.[^\s)>\"'\]]+|(?<=\]\()[^)\s]*|\b[\w.+-]{1,64}@[\w.-]{1,200}\w|\"/uploads/[^\"]*\""
)
_CODE = re.compile(r"^(?P<fence>```|~~~)[^\n]*\n.*?^(?P=fence)[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_DATE_KEY_LINE = re.compile(r"^(?:date|event_start_date|event_end_date|event_date|dateEvent)\s*:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """A date key of the front matter: what it says and where."""

    key: str
    line: int
    quote: str
    day: date | None
    time: time | None
    offset: timedelta | None

    @property
    def utc(self) -> datetime | None:
        """The instant in UTC, when day, time and offset are all given."""
        if self.day is None or self.time is None or self.offset is None:
            return None
        try:
            return datetime.combine(self.day, self.time, timezone(self.offset)).astimezone(UTC)
        except (OverflowError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank line between them, and the place of the first."""

    line: int
    start: int
    text: str


class Page:
    """One document being checked. Positions are in the whole file; lines count from 1."""

    def __init__(self, text: str, name: str, today: date) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        self.name = name
        self.today = today
        self.problem: FormatError | None = None
        self._made: dict[str, object] = {}
        self.front = self._front_matter()
        self.kind = self._kind()
        self.lines = self.text.split("\n")
        self._line_starts = [0]
        for line in self.lines:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        body_line = min(self.front.body_line, len(self.lines)) if self.front.present else 1
        self.body_start = self._line_starts[body_line - 1] if self.front.present else 0
        self.body = self.text[self.body_start :]
        low = self.text.lower()
        self.low = low if len(low) == len(self.text) else self.text

    def _front_matter(self) -> FrontMatter:
        try:
            return split(self.text)
        except FormatError as error:
            self.problem = error
            return FrontMatter(False, {}, {}, (), "", self.text, 1)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` returns, made once for the page and kept under `name`."""
        if name not in self._made:
            self._made[name] = make()
        return cast(Made, self._made[name])

    def _kind(self) -> str:
        if self.front.present:
            return page_kind(self.front)
        try:
            return kind(self.text, self.name)
        except FormatError:
            return "text"

    # places ---------------------------------------------------------------------------------------------------------

    def line_of(self, position: int) -> int:
        """The line of a position, from 1."""
        return bisect_right(self._line_starts, max(0, min(position, len(self.text))), hi=len(self.lines))

    def column_of(self, position: int) -> int:
        """How far into its line a position is, from 0."""
        return position - self._line_starts[self.line_of(position) - 1]

    def line_start(self, line: int) -> int:
        """The position where a line starts."""
        return self._line_starts[line - 1]

    def line(self, number: int) -> str:
        """A line without its end, empty beyond the last."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def in_body(self, position: int) -> bool:
        """Whether a position is after the front matter."""
        return position >= self.body_start

    @cached_property
    def body_line(self) -> int:
        """The first line of the body."""
        return self.line_of(self.body_start)

    # words ----------------------------------------------------------------------------------------------------------

    @cached_property
    def uncoded(self) -> str:
        """The text with code blanked (`…` and fences), every character in its place: code is quoted, not said."""
        if "`" not in self.text:
            return self.text
        return _CODE.sub(lambda m: re.sub(r"[^\n]", "_", m[0]), self.text)

    @cached_property
    def masked(self) -> str:
        """The text with addresses, file names and machine dates blanked, every character in its place."""
        text = _URL.sub(lambda m: "_" * len(m[0]), self.uncoded)
        if not self.front.present:
            return text
        return _DATE_KEY_LINE.sub(lambda m: "_" * len(m[0]), text[: self.body_start]) + text[self.body_start :]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of the body."""
        found: list[Paragraph] = []
        begin: int | None = None
        for number in range(self.body_line, len(self.lines) + 2):
            blank = number > len(self.lines) or not self.lines[number - 1].strip()
            if blank and begin is not None:
                start, end = self._line_starts[begin - 1], self._line_starts[number - 1] - 1
                found.append(Paragraph(begin, start, self.text[start:end]))
                begin = None
            elif not blank and begin is None:
                begin = number
        return found

    def paragraph_span(self, position: int) -> tuple[int, int]:
        """Where the paragraph (or the key of the front matter) around a position begins and ends."""
        mark = "\n\n" if self.in_body(position) else "\n"
        begin, end = self.text.rfind(mark, 0, position), self.text.find(mark, position)
        while not self.in_body(position) and end >= 0 and self.text[end + 1 : end + 2] == " ":
            end = self.text.find("\n", end + 1)
        while not self.in_body(position) and begin >= 0 and self.text[begin + 1 : begin + 2] == " ":
            begin = self.text.rfind("\n", 0, begin)
        return max(begin, 0), end if end >= 0 else len(self.text)

    @property
    def title(self) -> str:
        """The title of the front matter, or the first line that is more than one word."""
        value = self.front.data.get("title")
        if isinstance(value, str):
            return value
        return next((line.strip() for line in self.lines if len(line.split()) > 1 and not self.front.present), "")

    def value(self, key: str) -> str:
        """A text value of the front matter, empty when absent."""
        value = self.front.data.get(key)
        return value if isinstance(value, str) else ""

    def search(self, pattern: re.Pattern[str], *needles: str) -> Iterator[re.Match[str]]:
        """Matches of a pattern in the text without its addresses.

        needles   words in lower case of which every match holds one: looked for first, because that is far quicker
        """
        if needles and not self.has(*needles):
            return iter(())
        return pattern.finditer(self.masked)

    def has(self, *needles: str) -> bool:
        """Whether one of these words, in lower case, is in the text."""
        return any(needle in self.low for needle in needles)

    # dates ----------------------------------------------------------------------------------------------------------

    @cached_property
    def moments(self) -> dict[str, KeyMoment]:
        """The date keys of the front matter that name the event's days."""
        found = {}
        for key in (*START_KEYS, *END_KEYS, "date"):
            value = self.front.data.get(key)
            if not isinstance(value, str):
                continue
            line = self.front.line(key)
            match = _MOMENT.match(value)
            found[key] = KeyMoment(key, line, self.line(line).strip(), *_read(match))
        return found

    def _day_of(self, keys: tuple[str, ...]) -> date | None:
        days = (self.moments[key].day for key in keys if key in self.moments)
        return next((day for day in days if day and day.year >= 1990), None)

    @cached_property
    def start(self) -> date | None:
        """The first day of the event according to the front matter."""
        return self._day_of(START_KEYS)

    @cached_property
    def end(self) -> date | None:
        """The last day of the event, included: the end key, or else the first day."""
        end = self._day_of(END_KEYS)
        return end if end and (self.start is None or end >= self.start) else self.start

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every date in words, front matter included."""
        return find_dates(self.masked)

    @cached_property
    def hours(self) -> list[Hours]:
        """Every time in words."""
        return find_hours(self.masked)

    @cached_property
    def date_line(self) -> Mention | None:
        """The line that dates the document itself ("Paris, le 2 décembre 2016")."""
        for mention in self.mentions:
            number = self.line_of(mention.start)
            if len(mention.days) != 1 or mention.days[0].year is None or not self.in_body(mention.start):
                continue
            rest = self.line(number).replace(mention.quote, "").strip(" \t•*-–—.,")
            if re.fullmatch(r"(?:[A-ZÀ-Ý][\w’' -]{1,30},)?\s*(?:le|on)?", rest):
                return mention
        return None

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Where a date without a year takes it: date-line, front matter, edition in the title."""
        found = []
        if self.date_line and not self.start:
            day = self.date_line.dates()[0]
            if day:
                found.append(Reference.on("date-line", day))
        if self.start:
            found.append(Reference.on("front-matter", self.start))
        elif (posted := self.moments.get("date")) and posted.day:
            found.append(Reference.on("front-matter", posted.day))
        if year := re.search(r"\b(?:19|20)\d\d\b", self.title):
            found.append(Reference("title-edition", int(year[0])))
        return tuple(found)

    @cached_property
    def last_day(self) -> date | None:
        """The last day the event is known to have: by its keys, or by the dates of its text."""
        if self.end:
            return self.end
        if not self.references:
            return None
        days = [day for mention in self.mentions for day in mention.dates(self.references) if day]
        return max(days, default=None)

    @property
    def is_past(self) -> bool:
        """Whether the event is over on the day of the check."""
        return self.last_day is not None and self.last_day < self.today


def _read(match: re.Match[str] | None) -> tuple[date | None, time | None, timedelta | None]:
    if match is None:
        return None, None, None
    try:
        day = date.fromisoformat(match["day"])
        clock = time.fromisoformat(match["time"]) if match["time"] else None
    except ValueError:
        return None, None, None
    zone = match["zone"]
    if not zone:
        return day, clock, None
    if zone == "Z":
        return day, clock, timedelta(0)
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return day, clock, (-offset if zone[0] == "-" else offset) if offset < timedelta(hours=24) else None
