"""VTIMEZONE components, computed from the time zone database, never by hand.

A zone whose clocks change by a yearly rule ("the last Sunday of March") gives two rules; any other gives one
observance for each change between the years asked for.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOUR = dt.timedelta(hours=1)


@lru_cache(maxsize=64)
def vtimezone(zone: str, first_year: int = 1996, last_year: int = 2037) -> str:
    """The VTIMEZONE of a zone, lines ended by CRLF, right from 1 January of the first year to the end of the last one.

    RFC 5545 §3.6.5. Paris since 1996 gives two yearly rules, which calendars prolong beyond the last year.
    """
    tz = ZoneInfo(zone)
    changes = list(_changes(tz, first_year - 1, last_year))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    yearly = [change for change in changes if change.year >= first_year]
    rules = {_rule(tz, change) for change in yearly}
    per_year = {(change.year, _rule(tz, change)) for change in yearly}
    if not changes:
        lines += _observance(tz, dt.datetime(first_year, 1, 1, tzinfo=dt.UTC), "", fixed=True)
    elif len(rules) == 2 and len(per_year) == 2 * (last_year - first_year + 1):
        firsts = [next(change for change in yearly if _rule(tz, change) == rule) for rule in sorted(rules)]
        lines += _observance(tz, dt.datetime(first_year, 1, 1, tzinfo=dt.UTC), "", fixed=True)
        for change in sorted(firsts):
            lines += _observance(tz, change, _rule(tz, change))
    else:
        lines += _observance(tz, changes[0] - _HOUR, "", fixed=True)
        for change in changes:
            lines += _observance(tz, change, "")
    lines.append("END:VTIMEZONE")
    return "\r\n".join(lines) + "\r\n"


def _changes(tz: ZoneInfo, first_year: int, last_year: int) -> Iterator[dt.datetime]:
    """Instants (UTC) at which the zone's offset changes."""
    at = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    stop = dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC)
    step = dt.timedelta(days=7)
    while at < stop:
        after = at + step
        if at.astimezone(tz).utcoffset() != after.astimezone(tz).utcoffset():
            low, high = at, after
            while high - low > dt.timedelta(minutes=1):
                middle = low + (high - low) / 2
                middle = middle.replace(second=0, microsecond=0)
                if middle.astimezone(tz).utcoffset() == low.astimezone(tz).utcoffset():
                    low = middle
                else:
                    high = middle
            yield high
        at = after


def _wall_before(tz: ZoneInfo, change: dt.datetime) -> dt.datetime:
    """The wall clock just as it is changed, read with the old offset."""
    before = (change - dt.timedelta(minutes=1)).astimezone(tz)
    return (before + dt.timedelta(minutes=1)).replace(tzinfo=None)


def _rule(tz: ZoneInfo, change: dt.datetime) -> str:
    wall = _wall_before(tz, change)
    last = (wall + dt.timedelta(days=7)).month != wall.month
    nth = "-1" if last else str((wall.day - 1) // 7 + 1)
    return f"FREQ=YEARLY;BYMONTH={wall.month};BYDAY={nth}{_DAYS[wall.weekday()]}"


def _observance(tz: ZoneInfo, change: dt.datetime, rule: str, *, fixed: bool = False) -> list[str]:
    after = change.astimezone(tz)
    old = after if fixed else (change - dt.timedelta(minutes=1)).astimezone(tz)
    start = dt.datetime(1970, 1, 1) if fixed else _wall_before(tz, change)  # noqa: DTZ001 -- RFC 5545: local time
    name = "DAYLIGHT" if after.dst() else "STANDARD"
    return [
        f"BEGIN:{name}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_offset(old)}",
        f"TZOFFSETTO:{_offset(after)}",
        f"TZNAME:{after.tzname()}",
        f"END:{name}",
    ]


def _offset(moment: dt.datetime) -> str:
    seconds = int((moment.utcoffset() or dt.timedelta(0)).total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02d}{minutes:02d}" + (f"{seconds:02d}" if seconds else "")
