"""What those who take a session know of it, kept beside its registration: a change is noticed, whoever makes it."""

from __future__ import annotations

from typing import Any

from parvis.convene.agenda.models import Event, Session, Status
from parvis.convene.registration.models import Registration

AS_PLANNED = frozenset({Status.SCHEDULED, Status.RESCHEDULED, Status.FULL})


def facts_of(session: Session) -> dict[str, Any]:
    """What somebody who takes a session must know of it, as JSON values."""
    return {
        "starts": session.starts_at.isoformat(),
        "ends": session.ends_at.isoformat(),
        "hours": [session.start_time is not None, session.end_time is not None],
        "place": session.place_id,
        "room": session.room,
        "mode": session.mode,
        "online": session.online_url,
        "status": "" if session.status in AS_PLANNED else session.status,
    }


def sessions_moved(event: Event) -> list[Registration]:
    """Registrations of sessions that are not any more what they were when this was asked last; 1 query, 2 if any is."""
    found = Registration.objects.filter(event=event, session__isnull=False).select_related("event", "session")
    moved, behind = [], []
    for registration in found.order_by("pk"):
        facts = facts_of(registration.session) if registration.session is not None else {}
        if registration.announced == facts:
            continue
        if registration.announced:
            moved.append(registration)
        registration.announced = facts
        behind.append(registration)
    if behind:
        Registration.objects.bulk_update(behind, ["announced"])
    return moved
