"""Seats in numbers, and why a list stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.registration.models import Attendee, Category, Registration, SignUp, State
from parvis.convene.registration.presence import came_to, is_counted
from parvis.ground.text import localized


@dataclass(frozen=True)
class Numbers:
    """People, of a registration or of one of its categories; `free` and `capacity` are None without a limit."""

    capacity: int | None
    confirmed: int
    held: int
    free: int | None
    waiting: int
    excess: int

    @classmethod
    def of(cls, row: Registration | Category) -> Numbers:
        return cls(row.capacity, row.confirmed, row.held, row.free, row.waiting, row.excess)

    @property
    def full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class CategoryNumbers:
    uid: UUID
    name: str
    beside: bool
    numbers: Numbers


@dataclass(frozen=True)
class Counters:
    """`parties`: state → sign-ups; `people`: state → people. Those of categories beside the seats are counted too."""

    whole: Numbers
    parties: dict[str, int]
    people: dict[str, int]
    categories: tuple[CategoryNumbers, ...]
    came: int | None
    standstill: str

    @property
    def confirmed(self) -> int:
        return self.people.get(State.CONFIRMED, 0)

    @property
    def unconfirmed(self) -> int:
        return self.people.get(State.HELD, 0)

    @property
    def offered(self) -> int:
        return self.people.get(State.OFFERED, 0)

    @property
    def pending(self) -> int:
        return self.people.get(State.PENDING, 0)

    @property
    def waiting(self) -> int:
        return self.people.get(State.WAITING, 0)

    @property
    def share(self) -> int:
        """Seats taken out of a hundred, 0 without a limit."""
        if not self.whole.capacity:
            return 0
        return min(100, 100 * (self.whole.confirmed + self.whole.held) // self.whole.capacity)

    @property
    def confirmed_share(self) -> int:
        """The same, of the seats of those who are registered."""
        return min(100, 100 * self.whole.confirmed // self.whole.capacity) if self.whole.capacity else 0


def counters(registration: Registration, categories: Sequence[Category], language: str, now: datetime) -> Counters:
    """At most 4 queries. The registration and its categories as read a moment ago."""
    counted = (
        SignUp.objects.filter(registration=registration)
        .order_by()
        .values_list("state")
        .annotate(parties=Count("pk"), people=Sum("seats"))
    )
    rows = {state: (parties, people) for state, parties, people in counted}
    return Counters(
        whole=Numbers.of(registration),
        parties={state: parties for state, (parties, _people) in rows.items()},
        people={state: people for state, (_parties, people) in rows.items()},
        categories=tuple(
            CategoryNumbers(one.uid, localized(one.name, language), not one.within_capacity, Numbers.of(one))
            for one in categories
        ),
        came=came(registration) if is_counted() else None,
        standstill=standstill(registration, categories, language, now),
    )


def came(registration: Registration) -> int:
    """How many people entered; 1 query."""
    return Attendee.objects.filter(pk__in=came_to(registration).order_by().values("pk")).count()


def standstill(registration: Registration, categories: Sequence[Category], language: str, now: datetime) -> str:
    """Why nobody moves up although seats are free, in words; empty when nobody waits, or nothing is free. 1 query."""
    if registration.free == 0 or not any(one.waiting for one in categories):
        return ""
    if now >= registration.starts_at:
        return _("The list stands still: it has begun.")
    if not registration.running:
        return _("The list stands still: registration is stopped.")
    first = (
        SignUp.objects.filter(registration=registration, state=State.WAITING)
        .select_related("category")
        .order_by("rank")
        .first()
    )
    if first is None:
        return ""
    category = first.category
    if category.free is not None and category.free < first.seats:
        return _("The first in line waits for a seat of “%(category)s”, which has none left for her party.") % {
            "category": localized(category.name, language)
        }
    free = registration.free
    if free is not None and free < first.seats:
        words = ngettext(
            "The first party in line is of %(people)s, and %(free)s seat is free.",
            "The first party in line is of %(people)s, and %(free)s seats are free.",
            free,
        )
        return words % {"people": first.seats, "free": free}
    return ""


def unmoved() -> Q:
    """Registrations whose list stands still although seats are free: a condition, for lists of many."""
    free = Q(capacity=None) | Q(capacity__gt=F("held") + F("confirmed") - F("excess"))
    return free & Q(waiting__gt=0)
