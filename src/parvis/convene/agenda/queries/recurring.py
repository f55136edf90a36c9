"""The other dates of an event that comes back, as its public page shows them."""

from __future__ import annotations

from datetime import date

from parvis.civics.dates.recurrence import InvalidRule, parse, words
from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event, Recurrence, Status
from parvis.convene.agenda.queries.shapes import Link
from parvis.convene.agenda.queries.visibility import published_among_few
from parvis.ui import dates

SHOWN = 8


def recurrence_words(event: Event, language: str) -> str:
    """The rule in words, with a capital; empty for an event that does not come back. 1 query at most."""
    if event.recurrence_id is None:
        return ""
    rule, exceptions = Recurrence.objects.values_list("rule", "exceptions").get(pk=event.recurrence_id)
    try:
        return dates.capital(words(parse(rule), [date.fromisoformat(day) for day in exceptions], language))
    except InvalidRule:  # written by a later version of Parvis, or by hand
        return ""


def other_dates(event: Event, language: str, today: date) -> tuple[Link, ...]:
    """The next public dates of the same series, those cancelled left out; 1 query at most."""
    if event.recurrence_id is None:
        return ()
    found = published_among_few().filter(recurrence=event.recurrence_id, end_day__gte=today)
    rows = found.exclude(pk=event.pk).exclude(status=Status.CANCELLED).order_by("start_day", "starts_at", "uid")
    return tuple(
        Link(dates.capital(dates.day_words(day, language, year=True)), addresses.event(slug, language))
        for slug, day in rows.values_list("slug", "start_day")[:SHOWN]
    )
