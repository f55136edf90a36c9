"""Confirming an address, taking an offered seat, approving."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Refused
from parvis.convene.registration.actions.leaving import release_overdue
from parvis.convene.registration.actions.sessions import confirm_children, take_sessions
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import ACTIVE, Category, LetterKind, Registration, SignUp, State
from parvis.ground import clock

CODE_TRIES = 8


def confirm(sign_up: SignUp) -> SignUp:
    """The person has shown that she reads this address: what was held or offered is hers, or waits for approval.

    A link pressed too late still works while registration is open: the party gets a seat, or the next rank. Pressed
    twice it changes nothing. Returns the sign-up as it is now; another one of the same address when she registered
    again meanwhile.

    raises   Refused ("full", "closed", "ended")
    """
    try:
        with transaction.atomic():
            return confirmed(sign_up.pk, clock.now())
    except IntegrityError:
        active = SignUp.objects.filter(registration_id=sign_up.registration_id, state__in=sorted(ACTIVE))
        other = active.filter(email=sign_up.email, alone=True).exclude(pk=sign_up.pk).first()
        if other is None:
            raise
        return other


def confirm_by_code(sign_up: SignUp, code: str) -> SignUp | None:
    """The same by the six digits of the letter; None when they are wrong, or were wrong too often."""
    tried = SignUp.objects.filter(pk=sign_up.pk, code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1)
    if not tried or not hmac.compare_digest(code.strip().encode(), sign_up.confirm_code.encode()):
        return None
    return confirm(sign_up)


def confirmed(key: int, now: datetime) -> SignUp:
    """The sign-up after its confirmation; inside a transaction."""
    registration = seats.lock(SignUp.objects.values_list("registration_id", flat=True).get(pk=key))
    sign_up = SignUp.objects.select_related("registration", "category").get(pk=key)
    if sign_up.state in {State.HELD, State.OFFERED} and sign_up.until and sign_up.until <= now:
        release_overdue(registration, now)
        sign_up.refresh_from_db()
    if sign_up.state in {State.HELD, State.OFFERED}:
        settle(registration, sign_up, now)
    elif sign_up.state in {State.ASKED, State.EXPIRED, State.LAPSED}:
        place_late(registration, sign_up, now)
    elif sign_up.state not in ACTIVE:
        raise Refused("ended")
    return sign_up


def settle(registration: Registration, sign_up: SignUp, now: datetime, actor: Any = None) -> None:
    """Held seats become the person's, or wait for an organiser; the caller holds the lock."""
    if needs_approval(registration, sign_up.category):
        sign_up.state, letter = State.PENDING, LetterKind.PENDING
    else:
        seats.move(registration, sign_up.category, held=-sign_up.seats, confirmed=sign_up.seats)
        sign_up.state, sign_up.confirmed_at, letter = State.CONFIRMED, now, LetterKind.TICKET
    sign_up.until = None
    sign_up.save(update_fields=["state", "until", "confirmed_at"])
    note(sign_up, str(sign_up.state), actor=actor)
    tell(sign_up, letter)
    if sign_up.parent_id is None:
        confirm_children(sign_up, State(sign_up.state), now, actor)
        take_sessions(sign_up, now)


def needs_approval(registration: Registration, category: Category) -> bool:
    return registration.approval or category.approval


def place_late(registration: Registration, sign_up: SignUp, now: datetime) -> None:
    """A seat or a rank for who confirms only now; the caller holds the lock."""
    if not registration.is_open(now):
        raise Refused("closed")
    category = Category.objects.get(pk=sign_up.category_id)
    state = State.PENDING if needs_approval(registration, category) else State.CONFIRMED
    got, rank = seats.seat_or_rank(registration, category, sign_up.seats, state)
    sign_up.state, sign_up.rank, sign_up.until, sign_up.ended_at = got, rank, None, None
    sign_up.confirmed_at = now if got == State.CONFIRMED else None
    sign_up.save(update_fields=["state", "rank", "until", "ended_at", "confirmed_at"])
    note(sign_up, str(got))
    letters = {State.PENDING: LetterKind.PENDING, State.CONFIRMED: LetterKind.TICKET, State.WAITING: LetterKind.WAITING}
    tell(sign_up, letters[got])
    if sign_up.parent_id is None and got != State.WAITING:
        take_sessions(sign_up, now)


@transaction.atomic
def approve(actor: Any, sign_up: SignUp) -> bool:
    """An organiser approves; False when nothing waits for it any more."""
    registration, now = seats.lock(sign_up.registration_id), clock.now()
    current = SignUp.objects.select_related("category").filter(pk=sign_up.pk, state=State.PENDING).first()
    if current is None:
        return False
    seats.move(registration, current.category, held=-current.seats, confirmed=current.seats)
    SignUp.objects.filter(pk=current.pk).update(state=State.CONFIRMED, confirmed_at=now)
    current.state = State.CONFIRMED
    note(current, "confirmed", actor=actor)
    tell(current, LetterKind.TICKET)
    confirm_children(current, State.CONFIRMED, now, actor)
    sign_up.refresh_from_db()
    return True
