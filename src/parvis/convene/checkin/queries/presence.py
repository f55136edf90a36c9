"""Who came, for the rooms beside this one."""

from __future__ import annotations

from django.db.models import QuerySet

from parvis.convene.agenda.models import Event
from parvis.convene.checkin.models import Kind, Passage
from parvis.convene.registration.models import Attendee, Registration


def attended(event: Event) -> int:
    """How many people entered the event or one of its sessions, each counted once; 1 query."""
    return entries(event).values("ticket").distinct().count()


def came(registration: Registration) -> QuerySet[Attendee]:
    """Attendees who entered what the registration is for: its session, or the event by any door."""
    passed = Passage.objects.filter(event=registration.event_id, kind=Kind.ENTRY, annulled_at=None)
    if registration.session_id is not None:
        passed = passed.filter(session=registration.session_id)
    return Attendee.objects.filter(pk__in=passed.order_by().values("attendee"))


def entries(event: Event) -> QuerySet[Passage]:
    return Passage.objects.filter(event=event, kind=Kind.ENTRY, annulled_at=None).order_by()
