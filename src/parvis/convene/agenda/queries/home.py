"""What the home page says of the agenda: what happens now, and next."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Status
from parvis.convene.agenda.models.event import LONG
from parvis.convene.agenda.queries.cards import Cards, rows
from parvis.convene.agenda.queries.narrowing import underway_at
from parvis.convene.agenda.queries.shapes import EventCard, Neighbour
from parvis.convene.agenda.queries.visibility import published, published_among_few
from parvis.ground import clock
from parvis.ui import dates

OVER = (Status.CANCELLED, Status.POSTPONED)


def now_and_next(language: str, today: date, number: int = 3) -> tuple[Neighbour, ...]:
    """The next events that are not over, soonest first, and what lasts for days only if there is room; 4 queries."""
    now = clock.now()
    with translation.override(language):
        cards = Cards(language, today)
        coming = (
            published()
            .filter(start_day__gte=today, ends_at__gt=now)
            .exclude(status__in=OVER)
            .order_by("start_day", "starts_at", "uid")
        )
        found = rows(coming[:number])
        if len(found) < number:
            few = published_among_few().filter(ends_at__gt=now).exclude(status__in=OVER)
            begun = underway_at(few, today, today + timedelta(LONG))
            found += rows(begun.order_by("end_day", "uid")[: number - len(found)])
        begun_at = {row.uid: row.starts_at <= now for row in found}
        return tuple(_neighbour(card, begun_at[card.uid], today, language) for card in cards.make(found))


def _neighbour(card: EventCard, begun: bool, today: date, language: str) -> Neighbour:
    now = begun and (card.hours != "" or card.day < today) and not card.hours_to_confirm
    if now:
        label = _("now")
    else:
        near = dates.relative_words(max(card.day, today), today, language)
        label = near or dates.day_words(card.day, language)
    return Neighbour(card, label, now)
