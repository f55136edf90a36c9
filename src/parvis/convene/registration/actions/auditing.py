"""Whether the numbers of seats say what the rows say."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, Sum, Value, When

from parvis.convene.registration.actions import seats
from parvis.convene.registration.models import HOLDING, Category, Registration, SignUp, State


@dataclass(frozen=True)
class Difference:
    """A number of a registration, or of one of its categories, that its sign-ups do not add up to."""

    of: str
    name: str
    counted: int
    kept: int


@transaction.atomic
def differences(registration: Registration) -> list[Difference]:
    """Numbers that do not agree with the sign-ups, none when all is well; 3 queries under the lock."""
    locked = seats.lock(registration.pk)
    kind = Case(
        When(state__in=sorted(HOLDING), then=Value("held")),
        When(state=State.CONFIRMED, then=Value("confirmed")),
        When(state=State.WAITING, then=Value("waiting")),
        default=Value(""),
    )
    rows = SignUp.objects.filter(registration=locked).order_by().annotate(kind=kind).exclude(kind="")
    counted = {
        (category, name): people or 0
        for category, name, people in rows.values_list("category", "kind").annotate(people=Sum("seats"))
    }
    categories = list(Category.objects.filter(registration=locked))
    found: list[Difference] = []
    for name in ("held", "confirmed", "waiting"):
        within = sum(counted.get((one.pk, name), 0) for one in categories if one.within_capacity)
        found.append(Difference("registration", name, within, getattr(locked, name)))
        found += [
            Difference(str(one.uid), name, counted.get((one.pk, name), 0), getattr(one, name)) for one in categories
        ]
    return [one for one in found if one.counted != one.kept]
