"""Sessions taken along with the event: a sign-up of their own, seats of their own, the ticket of the event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Refused
from parvis.convene.registration.actions.steps import note
from parvis.convene.registration.models import ACTIVE, Category, Registration, SignUp, State


def take_sessions(parent: SignUp, now: datetime) -> None:
    """Sign the party up to the sessions it wants, each with a seat or a rank; what is full is noted and told.

    The caller has seated the party at the event and holds that lock.
    """
    known = set(parent.children.filter(state__in=sorted(ACTIVE)).values_list("registration_id", flat=True))
    for key in sorted(set(parent.wanted_sessions) - known):
        registration = seats.lock(key)
        if registration.event_id != parent.registration.event_id or registration.session_id is None:
            continue
        try:
            take_session(parent, registration, now)
        except Refused as why:
            note(parent, "session-refused", session=str(registration.uid), why=why.code)


def take_session(parent: SignUp, registration: Registration, now: datetime) -> SignUp:
    """One session for a party that has its seat at the event; the caller holds the lock of `registration`.

    raises   Refused
    """
    category = Category.objects.filter(registration=registration).order_by("order", "pk").first()
    if category is None or not registration.is_open(now):
        raise Refused("closed")
    wished = State(parent.state)
    state, rank = seats.seat_or_rank(registration, category, parent.seats, wished)
    child = SignUp.objects.create(
        registration=registration,
        category=category,
        parent=parent,
        state=state,
        seats=parent.seats,
        rank=rank,
        until=parent.until if state in {State.HELD, State.OFFERED} else None,
        language=parent.language,
        alone=False,
        origin=parent.origin,
        created_at=now,
        confirmed_at=now if state == State.CONFIRMED else None,
    )
    note(child, "asked", state=state, seats=child.seats, origin=child.origin)
    return child


def children_locked(parent: SignUp) -> Iterator[tuple[Registration, SignUp]]:
    """Active sign-ups to sessions, each with the lock of its registration, in the order of locks."""
    active = parent.children.filter(state__in=sorted(ACTIVE)).order_by("registration_id")
    for key, registration in list(active.values_list("pk", "registration_id")):
        locked = seats.lock(registration)
        child = SignUp.objects.select_related("category").filter(pk=key, state__in=sorted(ACTIVE)).first()
        if child is not None:
            yield locked, child


def confirm_children(parent: SignUp, state: State, now: datetime, actor: Any = None) -> None:
    """The sessions follow what the party became at the event: held seats are confirmed, or wait for approval."""
    for registration, child in children_locked(parent):
        if child.state not in {State.HELD, State.PENDING} or child.state == state:
            continue
        if state == State.CONFIRMED:
            seats.move(registration, child.category, held=-child.seats, confirmed=child.seats)
        SignUp.objects.filter(pk=child.pk).update(
            state=state, until=None, confirmed_at=now if state == State.CONFIRMED else None
        )
        note(child, str(state), actor=actor)
