"""Erasing what a sign-up says of people: names go, figures stay.

What says nothing of a person is kept, so that figures stay true: states, seats, categories, consents as a number, days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import Trunc

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.leaving import cancel
from parvis.convene.registration.models import (
    AccessNeed,
    Arrival,
    Attendee,
    Consent,
    Letter,
    SignUp,
    Step,
)
from parvis.ground import clock

BATCH = 300  # sign-ups of a transaction, so that a large event does not hold the database for long
EMPTIED: dict[str, Any] = {
    "name": "",
    "email": "",
    "answers": {},
    "wanted_sessions": [],
    "fingerprint": "",
    "network": "",
    "confirm_code": "",
    "note": "",
    "reason": "",
}
INSTANTS = ("created_at", "confirmed_at", "ended_at", "reminded_at")


@transaction.atomic
def forget(sign_up: SignUp) -> None:
    """A person leaves, and her name with her: her seats go back, the numbers stay true; once it is over, only the name.

    The sign-ups to sessions that were taken along go with it.
    """
    registration, current = seats.lock_sign_up(sign_up)
    if not registration.is_over(clock.now()):
        cancel(current)  # its letter goes with the address: the page says it
    children = list(current.children.order_by("pk").values_list("pk", flat=True))
    erase([current.pk, *children])
    sign_up.refresh_from_db()


def erase(keys: Sequence[int]) -> int:
    """Erase what these sign-ups say of people; inside a transaction. Returns how many people they were. 9 queries."""
    rows = SignUp.objects.filter(pk__in=keys)
    AccessNeed.objects.filter(sign_up__in=keys).delete()
    Letter.objects.filter(sign_up__in=keys).delete()
    Arrival.objects.filter(sign_up__in=keys).delete()
    people = Attendee.objects.filter(sign_up__in=keys)
    people.update(name="", answers={}, cancelled_at=day("cancelled_at"))
    Consent.objects.filter(sign_up__in=keys).update(given_at=day("given_at"), withdrawn_at=day("withdrawn_at"))
    Step.objects.filter(sign_up__in=keys).update(at=day("at"))
    rows.update(**EMPTIED, **{name: day(name) for name in INSTANTS}, anonymised_at=clock.now())
    return people.count()


def day(name: str) -> Trunc:
    """The beginning of the day: at what second somebody registered may tell who it was."""
    return Trunc(name, "day", output_field=DateTimeField())


def batches(sign_ups: QuerySet[SignUp]) -> Iterator[list[int]]:
    """Keys, some hundreds at a time; what is done leaves the queryset."""
    last = 0
    while keys := list(sign_ups.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]
