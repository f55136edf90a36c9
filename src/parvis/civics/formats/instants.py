"""Written instants → wall-clock moments: ISO dates and times with or without an offset, as machines write them."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.model import PARIS, Doubt, Moment

EARLIEST, LATEST = 1990, 2199  # the web's events; "0007" and "20188" are slips of the keyboard

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<offset>Z|UTC|[+-]\d{2}:?\d{2}(?::?\d{2})?)?)?$",
    re.IGNORECASE,
)


class Instant:
    """A parsed ISO value: day, time or None, offset or None (all as written)."""

    __slots__ = ("day", "offset", "time")

    def __init__(self, day: dt.date, time: dt.time | None, offset: dt.timedelta | None) -> None:
        self.day = day
        self.time = time
        self.offset = offset


def parse(text: str) -> Instant | None:
    """Day, time and offset of an ISO 8601 text (a space may stand for the T); None when it is not one."""
    match = _ISO.match(text.strip())
    if not match:
        return None
    try:
        day = dt.date.fromisoformat(match["day"])
        time = dt.time.fromisoformat(match["time"].zfill(5)) if match["time"] else None
    except ValueError:
        return None
    return Instant(day, time, _offset(match["offset"]))


def _offset(text: str | None) -> dt.timedelta | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC"):
        return dt.timedelta(0)
    digits = text[1:].replace(":", "")
    found = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:6] or 0))
    return -found if text[0] == "-" else found


def aware(text: str) -> dt.datetime | None:
    """A timestamp such as a publication date; UTC offset kept; without an offset, Paris time; None when unreadable."""
    found = parse(text)
    if found is None:
        return None
    naive = dt.datetime.combine(found.day, found.time or dt.time(0))
    if found.offset is None:
        return naive.replace(tzinfo=ZoneInfo(PARIS))
    try:
        return naive.replace(tzinfo=dt.timezone(found.offset))
    except ValueError:
        return None


def moment_of(instant: dt.datetime, zone: str) -> Moment:
    """The wall-clock moment of an aware datetime in a zone, to the minute."""
    local = instant.astimezone(ZoneInfo(zone))
    return Moment(local.date(), local.time().replace(second=0, microsecond=0, fold=0), zone, local.fold)


def read_moment(
    text: str, field: str, *, zone: str = PARIS, line: int | None = None
) -> tuple[Moment | None, list[Doubt]]:
    """A machine-written date or instant → a moment in `zone`.

    An offset that is the zone's keeps the wall-clock time; another one is an instant, converted, with a doubt unless
    it is UTC. A year outside 1990–2199 and anything unreadable give no moment and a doubt that says so.
    """
    found = parse(text)
    if found is None:
        return None, [doubt("unreadable-date", field, text, line=line)]
    if not EARLIEST <= found.day.year <= LATEST:
        return None, [doubt("year-out-of-range", field, text, line=line)]
    if found.time is None:
        return Moment(found.day, None, zone), []
    time = found.time.replace(second=0)
    if found.offset is None:
        return Moment(found.day, time, zone), []
    for fold in (0, 1):
        moment = Moment(found.day, time, zone, fold)
        if moment.aware.utcoffset() == found.offset:
            return (moment if _ambiguous(moment) else Moment(found.day, time, zone)), []
    try:
        instant = dt.datetime.combine(found.day, time, dt.timezone(found.offset))
        converted = moment_of(instant, zone)
    except (ValueError, OverflowError):
        return None, [doubt("unreadable-date", field, text, line=line)]
    doubts = [] if not found.offset else [doubt("converted-offset", field, text, other=zone, line=line)]
    return converted, doubts


def _ambiguous(moment: Moment) -> bool:
    first = Moment(moment.day, moment.time, moment.zone, 0).aware.utcoffset()
    second = Moment(moment.day, moment.time, moment.zone, 1).aware.utcoffset()
    return first != second


def known_zone(name: str) -> bool:
    """Whether the time zone database has that name."""
    return _zone_exists(name)


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # ZoneInfoNotFoundError is a KeyError; a directory name raises OSError
        return False
    return True


def order(
    start: Moment | None, end: Moment | None, field: str, text: str, *, line: int | None = None
) -> tuple[Moment | None, list[Doubt]]:
    """The end when it follows the start (or is the same day without hours); else None and a blocking doubt."""
    if start is None or end is None:
        return end, []
    wrong = end.day < start.day if end.time is None or start.time is None else end.aware < start.aware
    if wrong:
        return None, [doubt("end-before-start", field, text, other=start.iso, line=line, blocking=True)]
    return end, []
