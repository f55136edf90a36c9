"""Confirming an address, taking an offered seat, coming back, approving."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Refused, needs_approval
from parvis.convene.registration.actions.line import behind_the_line, pass_nobody
from parvis.convene.registration.actions.sessions import confirm_children, take_sessions
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import ACTIVE, Category, LetterKind, Registration, SignUp, State
from parvis.ground import clock

LATE = {State.ASKED, State.EXPIRED, State.LAPSED}
LETTERS = {State.PENDING: LetterKind.PENDING, State.CONFIRMED: LetterKind.TICKET, State.WAITING: LetterKind.WAITING}
CODE_TRIES = 8


def confirm(sign_up: SignUp) -> SignUp:
    """The person has shown that she reads this address: what was held or offered is hers, or waits for approval.

    What is still held is hers even after its time: nobody else was offered it. A link pressed too late still works
    while registration is open: the party gets a seat, or the next rank. Pressed twice it changes nothing. Returns the
    sign-up as it is now; when she registered again meanwhile, that other one, confirmed by the same proof.

    raises   Refused ("full", "closed", "ended")
    """
    try:
        return behind_the_line(sign_up.registration_id, lambda last: confirmed(sign_up, last))
    except IntegrityError:
        other = stands_instead(sign_up)
        if other is None:
            raise
    return behind_the_line(other.registration_id, lambda last: confirmed(other, last))


def join_again(sign_up: SignUp) -> SignUp:
    """Who let an offer, or the time to confirm, pass comes back behind everybody who waits now.

    raises   Refused ("full", "closed", "ended"; "address" when she registered again meanwhile)
    """
    try:
        return behind_the_line(sign_up.registration_id, lambda last: joined_again(sign_up, last))
    except IntegrityError:
        raise Refused("address", stands_instead(sign_up)) from None


def confirm_by_code(sign_up: SignUp, code: str) -> SignUp | None:
    """The same by the six digits of the letter; None when they are wrong, or were wrong too often."""
    return confirm(sign_up) if is_code(sign_up, code) else None


def is_code(sign_up: SignUp, code: str) -> bool:
    """Whether these are the six digits of the letter; never again once they were wrong too often."""
    tried = SignUp.objects.filter(pk=sign_up.pk, code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1)
    return bool(tried) and hmac.compare_digest(code.strip().encode(), sign_up.confirm_code.encode())


def stands_instead(sign_up: SignUp) -> SignUp | None:
    """The active sign-up that a sign-up which has ended would be the double of."""
    others = SignUp.objects.filter(registration=sign_up.registration_id, state__in=sorted(ACTIVE)).exclude(
        pk=sign_up.pk
    )
    others = others.order_by("pk")
    if sign_up.parent_id is not None:
        return others.filter(parent=sign_up.parent_id).first()
    same = others.filter(fingerprint=sign_up.fingerprint).first() if sign_up.fingerprint else None
    return same or (others.filter(email=sign_up.email).first() if sign_up.email else None)


def confirmed(sign_up: SignUp, last: int) -> SignUp:
    """The sign-up after its confirmation, inside a transaction; `last` as `behind_the_line` gives it."""
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    if current.state == State.OFFERED or (current.state == State.HELD and current.parent is None):
        if registration.is_cancelled:
            raise Refused("ended")
        settle(registration, current, now)  # a seat held at a session is confirmed with the event's
    elif current.state in LATE:
        place_late(registration, current, now, last)
    elif current.state not in ACTIVE:
        raise Refused("ended")
    return current


def joined_again(sign_up: SignUp, last: int) -> SignUp:
    registration, current = seats.lock_sign_up(sign_up)
    if current.state in LATE:
        place_late(registration, current, clock.now(), last)
    elif current.state not in ACTIVE:
        raise Refused("ended")
    return current


def settle(registration: Registration, sign_up: SignUp, now: datetime) -> None:
    """Held seats become the person's, or wait for an organiser; the caller holds the lock."""
    if needs_approval(registration, sign_up.category) or waits_with_the_event(sign_up):
        sign_up.state = State.PENDING
    else:
        seats.move(registration, sign_up.category, held=-sign_up.seats, confirmed=sign_up.seats)
        sign_up.state, sign_up.confirmed_at = State.CONFIRMED, now
    sign_up.until = None
    sign_up.save(update_fields=["state", "until", "confirmed_at"])
    note(sign_up, str(sign_up.state))
    tell(sign_up, LETTERS[State(sign_up.state)])
    if sign_up.parent_id is None:
        confirm_children(sign_up, State(sign_up.state), now)
        take_sessions(sign_up, now)


def waits_with_the_event(sign_up: SignUp) -> bool:
    """Whether a seat at a session waits for what an organiser decides of the event."""
    return sign_up.parent is not None and sign_up.parent.state == State.PENDING


def place_late(registration: Registration, sign_up: SignUp, now: datetime, last: int) -> None:
    """A seat or a rank for who confirms only now; the caller holds the lock.

    raises   Refused, LineAhead
    """
    if not registration.is_open(now):
        raise Refused("closed")
    if sign_up.parent is not None and sign_up.parent.state not in {State.PENDING, State.CONFIRMED}:
        raise Refused("ended")
    pass_nobody(registration, last)
    category = Category.objects.get(pk=sign_up.category_id)
    waits = needs_approval(registration, category) or waits_with_the_event(sign_up)
    if sign_up.parent is not None:
        sign_up.seats = sign_up.parent.seats  # the party may have changed while this session had passed
    got, rank = seats.seat_or_rank(registration, category, sign_up.seats, State.PENDING if waits else State.CONFIRMED)
    sign_up.state, sign_up.rank, sign_up.until, sign_up.ended_at = got, rank, None, None
    sign_up.confirmed_at = now if got == State.CONFIRMED else None
    sign_up.save(update_fields=["state", "seats", "rank", "until", "ended_at", "confirmed_at"])
    note(sign_up, str(got))
    tell(sign_up, LETTERS[got])
    if sign_up.parent_id is None and got != State.WAITING:
        take_sessions(sign_up, now)


@transaction.atomic
def approve(actor: Any, sign_up: SignUp) -> bool:
    """An organiser approves; False when nothing waits for it any more, or the event itself is to be approved first."""
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    if current.state != State.PENDING or waits_with_the_event(current):
        return False
    seats.move(registration, current.category, held=-current.seats, confirmed=current.seats)
    SignUp.objects.filter(pk=current.pk).update(state=State.CONFIRMED, confirmed_at=now)
    current.state = State.CONFIRMED
    note(current, "confirmed", actor=actor)
    tell(current, LetterKind.TICKET)
    confirm_children(current, State.CONFIRMED, now, actor)
    sign_up.refresh_from_db()
    return True
