"""Addresses of the agenda for machines, in the language of the reader; included by `urls.py`."""

from django.urls import path

from parvis.convene.agenda import exports, feeds

urlpatterns = [
    path("agenda.ics", feeds.calendar, name="calendar"),
    path("agenda.atom", feeds.atom, name="atom"),
    path("agenda.json", feeds.listing, name="listing"),
    path("agenda.<export:form>", exports.public, name="export"),
    path("agenda/<slug:slug>.md", exports.page, name="event-page"),
    path("agenda/<slug:slug>.ics", feeds.event_calendar, name="event-calendar"),
]
