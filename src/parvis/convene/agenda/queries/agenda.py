"""The list of events, day after day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import Filters, Problem, Window, month_end
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.models.event import LONG
from parvis.convene.agenda.queries import options as choices
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.cards import Cards, Row, columns, rows
from parvis.convene.agenda.queries.narrowing import Narrowed, narrow, starting_in, underway_at
from parvis.convene.agenda.queries.shapes import AgendaPage, DayGroup, Link
from parvis.convene.agenda.queries.strip import bounded_tallies, count_label, month_strip, tallies
from parvis.convene.agenda.queries.visibility import published, published_among_few
from parvis.ground.compiled import Compiled
from parvis.ui import dates

# A page ends with a day rather than in the middle of one, whenever a day ends between these two numbers.
LEAST, MOST = 12, 24
# An open-ended list is counted up to here: nobody needs more, and the count stays as cheap with 50,000 events.
COUNTED = 1_000
UNDERWAY, MANY = 6, 200
Key = tuple[date, datetime | None, UUID | None]
KEY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(-?\d{1,12})\.([0-9a-f]{32}))?", re.ASCII)


def agenda_page(
    filters: Filters,
    viewer: Any,
    language: str,
    today: date,
    *,
    after: str = "",
    problems: Sequence[Problem] = (),
) -> AgendaPage:
    """The list for these filters, 6 queries (7 when nothing is found) and one for each name that a filter gives.

    after      where the page starts, as `AgendaPage.next` said; anything else is ignored
    problems   what `filters.parse` left out: they come first in the page's own
    viewer     kept for the signature that all pages share: the list shows what everybody sees
    """
    with translation.override(language):
        vocabulary = vocabularies.load(language)
        narrowed = narrow(filters, vocabulary, language)
        filters = narrowed.filters
        window = filters.window(today)
        cards = Cards(language, today, vocabulary)
        start = read_key(after, window)

        found = page_rows(narrowed, window, start)
        shown, following = page_of(found)
        underway = underway_rows(narrowed, window.first) if window.first and not start else []
        made = cards.make([*underway, *shown])
        days = cards.by_day(made[len(underway) :])

        month = filters.month(today)
        counts, count, capped = counted(narrowed, window, month)
        count += 0 if capped else len(underway)
        nothing = not made
        return AgendaPage(
            filters=filters,
            problems=(*problems, *narrowed.problems),
            query=filters.query_string(),
            count=None if capped else count,
            count_label=count_label(count, capped),
            window_label=window_label(filters, window, today, language),
            days=days,
            underway=made[: len(underway)],
            strip=month_strip(filters, month, counts, today, language),
            options=choices.options(filters, vocabulary, today, language, narrowed.names),
            active=choices.active(filters, vocabulary, narrowed.names),
            context=narrowed.context,
            next=next_link(filters, window, shown, following, language),
            gap=gap(days, following, window, underway, language),
            nearest=nearest(narrowed.events, window, filters, today, language) if nothing else (),
            subscriptions=choices.subscriptions(filters, language),
            empty=nothing,
            first_page=not start,
        )


def page_rows(narrowed: Narrowed, window: Window, start: Key | None) -> list[Row]:
    """The rows of a page and one more; the page that everybody opens is compiled once (see `compiled`)."""
    if window.first and window.last and not start and not narrowed.narrowed:
        return [Row._make(row) for row in _all_starting(window.first, window.last)]
    return rows(continued(starting_in(narrowed.events, window), start, window.backwards)[: MOST + 1])


def underway_rows(narrowed: Narrowed, first: date) -> list[Row]:
    """The first rows of what began before a day and lasts into it."""
    horizon = first + timedelta(LONG)
    if narrowed.narrowed:
        found = rows(underway_at(narrowed.few, first, horizon)[:MANY])
    else:
        found = [Row._make(row) for row in _all_underway(first, horizon)]
    return sorted(found, key=in_order)[:UNDERWAY]


_all_starting = Compiled(lambda first, last: columns(starting_in(published(), Window(first, last)))[: MOST + 1])
_all_underway = Compiled(lambda first, horizon: columns(underway_at(published_among_few(), first, horizon))[:MANY])


def in_order(row: Row) -> tuple[date, datetime, UUID]:
    return row.start_day, row.starts_at, row.uid


def page_of(found: list[Row]) -> tuple[list[Row], Row | None]:
    """The rows of this page, and the first of the next: cut between two days if that leaves enough."""
    if len(found) <= MOST:
        return found, None
    cut = MOST
    while cut >= LEAST and found[cut].start_day == found[cut - 1].start_day:
        cut -= 1
    cut = cut if cut >= LEAST else MOST
    return found[:cut], found[cut]


def read_key(after: str, window: Window) -> Key | None:
    """Where the page starts; None for the first page, and for anything that is not a place in this window."""
    parts = KEY.fullmatch(after)
    if not parts:
        return None
    try:
        day = date.fromisoformat(parts[1])
        instant = datetime.fromtimestamp(int(parts[2]), UTC) if parts[2] else None
    except (ValueError, OverflowError, OSError):
        return None
    if (window.first and day < window.first) or (window.last and day > window.last):
        return None
    return day, instant, UUID(parts[3]) if parts[3] else None


def write_key(last: Row, following: Row) -> str:
    """The address of the next page: a day if it starts one, else the very event that this page ends with."""
    if last.start_day != following.start_day:
        return following.start_day.isoformat()
    return f"{last.start_day.isoformat()}.{int(last.starts_at.timestamp())}.{last.uid.hex}"


def continued(events: QuerySet[Event], start: Key | None, backwards: bool) -> QuerySet[Event]:
    """The rows from a key on, in the order of the list (from a day: included; from an event: excluded)."""
    if start is None:
        return events
    day, instant, uid = start
    if backwards:
        events = events.filter(start_day__lte=day)
        if instant is None:
            return events
        return events.filter(
            Q(start_day__lt=day)
            | Q(start_day=day, starts_at__lt=instant)
            | Q(start_day=day, starts_at=instant, uid__lt=uid)
        )
    events = events.filter(start_day__gte=day)
    if instant is None:
        return events
    return events.filter(
        Q(start_day__gt=day)
        | Q(start_day=day, starts_at__gt=instant)
        | Q(start_day=day, starts_at=instant, uid__gt=uid)
    )


def counted(narrowed: Narrowed, window: Window, month: date) -> tuple[dict[date, int], int, bool]:
    """Events of each day of the month; how many start in the window; whether counting stopped at COUNTED.

    1 query when nothing narrows the list; else 1 when the window is inside the month, since its days are counted
    anyway, and 2 when it is not.
    """
    last = month_end(month)
    if not narrowed.narrowed and not window.backwards:
        found = bounded_tallies(month, last, window, COUNTED)
        return found.days, min(found.window, COUNTED), found.window > COUNTED
    days = tallies(narrowed.events, month, last)
    if window.first and window.last and month <= window.first and window.last <= last:
        return days, sum(number for day, number in days.items() if window.first <= day <= window.last), False
    number = starting_in(narrowed.events, window).order_by()[: COUNTED + 1].count()
    return days, min(number, COUNTED), number > COUNTED


def window_label(filters: Filters, window: Window, today: date, language: str) -> str:
    """`du 12 au 31 mars 2026`; `à venir`; `déjà passés`."""
    if window.first and window.last:
        return dates.range_words(window.first, window.last, language, year=True)
    return choices.when_label(filters, today, language)


def next_link(filters: Filters, window: Window, shown: list[Row], following: Row | None, language: str) -> Link | None:
    """The way to the next page, in words that say what is there."""
    if following is None:
        return None
    url = addresses.agenda(filters.query_string(after=write_key(shown[-1], following)), language)
    day = following.start_day
    if day == shown[-1].start_day:
        label = _("See the rest of %(day)s") % {"day": dates.day_words(day, language)}
    elif window.last and not window.backwards and window.last > day:
        label = _("See %(days)s") % {"days": dates.range_words(day, window.last, language)}
    elif window.last and not window.backwards:
        label = _("See %(days)s") % {"days": dates.day_words(day, language)}
    elif window.backwards:
        label = _("See before %(day)s") % {"day": dates.day_words(shown[-1].start_day, language, year=True)}
    else:
        label = _("See from %(day)s on") % {"day": dates.day_words(day, language, year=True)}
    return Link(label, url)


def gap(days: tuple[DayGroup, ...], following: Row | None, window: Window, underway: list[Row], language: str) -> str:
    """What lies between the last day shown and the next one with something, so that a silence is not a doubt."""
    if following is None or not days or window.backwards:
        return ""
    last, coming = days[-1].day, following.start_day
    empty = (coming - last).days - 1
    if empty < 1:
        return ""
    first_empty = last + timedelta(1)
    if empty == 1:
        silence = _("Nothing on %(day)s.") % {"day": dates.day_words(first_empty, language)}
    else:
        silence = _("Nothing %(days)s.") % {"days": dates.range_words(first_empty, coming - timedelta(1), language)}
    return _("%(silence)s Next day: %(day)s.") % {"silence": silence, "day": dates.day_words(coming, language)}


def nearest(events: QuerySet[Event], window: Window, filters: Filters, today: date, language: str) -> tuple[Link, ...]:
    """The nearest days with something, before and after an empty window; 1 query each."""
    pivot_last, pivot_first = window.last or today, window.first or today
    links = []
    ahead = events.filter(start_day__gt=pivot_last).order_by("start_day").values_list("start_day", flat=True)
    behind = events.filter(start_day__lt=pivot_first).order_by("-start_day").values_list("start_day", flat=True)
    for days in (ahead, behind):
        day = days.first()
        if day is not None:
            links.append(day)
    return tuple(
        Link(
            dates.capital(dates.day_words(day, language, year=True)),
            addresses.agenda(filters.query_string(when=day.isoformat()), language),
            dates.relative_words(day, today, language),
        )
        for day in links
    )
