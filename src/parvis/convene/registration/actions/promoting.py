"""The waiting list: whose turn it is, who is offered a seat, what another capacity would do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import Category, LetterKind, Registration, SignUp, State
from parvis.ground import clock
from parvis.ground.journal.actions import record

AT_ONCE = 20  # rows of the line read at a time: a seat that becomes free seldom goes further


def promote(registration: Registration, now: datetime) -> list[SignUp]:
    """Offer what is free to those who wait, in their order; the caller holds the lock. Returns whom.

    A party that needs more seats than are free stops the line behind it, unless smaller ones may pass; a category that
    is full stops only its own. Nobody is promoted once it has begun, nor while registration is switched off.
    """
    if not registration.running or now >= registration.starts_at:
        return []
    found = Category.objects.filter(registration=registration, waiting__gt=0)
    categories = {category.pk: category for category in found}
    moving = {key for key, category in categories.items() if seats.has_room(registration, category, 1)}
    promoted: list[SignUp] = []
    for one in in_line(registration, moving):
        category = categories[one.category_id]
        if one.category_id not in moving:
            continue
        if seats.has_room(registration, category, one.seats):
            offer(registration, category, one, now)
            promoted.append(one)
            moving -= {key for key in moving if not seats.has_room(registration, categories[key], 1)}
        elif registration.smaller_parties_pass:
            continue
        elif category.free is not None and category.free < one.seats:
            moving.discard(category.pk)
        else:
            moving -= {key for key in moving if categories[key].within_capacity}
    return promoted


def in_line(registration: Registration, moving: Collection[int]) -> Iterator[SignUp]:
    """Who waits, in order, for as long as some category moves (the caller takes out of `moving` those that stop)."""
    last = 0
    while moving:
        waiting = SignUp.objects.filter(registration=registration, state=State.WAITING, rank__gt=last)
        rows = list(waiting.filter(category__in=sorted(moving)).order_by("rank")[:AT_ONCE])
        for row in rows:
            last = row.rank or 0
            yield row
        if len(rows) < AT_ONCE:
            return


def offer(registration: Registration, category: Category, one: SignUp, now: datetime) -> None:
    """Keep seats for a party that waited: until the deadline, or for good when there is none."""
    if registration.promotion_within:
        one.state, one.until = (
            State.OFFERED,
            min(now + timedelta(hours=registration.promotion_within), registration.starts_at),
        )
        letter = LetterKind.OFFER
    elif registration.approval or category.approval:
        one.state, one.until, letter = State.PENDING, None, LetterKind.PENDING
    else:
        one.state, one.until, letter = State.CONFIRMED, None, LetterKind.TICKET
        one.confirmed_at = now
    one.rank = None
    seats.move(registration, category, waiting=-one.seats, **{seats.column(one.state): one.seats})
    one.save(update_fields=["state", "until", "rank", "confirmed_at"])
    note(one, "promoted", state=one.state)
    tell(one, letter)


@dataclass(frozen=True)
class Effect:
    """What another capacity does: seats there will be, how many people are offered one, how many seats are too many.

    excess   seats given already beyond the new capacity: nobody loses hers, they go as people leave
    """

    capacity: int | None
    taken: int
    free: int | None
    parties: int
    people: int
    excess: int
    still_waiting: int


def set_capacity(actor: Any, row: Registration | Category, capacity: int | None) -> Effect:
    """Raise or lower the capacity of a registration or of a category; who waits is offered what becomes free."""
    with transaction.atomic():
        effect = changed_capacity(row, capacity)
        registration = row if isinstance(row, Registration) else row.registration
        record(
            actor,
            "registration.capacity-changed",
            "event",
            registration.event.uid,
            public={"capacity": capacity, "offered": effect.people, "session": str(registration.session or "")},
        )
    return effect


def preview_capacity(row: Registration | Category, capacity: int | None) -> Effect:
    """What `set_capacity` would do at this instant: it is done, and undone."""
    with transaction.atomic():
        effect = changed_capacity(row, capacity)
        transaction.set_rollback(True)
    return effect


def changed_capacity(row: Registration | Category, capacity: int | None) -> Effect:
    now = clock.now()
    registration = seats.lock(row.pk if isinstance(row, Registration) else row.registration_id)
    changed: Registration | Category = registration
    if isinstance(row, Category):
        changed = Category.objects.get(pk=row.pk)
    changed.excess = 0 if capacity is None else max(changed.taken - capacity, 0)
    changed.capacity = capacity
    type(changed).objects.filter(pk=changed.pk).update(capacity=capacity, excess=changed.excess)
    promoted = promote(registration, now)
    changed.refresh_from_db()
    return Effect(
        capacity=capacity,
        taken=changed.taken,
        free=changed.free,
        parties=len(promoted),
        people=sum(one.seats for one in promoted),
        excess=changed.excess,
        still_waiting=changed.waiting,
    )
