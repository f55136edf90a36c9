"""The waiting list moves: who is offered a seat, and what another capacity would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import needs_approval
from parvis.convene.registration.actions.sessions import take_sessions
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import Category, LetterKind, Registration, SignUp, State
from parvis.ground import clock
from parvis.ground.journal.actions import record

LETTERS = {State.OFFERED: LetterKind.OFFER, State.PENDING: LetterKind.PENDING, State.CONFIRMED: LetterKind.TICKET}


def promote(registration: Registration, now: datetime) -> list[SignUp]:
    """Offer what is free to those who wait, in their order; the caller holds the lock. Returns whom.

    Nobody is promoted once it has begun or is cancelled, nor while registration is switched off.
    """
    if not registration.running or registration.is_cancelled or now >= registration.starts_at:
        return []
    categories = {one.pk: one for one in Category.objects.filter(registration=registration)}
    if not any(one.waiting for one in categories.values()):
        return []
    moving, promoted = seats.that_move(registration, categories), []
    for one in seats.in_turn(registration, categories, moving):
        offer(registration, categories[one.category_id], one, now)
        promoted.append(one)
    return promoted


def move_lists() -> int:
    """Move every waiting list that could: a rule, or a date, may have changed since somebody left. Returns how many
    parties were promoted.
    """
    now = clock.now()
    waiting = Category.objects.filter(waiting__gt=0, registration__running=True, registration__event__ends_at__gt=now)
    has_seats = Q(capacity=None) | Q(capacity__gt=F("held") + F("confirmed") - F("excess"))
    number = 0
    for key in (
        waiting.filter(has_seats).order_by("registration_id").values_list("registration_id", flat=True).distinct()
    ):
        with transaction.atomic():
            number += len(promote(seats.lock(key), now))
    return number


def offer(registration: Registration, category: Category, one: SignUp, now: datetime) -> None:
    """Keep seats for a party that waited: until the deadline, or for good when there is none."""
    one.state, one.until = state_once_offered(registration, category, one, now)
    one.confirmed_at = now if one.state == State.CONFIRMED else None
    one.rank = None
    seats.move(registration, category, **{"waiting": -one.seats, seats.column(one.state): one.seats})
    one.save(update_fields=["state", "until", "rank", "confirmed_at"])
    note(one, "promoted", state=one.state)
    if one.state in LETTERS:
        tell(one, LETTERS[State(one.state)])
    if one.parent_id is None and one.state != State.OFFERED:
        take_sessions(one, now)


def state_once_offered(
    registration: Registration, category: Category, one: SignUp, now: datetime
) -> tuple[State, datetime | None]:
    """What somebody becomes whose turn has come; at a session, no more than she is at the event.

    Once it has begun (an organiser offers out of turn) no time is left to take a seat: it is hers at once.
    """
    if one.parent is not None and one.parent.state == State.HELD:
        return State.HELD, one.parent.until
    if registration.promotion_within and now < registration.starts_at:
        return State.OFFERED, min(now + timedelta(hours=registration.promotion_within), registration.starts_at)
    if needs_approval(registration, category) or (one.parent is not None and one.parent.state == State.PENDING):
        return State.PENDING, None
    return State.CONFIRMED, None


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
    registration = seats.lock(row.pk if isinstance(row, Registration) else row.registration_id)
    changed: Registration | Category = registration
    if isinstance(row, Category):
        changed = Category.objects.get(pk=row.pk)
    changed.excess = 0 if capacity is None else max(changed.taken - capacity, 0)
    changed.capacity = capacity
    type(changed).objects.filter(pk=changed.pk).update(capacity=capacity, excess=changed.excess)
    promoted = promote(registration, clock.now())
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
