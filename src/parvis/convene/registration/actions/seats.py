"""The only place where the numbers of seats change.

Whoever changes more than one row holds the lock of the registration first, then that of its category; the event's
registration comes before those of its sessions, and these in the order of their keys. Mechanism:
docs/developer/registration.md.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Q, QuerySet

from parvis.convene.registration.actions.demand import Refused
from parvis.convene.registration.models import WITH_DEADLINE, Arrival, Category, Registration, SignUp, State


def lock(key: int) -> Registration:
    """The registration, alone with it until the transaction ends; 1 query.

    PostgreSQL locks the row; on SQLite the transaction has the whole database from its beginning.
    """
    found = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("event", "session")
    return found.get(pk=key)


def lock_for_newcomer(key: int, now: datetime) -> tuple[Registration, bool, bool]:
    """The same, and whether others stand in line before, and whether seats are held beyond their time; 1 query."""
    found = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("event", "session")
    row = found.annotate(line_ahead=Exists(line(key)), overdue=Exists(overdue(key, now))).get(pk=key)
    return row, row.line_ahead, row.overdue


def line(registration: int) -> QuerySet[Arrival]:
    """Who stands in line, first come first."""
    return Arrival.objects.filter(registration=registration, served_at=None).order_by("pk")


def overdue(registration: int, now: datetime) -> QuerySet[SignUp]:
    """Those whose time to confirm or to accept is over."""
    late = SignUp.objects.filter(registration=registration, state__in=sorted(WITH_DEADLINE), until__lte=now)
    return late.order_by("until", "pk")


def fits(seats: int) -> Q:
    """Rows in which so many seats are free."""
    return Q(capacity=None) | Q(capacity__gte=F("held") + F("confirmed") + seats - F("excess"))


def take(registration: Registration, category: Category, seats: int, *, into: str) -> bool:
    """Take seats if they are free and nobody is before, by one conditional update of each row; at most 3 queries.

    registration, category   as read a moment ago: when they say that it is vain, nothing is tried
    into                     "held" or "confirmed"

    Beside the capacity, the lock comes first: whoever changes a category has its registration.
    """
    if not category.within_capacity or not has_room(registration, category, seats) or registration.waiting:
        return False
    taken = {into: F(into) + seats}
    free = Registration.objects.filter(fits(seats), ~Exists(line(registration.pk)), waiting=0, running=True)
    if not free.filter(pk=registration.pk).update(**taken):
        return False
    if Category.objects.filter(fits(seats), pk=category.pk, waiting=0, within_capacity=True).update(**taken):
        return True
    Registration.objects.filter(pk=registration.pk).update(**{into: F(into) - seats})
    return False


def move(registration: Registration, category: Category, **numbers: int) -> None:
    """Change the numbers of both rows by so much: held, confirmed, waiting; the caller holds the lock. 1 or 2 queries.

    The database refuses (IntegrityError) what would make a number negative or sell a seat twice.
    """
    if category.within_capacity:
        add(registration, **numbers)
    add(category, **numbers)


def add(row: Registration | Category, **numbers: int) -> None:
    """Change the numbers of one row, in the database and in memory; the caller holds the lock. At most 1 query.

    Seats given back first make up for those that were given beyond a capacity lowered since.
    """
    changed: dict[str, Any] = {name: F(name) + number for name, number in numbers.items() if number}
    for name, number in numbers.items():
        setattr(row, name, getattr(row, name) + number)
    given_back = -(numbers.get("held", 0) + numbers.get("confirmed", 0))
    if given_back > 0 and row.excess:
        row.excess = max(row.excess - given_back, 0)
        changed["excess"] = row.excess
    if changed:
        type(row).objects.filter(pk=row.pk).update(**changed)


def column(state: State | str) -> str:
    """Which number counts the seats of somebody in that state."""
    return "confirmed" if state == State.CONFIRMED else "held"


def seat_or_rank(registration: Registration, category: Category, party: int, state: State) -> tuple[State, int | None]:
    """Seats for a newcomer, or the next rank; the caller holds the lock and writes the sign-up. At most 3 queries.

    state   what the newcomer becomes when seated

    raises   Refused("full") when there is no seat and the waiting list is full or there is none
    """
    if has_room(registration, category, party) and not is_preceded(registration, category):
        move(registration, category, **{column(state): party})
        return state, None
    waiting = registration.waiting if category.within_capacity else category.waiting
    if registration.waiting_capacity is not None and waiting + party > registration.waiting_capacity:
        raise Refused("full")
    add(registration, last_rank=1, waiting=party if category.within_capacity else 0)
    add(category, waiting=party)
    return State.WAITING, registration.last_rank


def has_room(registration: Registration, category: Category, party: int) -> bool:
    rows = (registration, category) if category.within_capacity else (category,)
    return all(row.free is None or row.free >= party for row in rows)


def is_preceded(registration: Registration, category: Category) -> bool:
    """Whether somebody waits for these very seats: in the same category, or at the head of the whole line.

    Whoever waits while seats are free waits for more seats than are free, or for a category that is full; when
    smaller parties may pass, neither stands in the way.
    """
    if registration.smaller_parties_pass:
        return False
    if category.waiting:
        return True
    if not category.within_capacity or not registration.waiting:
        return False
    waiting = SignUp.objects.filter(registration=registration, state=State.WAITING, category__within_capacity=True)
    room = Q(category__capacity=None) | Q(
        category__capacity__gte=F("category__held") + F("category__confirmed") + F("seats") - F("category__excess")
    )
    return waiting.filter(room).exists()
