"""What an organiser decides about one party: it is registered, its turn comes now, it belongs to another category."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from parvis.convene.registration.actions import Refused, seats
from parvis.convene.registration.actions.promoting import offer, promote
from parvis.convene.registration.actions.sessions import confirm_children, take_sessions
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import (
    ACTIVE,
    HOLDING,
    Category,
    LetterKind,
    Registration,
    SignUp,
    State,
)
from parvis.ground import clock

UNSEATED = frozenset({State.ASKED, State.EXPIRED, State.LAPSED})


def confirm_by_hand(actor: Any, sign_up: SignUp) -> bool:
    """Register the party on the organiser's word: no address to confirm, no approval to wait for.

    Who has no seat yet gets one, or the next rank. False when there is nothing to confirm.

    raises   Refused ("full"; "address" when another registration of this address stands)
    """
    try:
        with transaction.atomic():
            done = confirmed_by_hand(actor, sign_up, clock.now())
    except IntegrityError:
        raise Refused("address") from None
    sign_up.refresh_from_db()
    return done


def confirmed_by_hand(actor: Any, sign_up: SignUp, now: datetime) -> bool:
    registration, current = seats.lock_sign_up(sign_up)
    if current.parent is not None and current.parent.state != State.CONFIRMED:
        return False  # at a session nobody is more than she is at the event
    if current.state in HOLDING:
        seats.move(registration, current.category, held=-current.seats, confirmed=current.seats)
        current.state, current.rank = State.CONFIRMED, None
    elif current.state in UNSEATED:
        if current.parent is not None:
            current.seats = current.parent.seats  # the party may have changed meanwhile
        got, current.rank = seats.seat_or_rank(registration, current.category, current.seats, State.CONFIRMED)
        current.state = got
    else:
        return False
    current.until, current.ended_at = None, None
    current.confirmed_at = now if current.state == State.CONFIRMED else None
    current.save(update_fields=["state", "seats", "rank", "until", "ended_at", "confirmed_at"])
    note(current, str(current.state), actor=actor, by_hand=True)
    tell(current, LetterKind.TICKET if current.state == State.CONFIRMED else LetterKind.WAITING)
    if current.parent_id is None and current.state == State.CONFIRMED:
        confirm_children(current, State.CONFIRMED, now, actor)
        take_sessions(current, now)
    return True


@transaction.atomic
def offer_out_of_turn(actor: Any, sign_up: SignUp, reason: str) -> bool:
    """Offer free seats to a party that others precede on the waiting list; the reason stays with it.

    False when the party does not wait any more.

    raises   Refused("full") when so many seats are not free
    """
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    if current.state != State.WAITING:
        return False
    if not seats.has_room(registration, current.category, current.seats):
        raise Refused("full")
    note(current, "out-of-turn", actor=actor, rank=current.rank, why=reason)
    offer(registration, current.category, current, now)
    sign_up.refresh_from_db()
    return True


@transaction.atomic
def move_to(actor: Any, sign_up: SignUp, category: Category) -> bool:
    """Count the party in another category of the registration; who waits keeps her rank, and the line moves.

    False when it is in that category, or has ended.

    raises   Refused ("category" of another registration, "full" when it has not enough free seats)
    """
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    after = Category.objects.get(pk=category.pk)
    if after.registration_id != registration.pk:
        raise Refused("category")
    if current.state not in ACTIVE or current.category_id == after.pk:
        return False
    before = current.category
    if current.state != State.ASKED:
        column = seats.column(current.state)
        if column != "waiting" and not has_room_for(registration, before, after, current.seats):
            raise Refused("full")
        seats.change_category(registration, before, after, current.seats, column)
    SignUp.objects.filter(pk=current.pk).update(category=after)
    note(current, "moved", actor=actor, before=str(before.uid), after=str(after.uid))
    promote(registration, now)
    sign_up.refresh_from_db()
    return True


def has_room_for(registration: Registration, before: Category, after: Category, people: int) -> bool:
    """Whether the seats are free where the party does not have them already."""
    rows = [after, registration] if after.within_capacity and not before.within_capacity else [after]
    return all(row.free is None or row.free >= people for row in rows)
