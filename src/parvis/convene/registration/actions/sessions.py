"""Sessions taken along with the event: a sign-up of their own, seats of their own, the ticket of the event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Refused, needs_approval
from parvis.convene.registration.actions.steps import note
from parvis.convene.registration.models import ACTIVE, WITH_DEADLINE, Access, Category, Registration, SignUp, State


def take_sessions(parent: SignUp, now: datetime) -> None:
    """Sign the party up to the sessions it wants, each with a seat or a rank; what is full is noted and told.

    The caller has seated the party at the event and holds that lock. 1 query when it wants none that it has not.
    """
    if not parent.wanted_sessions:
        return
    known = set(parent.children.filter(state__in=sorted(ACTIVE)).values_list("registration_id", flat=True))
    for key in sorted(set(parent.wanted_sessions) - known):
        registration = seats.lock(key)
        if registration.event_id != parent.registration.event_id or registration.session_id is None:
            continue
        try:
            signed_up(parent, registration, now)
        except Refused as why:
            note(parent, "session-refused", session=str(registration.uid), why=why.code)


def signed_up(parent: SignUp, registration: Registration, now: datetime, actor: Any = None) -> SignUp:
    """One session for a party that has its seat at the event, in the first category that everybody may choose now; the
    caller holds the lock of both registrations.

    raises   Refused
    """
    if not registration.is_open(now):
        raise Refused("closed")
    offered = Category.objects.filter(registration=registration, access=Access.OPEN).order_by("order", "pk")
    category = next((one for one in offered if one.is_open(now)), None)
    if category is None:
        raise Refused("category")
    state, rank = seats.seat_or_rank(
        registration, category, parent.seats, state_beside(parent.state, registration, category)
    )
    child = SignUp.objects.create(
        registration=registration,
        category=category,
        parent=parent,
        state=state,
        seats=parent.seats,
        rank=rank,
        until=parent.until if state in WITH_DEADLINE else None,
        language=parent.language,
        alone=False,
        origin=parent.origin,
        created_at=now,
        confirmed_at=now if state == State.CONFIRMED else None,
    )
    note(child, "asked", actor=actor, state=state, seats=child.seats, origin=child.origin)
    return child


def state_beside(state: State | str, registration: Registration, category: Category) -> State:
    """What a party in that state at the event becomes at a session where it is seated: the same, or to be approved."""
    if state == State.CONFIRMED and needs_approval(registration, category):
        return State.PENDING
    return State(state)


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
        became = state_beside(state, registration, child.category)
        if child.state not in {State.HELD, State.PENDING} or child.state == became:
            continue
        if became == State.CONFIRMED:
            seats.move(registration, child.category, held=-child.seats, confirmed=child.seats)
        SignUp.objects.filter(pk=child.pk).update(
            state=became, until=None, confirmed_at=now if became == State.CONFIRMED else None
        )
        note(child, str(became), actor=actor)
