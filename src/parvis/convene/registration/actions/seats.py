"""The only place where the numbers of seats change, and whose turn it is.

One rule says who is promoted from the waiting list and whom a newcomer comes behind: a party that needs more seats than
are free stops the line behind it, unless smaller ones may pass; a category that is full stops only its own. So whoever
waits could have no seat, or comes behind somebody who waits for the same ones.

Whoever changes the numbers of a category has its registration first, by the lock or by the conditional update of a
newcomer. The event's registration comes before those of its sessions, and whoever wants several of these has it.
Mechanism: docs/developer/registration.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from parvis.convene.registration.actions.demand import Refused
from parvis.convene.registration.models import HOLDING, WITH_DEADLINE, Arrival, Category, Registration, SignUp, State

AT_ONCE = 20  # rows of the waiting list read at a time: a seat that becomes free seldom goes further
LARGEST_PARTY = 32_767  # what the column holds


def lock(key: int) -> Registration:
    """The registration, alone with it until the transaction ends; 1 query.

    PostgreSQL locks the row; on SQLite the transaction has the whole database from its beginning.
    """
    found = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("event", "session")
    return found.get(pk=key)


def lock_sign_up(sign_up: SignUp) -> tuple[Registration, SignUp]:
    """The same for who changes a sign-up, and the sign-up as it is now; 2 queries, 4 for a session of an event."""
    if sign_up.parent_id is not None:
        lock(SignUp.objects.values_list("registration_id", flat=True).get(pk=sign_up.parent_id))
    registration = lock(sign_up.registration_id)
    current = SignUp.objects.select_related("category", "parent").get(pk=sign_up.pk)
    current.registration = registration
    return registration, current


def lock_for_newcomer(key: int, now: datetime) -> tuple[Registration, bool, bool]:
    """The same, and whether others stand in line before, and whether seats are held beyond their time; 1 query."""
    found = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("event", "session")
    row = found.annotate(line_ahead=Exists(line(key)), overdue=Exists(overdue(key, now))).get(pk=key)
    return row, row.line_ahead, row.overdue


def line(registration: int) -> QuerySet[Arrival]:
    """Who stands in line, first come first."""
    return Arrival.objects.filter(registration=registration, served_at=None).order_by("pk")


def overdue(registration: int, now: datetime) -> QuerySet[SignUp]:
    """Those whose time to confirm or to accept is over; a seat at a session is held as long as that of the event."""
    late = SignUp.objects.filter(registration=registration, state__in=sorted(WITH_DEADLINE), until__lte=now)
    return late.filter(Q(parent=None) | Q(state=State.OFFERED)).order_by("until", "pk")


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
    if given_back > 0:
        row.excess = max(row.excess - given_back, 0)
        changed["excess"] = Greatest(F("excess") - given_back, Value(0))
    if changed:
        type(row).objects.filter(pk=row.pk).update(**changed)


def change_category(registration: Registration, before: Category, after: Category, people: int, column: str) -> None:
    """Count a party in another category; the caller holds the lock. 2 or 3 queries.

    column   "held", "confirmed" or "waiting"
    """
    add(before, **{column: -people})
    add(after, **{column: people})
    if before.within_capacity != after.within_capacity:
        add(registration, **{column: people if after.within_capacity else -people})


def column(state: State | str) -> str:
    """Which number counts the people of a sign-up in that state; empty when none does."""
    if state in HOLDING:
        return "held"
    return {State.CONFIRMED: "confirmed", State.WAITING: "waiting"}.get(State(state), "")


def has_room(registration: Registration, category: Category, party: int) -> bool:
    return room(registration, category) >= party


def room(registration: Registration, category: Category) -> float:
    """How many seats of a category are free at this instant, by what was read of both rows; no end without a limit."""
    rows = (registration, category) if category.within_capacity else (category,)
    return min(float("inf") if row.free is None else row.free for row in rows)


def seat_or_rank(registration: Registration, category: Category, party: int, state: State) -> tuple[State, int | None]:
    """Seats for a newcomer, or the next rank; the caller holds the lock and writes the sign-up. At most 5 queries.

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


def is_preceded(registration: Registration, category: Category) -> bool:
    """Whether somebody who waits comes first for the seats that are free; no query when nobody waits for them."""
    if not (category.waiting or (category.within_capacity and registration.waiting)):
        return False
    categories = {one.pk: one for one in Category.objects.filter(registration=registration)}
    moving = that_move(registration, categories)
    return next(in_turn(registration, categories, moving), None) is not None or category.pk not in moving


def that_move(registration: Registration, categories: Mapping[int, Category]) -> set[int]:
    """Categories in which somebody could have a seat."""
    return {key for key, category in categories.items() if has_room(registration, category, 1)}


def in_turn(registration: Registration, categories: Mapping[int, Category], moving: set[int]) -> Iterator[SignUp]:
    """Those who wait and whose turn has come, in their order; who asks for the next one has seated the one before.

    moving   the categories in which the line still moves: those that stop are taken out of it. What is left at the
             end are those in which a newcomer would come next.
    """
    for one in in_line(registration, categories, moving):
        category = categories[one.category_id]
        if has_room(registration, category, one.seats):
            yield one
            moving &= that_move(registration, categories)
        elif registration.smaller_parties_pass:
            continue
        elif category.free is not None and category.free < one.seats:
            moving.discard(category.pk)
        else:
            moving -= {key for key in moving if categories[key].within_capacity}


def in_line(registration: Registration, categories: Mapping[int, Category], moving: set[int]) -> Iterator[SignUp]:
    """Who waits, in order, for as long as a category moves; where smaller parties pass, only those for whom there is
    room.
    """
    last = 0
    while moving:
        waiting = SignUp.objects.filter(registration=registration, state=State.WAITING, rank__gt=last)
        if registration.smaller_parties_pass:
            largest = max(room(registration, categories[key]) for key in moving)
            waiting = waiting.filter(seats__lte=min(largest, LARGEST_PARTY))
        found = waiting.filter(category__in=sorted(moving)).select_related("parent").order_by("rank")
        rows = list(found[:AT_ONCE])
        for row in rows:
            last = row.rank or 0
            if row.category_id in moving:
                yield row
        if len(rows) < AT_ONCE:
            return
