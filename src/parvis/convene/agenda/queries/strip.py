"""Events a day: the month strip, and the counts that come from it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import Filters, Window, next_month, previous_month
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.shapes import Choice, MonthStrip, StripDay
from parvis.ui import dates

# A day is counted up to here: a busier one is “more than 30 events”, and costs no more to count.
BUSY = 30


class Tallies(NamedTuple):
    """Events that start each day, and in the whole window; both are capped."""

    days: dict[date, int]
    window: int


def tallies(events: QuerySet[Event], first: date, last: date) -> dict[date, int]:
    """How many events start each day, both days included; one query."""
    starting = events.filter(start_day__gte=first, start_day__lte=last).order_by("start_day")
    return dict(starting.values("start_day").annotate(number=Count("pk")).values_list("start_day", "number"))


def bounded_tallies(first: date, last: date, window: Window, most: int) -> Tallies:
    """The same for everything that is published, up to BUSY + 1 a day, and up to `most` + 1 in the window; one query.

    Each number is read from a few entries of the index of the list, so that the page costs the same in a town with a
    thousand events a week. (The ORM has no correlated LIMIT.)
    """
    days = [first + timedelta(ahead) for ahead in range((last - first).days + 1)]
    mark = "(%s)" if connection.vendor == "sqlite" else "(%s::date)"
    adapt = connection.ops.adapt_datefield_value
    bounds = [window.first or date.min, window.last or date.max]
    with connection.cursor() as cursor:
        cursor.execute(
            TALLIES.format(days=", ".join([mark] * len(days))),
            [*map(adapt, days), BUSY + 1, *map(adapt, bounds), most + 1],
        )
        *counts, total = (number for (number,) in cursor.fetchall())
    return Tallies(dict(zip(days, counts, strict=True)), total)


TALLIES = """
    WITH days(day) AS (VALUES {days})
    SELECT (SELECT COUNT(*) FROM (
        SELECT 1 FROM agenda_event WHERE state = 'published' AND start_day = days.day LIMIT %s) AS found) FROM days
    UNION ALL
    SELECT COUNT(*) FROM (
        SELECT 1 FROM agenda_event WHERE state = 'published' AND start_day BETWEEN %s AND %s LIMIT %s) AS found
"""


def count_label(count: int, capped: bool = False) -> str:
    if capped:
        return _("more than %(count)s events") % {"count": count}
    if not count:
        return _("no event")
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": count}


def month_strip(filters: Filters, month: date, counts: dict[date, int], today: date, language: str) -> MonthStrip:
    window = filters.window(today)
    length = calendar.monthrange(month.year, month.month)[1]
    template = addresses.agenda(filters.query_string(when="\0"), language)
    days = tuple(
        _strip_day(month + timedelta(ahead), counts, template, window, today, language) for ahead in range(length)
    )
    return MonthStrip(
        first=month,
        label=dates.month_year_words(month, language),
        url=_month_url(filters, month, language),
        days=days,
        previous=_neighbour(filters, previous_month(month), language),
        next=_neighbour(filters, next_month(month), language),
    )


def _strip_day(
    day: date, counts: dict[date, int], template: str, window: Window, today: date, language: str
) -> StripDay:
    count = counts.get(day, 0)
    return StripDay(
        day=day,
        number=str(day.day),
        initial=dates.weekday_letter(day, language),
        label=_day_label(day, count, language),
        count=count,
        dots=min(count, 3),
        url=template.replace("%00", day.isoformat()),
        past=day < today,
        today=day == today,
        selected=window.first == window.last == day,
        weekend=day.weekday() >= 5,
    )


@lru_cache(maxsize=2048)
def _day_label(day: date, count: int, language: str) -> str:
    said = count_label(BUSY, capped=True) if count > BUSY else count_label(count)
    return _("%(day)s, %(count)s") % {"day": dates.day_words(day, language), "count": said}


def _month_url(filters: Filters, month: date, language: str) -> str:
    return addresses.agenda(filters.query_string(when=f"{month:%Y-%m}"), language)


def _neighbour(filters: Filters, month: date, language: str) -> Choice:
    return Choice(
        f"{month:%Y-%m}", dates.month_year_words(month, language), False, _month_url(filters, month, language)
    )
