"""How a registration stands at an instant, in words: not yet open, seats left, waiting list, full, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda.models import Event, Session, Status
from parvis.convene.registration.models import Registration, Seats
from parvis.ui import dates
from parvis.ui.templatetags.parvis import number


class Stand(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    WAITING = "waiting"  # full, with a waiting list
    FULL = "full"
    CLOSED = "closed"
    OFF = "off"
    CANCELLED = "cancelled"
    OVER = "over"


TAKES = frozenset({Stand.OPEN, Stand.WAITING})


@dataclass(frozen=True)
class Numbers:
    """What decides: instants, how many seats are free (None: no limit), what is cancelled ("event", "session")."""

    running: bool
    opens_at: datetime
    closes_at: datetime
    ends_at: datetime
    free: int | None
    line_open: bool
    cancelled: str = ""
    waiting: int = 0


@dataclass(frozen=True)
class Standing:
    """`words` say it in a line; `until` when it closes, or when it opens."""

    stand: Stand
    words: str
    until: str
    free: int | None
    waiting: int

    @property
    def takes(self) -> bool:
        return self.stand in TAKES

    @property
    def line(self) -> str:
        return " · ".join(filter(None, (self.words, self.until)))


def standing(registration: Registration, language: str, now: datetime) -> Standing:
    """The same for a row read whole, with its event."""
    return stands(numbers_of(registration), ZoneInfo(registration.event.zone), language, now)


def numbers_of(registration: Registration) -> Numbers:
    return Numbers(
        running=registration.running,
        opens_at=registration.opens_at,
        closes_at=registration.last_instant,
        ends_at=registration.ends_at,
        free=registration.free,
        line_open=line_is_open(registration),
        cancelled=cancelled(registration.event, registration.session),
        waiting=registration.waiting,
    )


def cancelled(event: Event, session: Session | None) -> str:
    """What does not take place: "event", "session", or nothing."""
    if event.status == Status.CANCELLED:
        return "event"
    return "session" if session is not None and session.status == Status.CANCELLED else ""


def line_is_open(registration: Registration) -> bool:
    longest = registration.waiting_capacity
    return longest is None or registration.waiting < longest


def stands(row: Numbers, zone: ZoneInfo, language: str, now: datetime) -> Standing:
    """How it stands, in words; pure."""
    stand = stand_of(row, now)
    words, until = "", ""
    if stand == Stand.BEFORE:
        words = _("Registration opens %(instant)s") % {"instant": instant_words(row.opens_at, zone, language, now)}
    elif stand == Stand.OPEN:
        words = seats_left(row.free)
    elif stand == Stand.WAITING:
        words = _("Full: waiting list")
    elif stand == Stand.FULL:
        words = _("Full")
    elif stand in {Stand.CLOSED, Stand.OFF}:
        words = _("Registration is closed")
    elif stand == Stand.CANCELLED:
        words = _("The event is cancelled") if row.cancelled == "event" else _("The session is cancelled")
    else:
        words = _("It is over")
    if stand in TAKES:
        until = _("closes %(instant)s") % {"instant": instant_words(row.closes_at, zone, language, now)}
    return Standing(stand, words, until, row.free, row.waiting)


def stand_of(row: Numbers, now: datetime) -> Stand:
    if row.cancelled:
        return Stand.CANCELLED
    if now >= row.ends_at:
        return Stand.OVER
    if not row.running:
        return Stand.OFF
    if now < row.opens_at:
        return Stand.BEFORE
    if now >= row.closes_at:
        return Stand.CLOSED
    # Who waits is served before who comes, also while a seat or two are free.
    if row.free is None or (row.free > 0 and not row.waiting):
        return Stand.OPEN
    return Stand.WAITING if row.line_open else Stand.FULL


def seats_left(free: int | None) -> str:
    if free is None:
        return _("Registration is open")
    return ngettext("%(n)s seat left", "%(n)s seats left", free) % {"n": number(free)}


def seats_words(row: Seats) -> str:
    """What is left of a category or of a session, for its label; empty when there is no limit."""
    if row.free is None:
        return ""
    return seats_left(row.free) if row.free > 0 else _("full: waiting list")


def instant_words(at: datetime, zone: ZoneInfo, language: str, now: datetime) -> str:
    """`le 3 décembre à 18 h`; `aujourd’hui à 18 h`; the year when it is another one."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    day = (
        dates.relative_words(today, today, language) if local.date() == today else day_of(local.date(), today, language)
    )
    return at_hour(day, local.time(), language)


def deadline_words(at: datetime, zone: ZoneInfo, language: str, now: datetime) -> str:
    """What follows “before”: `18 h` when it is today, else `le 3 décembre à 18 h`."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return dates.time_words(local.time(), language)
    return at_hour(day_of(local.date(), today, language), local.time(), language)


def at_hour(day: str, hour: time, language: str) -> str:
    return _("%(day)s at %(hour)s") % {"day": day, "hour": dates.time_words(hour, language)}


def day_of(day: date, today: date, language: str) -> str:
    words = dates.day_words(day, language, weekday=False, year=day.year != today.year)
    return f"le {words}" if language == "fr" else words
