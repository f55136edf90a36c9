"""What is read: one function a page, each returning plain values ready to print (see `shapes`)."""

from parvis.convene.agenda.queries.agenda import COUNTED, agenda_page
from parvis.convene.agenda.queries.cards import when_words
from parvis.convene.agenda.queries.collections import edition_page, organisation_page, place_page, series_page
from parvis.convene.agenda.queries.event import event_page, present_slug
from parvis.convene.agenda.queries.home import now_and_next
from parvis.convene.agenda.queries.months import month_page
from parvis.convene.agenda.queries.venue import present_place
from parvis.convene.agenda.queries.visibility import (
    editions_visible_to,
    published,
    series_visible_to,
    sessions_visible_to,
    visible_to,
)

__all__ = [
    "COUNTED",
    "agenda_page",
    "edition_page",
    "editions_visible_to",
    "event_page",
    "month_page",
    "now_and_next",
    "organisation_page",
    "place_page",
    "present_place",
    "present_slug",
    "published",
    "series_page",
    "series_visible_to",
    "sessions_visible_to",
    "visible_to",
    "when_words",
]
