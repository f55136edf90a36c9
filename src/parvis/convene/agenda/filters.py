"""What a visitor asks of the agenda, read from an address and written back into one.

A value that means nothing is left out, and one sentence says so; no address is ever an error.

    when     today | week | month | coming | past | all | 2026-03 | 2026-03-12 | 2026-03-12..2026-03-31
    from, to two days, instead of `when` (what a form without JavaScript sends)
    where    online | city:Ambrelle | place:<slug>
    about    a theme's code          format    a format's code        audience   an audience's code
    mode     onsite | online | mixed accessible 1                     organiser  an organisation's slug
    edition, series                  slugs     selection  the slug of the body that made a selection in an edition
    q        free text               after     where the next page starts
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses

PRESETS = ("today", "week", "month", "coming", "past", "all")
MODES = ("onsite", "online", "mixed")
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,159}", re.ASCII)
LONGEST_TEXT = 200
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Parameters(Protocol):
    """Django's QueryDict, or anything with several values a name."""

    def get(self, name: str, default: str = "", /) -> str | None: ...
    def getlist(self, name: str, /) -> list[str]: ...


@dataclass(frozen=True)
class Problem:
    """A value that was left out: the parameter, what it said, and one sentence for the person."""

    parameter: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Window:
    """Days asked for, both included; None is open. `backwards`: the latest first."""

    first: date | None = None
    last: date | None = None
    backwards: bool = False

    @property
    def bounded(self) -> bool:
        return self.first is not None and self.last is not None


