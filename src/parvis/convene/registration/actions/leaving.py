"""Leaving: seats go back once, and the line moves in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.promoting import promote
from parvis.convene.registration.actions.sessions import children_locked
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import (
    ACTIVE,
    WITH_DEADLINE,
    Attendee,
    Category,
    LetterKind,
    Registration,
    SignUp,
    State,
)
from parvis.ground import clock

LETTERS = {
    State.CANCELLED: LetterKind.CANCELLED,
    State.EXPIRED: LetterKind.EXPIRED,
    State.LAPSED: LetterKind.LAPSED,
    State.REFUSED: LetterKind.REFUSED,
    State.REMOVED: LetterKind.REMOVED,
}


@transaction.atomic
def cancel(sign_up: SignUp, *, actor: Any = None) -> bool:
    """The person gives her seats back; False when she had none left to give (a link pressed twice)."""
    return leave(sign_up, State.CANCELLED, actor)


@transaction.atomic
def remove(actor: Any, sign_up: SignUp, reason: str = "") -> bool:
    """An organiser takes the registration away, with a reason that the person reads."""
    return leave(sign_up, State.REMOVED, actor, reason)


@transaction.atomic
def refuse_approval(actor: Any, sign_up: SignUp, reason: str) -> bool:
    """An organiser does not approve what waits for it; False when it does not wait any more."""
    return leave(sign_up, State.REFUSED, actor, reason, only=frozenset({State.PENDING}))


def leave(sign_up: SignUp, state: State, actor: Any, reason: str = "", only: frozenset[State] = ACTIVE) -> bool:
    """End an active sign-up, tell the person, and let the line move; inside a transaction."""
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    if current.state not in only:
        return False
    ended(registration, current, state, now, actor, reason)
    tell(current, LETTERS[state])
    promote(registration, now)
    sign_up.refresh_from_db()
    return True


def ended(
    registration: Registration, sign_up: SignUp, state: State, now: datetime, actor: Any = None, reason: str = ""
) -> None:
    """The seats, or the rank, go back; sessions go with the event. The caller holds the lock, tells and promotes."""
    give_back(registration, sign_up, sign_up.seats)
    SignUp.objects.filter(pk=sign_up.pk).update(
        state=state, ended_at=now, until=None, rank=None, reason=reason or sign_up.reason
    )
    note(sign_up, str(state), actor=actor, before=sign_up.state)
    for session, child in children_locked(sign_up):
        ended(session, child, state, now, actor)
        promote(session, now)


def give_back(registration: Registration, sign_up: SignUp, number: int) -> None:
    """Take so many people of a sign-up out of the numbers, wherever they are counted."""
    category = Category.objects.get(pk=sign_up.category_id)
    if counted := seats.column(sign_up.state):
        seats.move(registration, category, **{counted: -number})


@transaction.atomic
def cancel_attendee(sign_up: SignUp, attendee: Attendee, *, actor: Any = None) -> bool:
    """One of a party does not come; the last one of it cancels the whole. False when that was done already."""
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    if current.state not in ACTIVE:
        return False
    gone = Attendee.objects.filter(pk=attendee.pk, sign_up=current, cancelled_at=None).update(cancelled_at=now)
    if not gone:
        return False
    if current.seats == 1:
        ended(registration, current, State.CANCELLED, now, actor)
        tell(current, LetterKind.CANCELLED)
    else:
        shrink(registration, current, actor)
        for session, child in children_locked(current):
            if child.seats == current.seats:
                shrink(session, child, actor)
                promote(session, now)
        tell(current, LetterKind.CHANGED)
    promote(registration, now)
    sign_up.refresh_from_db()
    return True


def shrink(registration: Registration, sign_up: SignUp, actor: Any) -> None:
    give_back(registration, sign_up, 1)
    SignUp.objects.filter(pk=sign_up.pk).update(seats=sign_up.seats - 1)
    note(sign_up, "one-less", actor=actor, seats=sign_up.seats - 1)


def release_overdue(registration: Registration, now: datetime) -> int:
    """Give back what was held, or offered, beyond its time, and let the line move; the caller holds the lock."""
    late = list(seats.overdue(registration.pk, now).select_related("parent"))
    for one in late:
        state = State.LAPSED if one.state == State.OFFERED else State.EXPIRED
        ended(registration, one, state, now)
        tell(one, LETTERS[state])
    if late:
        promote(registration, now)
    return len(late)


def expire() -> int:
    """The same for every registration that has something overdue, each in a transaction of its own."""
    now = clock.now()
    late = SignUp.objects.filter(until__lte=now, state__in=sorted(WITH_DEADLINE)).order_by("registration_id")
    number = 0
    for key in late.values_list("registration_id", flat=True).distinct():
        with transaction.atomic():
            number += release_overdue(seats.lock(key), now)
    return number
