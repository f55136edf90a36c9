"""Names of everybody who registered, erased when the days announced are over, or before by an organiser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from parvis.convene.guests.retention.ending import ended, names_go_at
from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.erasing import batches, erase
from parvis.convene.registration.models import Arrival, Registration, SignUp
from parvis.ground import clock
from parvis.ground.journal.actions import record


@dataclass(frozen=True)
class Erased:
    """Of how many sign-ups and people the names went."""

    sign_ups: int
    people: int


def due(now: datetime) -> list[Registration]:
    """Registrations whose days are over and where somebody still has a name; 1 query."""
    named = SignUp.objects.filter(registration=OuterRef("pk"), anonymised_at=None)
    waiting = Arrival.objects.filter(registration=OuterRef("pk"))
    found = Registration.objects.filter(ended(now) & (Exists(named) | Exists(waiting))).select_related(
        "event", "session"
    )
    return [one for one in found.order_by("pk") if names_go_at(one) <= now]


def anonymise_due() -> Erased:
    """What comes every night: erase what was announced, each registration journalled."""
    total = Erased(0, 0)
    for registration in due(clock.now()):
        done = anonymise(registration)
        total = Erased(total.sign_ups + done.sign_ups, total.people + done.people)
    return total


def anonymise(registration: Registration, actor: Any = None) -> Erased:
    """Erase the names of a registration, and say in the event's journal that it was done.

    actor   the organiser who does it before the day; None on the day announced

    Numbers of seats stay as they are. A run that stops is taken up by the next one.
    """
    sign_ups = people = 0
    for keys in batches(SignUp.objects.filter(registration=registration, anonymised_at=None)):
        with transaction.atomic():
            seats.lock(registration.pk)
            sign_ups += len(keys)
            people += erase(keys)
    with transaction.atomic():
        Arrival.objects.filter(registration=registration).delete()
        Registration.objects.filter(pk=registration.pk).update(anonymised_at=clock.now())
        record(
            actor,
            "registration.anonymised-early" if actor is not None else "registration.anonymised",
            "event",
            registration.event.uid,
            public={"session": str(registration.session or ""), "people": people},
        )
    registration.refresh_from_db()
    return Erased(sign_ups, people)
