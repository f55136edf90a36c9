"""What check-in adds to the organisers' page of an event: the way to its doors."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from parvis.convene.agenda.models import Event
from parvis.convene.checkin import rules
from parvis.convene.checkin.models import Door
from parvis.convene.checkin.queries.presence import attended
from parvis.convene.editing.panels import Panel
from parvis.convene.registration.models import Registration


def panel(user: Any, event: Event) -> Panel | None:
    """None for who may not manage the doors, and for an event to which nobody registers here; 3 queries at most."""
    if not rules.may_manage_doors(user, event) or not Registration.objects.filter(event=event).exists():
        return None
    number = Door.objects.filter(event=event).count()
    context = {
        "doors": number,
        "present": attended(event) if number else 0,
        "url": reverse("checkin:doors", args=[event.uid]),
    }
    return Panel("checkin/panel.html", context)
