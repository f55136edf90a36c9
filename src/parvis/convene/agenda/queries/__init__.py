"""What is read: one function a page, each returning plain values ready to print (see `shapes`)."""

from parvis.convene.agenda.queries.agenda import COUNTED, agenda_page
from parvis.convene.agenda.queries.home import now_and_next
from parvis.convene.agenda.queries.months import month_page
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
    "editions_visible_to",
    "month_page",
    "now_and_next",
    "published",
    "series_visible_to",
    "sessions_visible_to",
    "visible_to",
]
