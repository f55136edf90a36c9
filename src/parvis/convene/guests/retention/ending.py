"""When what one registered to is over, for names and needs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from parvis.convene.agenda.models import Status
from parvis.convene.registration.models import Registration

# A postponed event has no end yet: those who registered keep their registration until the new day is known.
POSTPONED_KEPT = timedelta(days=365)


def ended(before: datetime, registration: str = "") -> Q:
    """Registrations to what ended before an instant, or rows that lead to one by this prefix of their lookups."""

    def at(**wanted: object) -> Q:
        return Q(**{f"{registration}{name}": value for name, value in wanted.items()})

    def over(instant: datetime) -> Q:
        return at(session__isnull=True, event__ends_at__lt=instant) | at(session__ends_at__lt=instant)

    postponed = at(event__status=Status.POSTPONED) | at(session__status=Status.POSTPONED)
    return over(before) & (~postponed | over(before - POSTPONED_KEPT))


def names_go_at(registration: Registration) -> datetime:
    """When names are erased, as far as one knows."""
    kept = timedelta(days=registration.kept_days)
    return registration.ends_at + (max(kept, POSTPONED_KEPT) if registration.is_postponed else kept)
