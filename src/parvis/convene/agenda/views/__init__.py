"""The public pages: each view reads the address, asks one query for a page, and renders it."""

from parvis.convene.agenda.views.bodies import directory, organisation
from parvis.convene.agenda.views.embeds import embed, event_embed
from parvis.convene.agenda.views.event import event
from parvis.convene.agenda.views.listing import agenda, month, subscribe
from parvis.convene.agenda.views.places import place
from parvis.convene.agenda.views.series import edition, series, series_index

__all__ = [
    "agenda",
    "directory",
    "edition",
    "embed",
    "event",
    "event_embed",
    "month",
    "organisation",
    "place",
    "series",
    "series_index",
    "subscribe",
]
