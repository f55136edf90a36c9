"""What registration adds to the page on which an event is written."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from parvis.convene.agenda.models import Event
from parvis.convene.editing.panels import Panel
from parvis.convene.guests import rules
from parvis.convene.guests.queries.counters import Numbers
from parvis.convene.guests.queries.set_up import standing_of
from parvis.convene.registration.models import Registration
from parvis.ground import clock


def panel(user: Any, event: Event) -> Panel | None:
    """Seats of the event and how many of its sessions take registrations; 1 query."""
    if not rules.may_read_guests(user, event):
        return None
    found = list(Registration.objects.filter(event=event).order_by("pk"))
    own = next((one for one in found if one.session_id is None), None)
    may_set_up = rules.may_set_up(user, event)
    if not found and not may_set_up:
        return None
    if own is not None:
        own.event = event
    state, standing = standing_of(own, clock.now()) if own else ("", "")
    return Panel(
        "guests/panel.html",
        {
            "url": reverse("guests:hub", args=[event.uid]),
            "guests_url": reverse("guests:guests", args=[event.uid, own.uid]) if own else "",
            "numbers": Numbers.of(own) if own else None,
            "state": state,
            "standing": standing,
            "sessions": sum(one.session_id is not None for one in found),
            "may_set_up": may_set_up,
        },
    )