@dataclass(frozen=True)
class Filters:
    when: str = "month"
    place: str = ""
    city: str = ""
    themes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    mode: str = ""
    accessible: bool = False
    organiser: str = ""
    edition: str = ""
    series: str = ""
    selection: str = ""
    text: str = ""
    default_when: str = field(default="month", compare=False)

    def parameters(self) -> dict[str, object]:
        """What an address says; the default window is not said."""
        where = f"place:{self.place}" if self.place else f"city:{self.city}" if self.city else ""
        return {
            "when": self.when if self.when != self.default_when else "",
            "where": where,
            "about": self.themes,
            "format": self.formats,
            "audience": self.audiences,
            "mode": self.mode,
            "accessible": "1" if self.accessible else "",
            "organiser": self.organiser,
            "edition": self.edition,
            "series": self.series,
            "selection": self.selection,
            "q": self.text,
        }

    def query_string(self, **changes: object) -> str:
        """The shareable query; keyword arguments are parameters to change (`when="2026-04"`, `after=…`)."""
        return addresses.query_string({**self.parameters(), **changes})

    def with_when(self, when: str) -> Filters:
        return replace(self, when=when)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the window is asked."""
        return any(value for name, value in self.parameters().items() if name != "when")

    def window(self, today: date) -> Window:
        """The days asked for; “this month” starts today, since what is over is no longer on the board."""
        match self.when:
            case "today":
                return Window(today, today)
            case "week":
                return Window(today, today + timedelta(6 - today.weekday()))
            case "month":
                return Window(today, month_end(today))
            case "coming":
                return Window(today, None)
            case "past":
                return Window(None, today - timedelta(1), backwards=True)
            case "all":
                return Window()
        first, _dots, last = self.when.partition("..")
        if last:
            return Window(date.fromisoformat(first), date.fromisoformat(last))
        if len(first) == len("2026-03"):
            start = date.fromisoformat(f"{first}-01")
            return Window(start, month_end(start))
        return Window(date.fromisoformat(first), date.fromisoformat(first))

    def month(self, today: date) -> date:
        """First day of the month that the month strip shows."""
        window = self.window(today)
        if self.when in PRESETS:
            return today.replace(day=1)
        return (window.first or today).replace(day=1)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_month(day: date) -> date:
    return month_end(day) + timedelta(1)


def previous_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(1)).replace(day=1)


def parse(parameters: Parameters, *, default: str = "month") -> tuple[Filters, tuple[Problem, ...]]:
    """Filters of an address, and what was left out of it. Never raises."""
    problems: list[Problem] = []

    def refuse(name: str, value: str, sentence: str) -> None:
        problems.append(Problem(name, value, sentence % {"value": value[:60]}))

    def codes(name: str, sentence: str) -> tuple[str, ...]:
        kept: dict[str, None] = {}
        for value in (one.strip() for one in parameters.getlist(name)):
            if CODE.fullmatch(value):
                kept[value] = None
            elif value:
                refuse(name, value, sentence)
        return tuple(sorted(kept))

    def code(name: str, sentence: str) -> str:
        found = codes(name, sentence)
        return found[0] if found else ""

    place = city = mode = ""
    where = (parameters.get("where") or "").strip()
    kind, _colon, name = where.partition(":")
    if where == "online":
        mode = "online"
    elif kind == "place" and CODE.fullmatch(name):
        place = name
    elif kind == "city" and 0 < len(name) <= 120 and "\x00" not in name:
        city = name
    elif where:
        refuse("where", where, _("“%(value)s” is not a place we know: the list is for everywhere."))

    asked_mode = (parameters.get("mode") or "").strip()
    if asked_mode in MODES:
        mode = asked_mode
    elif asked_mode:
        refuse("mode", asked_mode, _("“%(value)s” is neither on site, online nor both: the list has all of them."))

    text = (parameters.get("q") or "").replace("\x00", " ").strip()
    if len(text) > LONGEST_TEXT:
        refuse("q", text, _("The search was longer than 200 letters: “%(value)s…” was cut."))
        text = text[:LONGEST_TEXT]

    filters = Filters(
        when=_when(parameters, default, refuse),
        place=place,
        city=city,
        themes=codes("about", _("“%(value)s” is not a theme: the list has all of them.")),
        formats=codes("format", _("“%(value)s” is not a format: the list has all of them.")),
        audiences=codes("audience", _("“%(value)s” is not an audience: the list is for everyone.")),
        mode=mode,
        accessible=(parameters.get("accessible") or "") in {"1", "on", "true", "yes"},
        organiser=code("organiser", _("“%(value)s” is not an organiser we know: the list has all of them.")),
        edition=code("edition", _("“%(value)s” is not an edition we know: the list has all of them.")),
        series=code("series", _("“%(value)s” is not a series we know: the list has all of them.")),
        selection=code("selection", _("“%(value)s” has made no selection here: the list is whole.")),
        text=text,
        default_when=default,
    )
    return filters, tuple(problems)


def from_mapping(
    values: Mapping[str, str | list[str]], *, default: str = "month"
) -> tuple[Filters, tuple[Problem, ...]]:
    """The same, from plain values: for the API and for tests."""
    return parse(_Plain(values), default=default)


def _when(parameters: Parameters, default: str, refuse: Callable[[str, str, str], None]) -> str:
    first, last = (parameters.get("from") or "").strip(), (parameters.get("to") or "").strip()
    when = (parameters.get("when") or "").strip()
    if first or last:
        when = f"{first or last}..{last or first}"
    if not when or when in PRESETS:
        return when or default
    sentence = _("“%(value)s” is not a day, a month or a range of days: the list shows the usual ones.")
    start, dots, end = when.partition("..")
    begins = _day(start if len(start) != len("2026-03") or dots else f"{start}-01")
    ends = _day(end) if dots else begins
    if begins is None or ends is None:
        refuse("when", when, sentence)
        return default
    if ends < begins:
        refuse("when", when, _("“%(value)s” ends before it starts: the list shows the usual days."))
        return default
    if dots:
        return f"{begins.isoformat()}..{ends.isoformat()}" if begins != ends else begins.isoformat()
    return when


def _day(text: str) -> date | None:
    """A day written 2026-03-12 of a year that calendars can show; None otherwise."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


class _Plain:
    def __init__(self, values: Mapping[str, str | list[str]]) -> None:
        self.values = values

    def getlist(self, name: str, /) -> list[str]:
        value = self.values.get(name) or []
        return [value] if isinstance(value, str) else list(value)

    def get(self, name: str, default: str = "", /) -> str:
        return (self.getlist(name) or [default])[-1]
