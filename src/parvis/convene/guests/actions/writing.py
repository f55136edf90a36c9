"""What an organiser writes down of a party, or has sent to it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from parvis.convene.registration.actions import Refused, as_kept, seats
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import ACTIVE, LetterKind, SignUp, State
from parvis.convene.registration.models.sign_up import six_digits
from parvis.ground import clock

# What a party of each state is owed when it lost its letter.
LETTERS = {
    State.ASKED: LetterKind.CONFIRM,
    State.HELD: LetterKind.CONFIRM,
    State.PENDING: LetterKind.PENDING,
    State.WAITING: LetterKind.WAITING,
    State.OFFERED: LetterKind.OFFER,
    State.CONFIRMED: LetterKind.TICKET,
}


@transaction.atomic
def annotate(actor: Any, sign_up: SignUp, words: str) -> bool:
    """Keep a note that only organisers read; False when it says nothing new."""
    changed = SignUp.objects.filter(pk=sign_up.pk).exclude(note=words).update(note=words)
    if changed:
        note(sign_up, "annotated", actor=actor)
        sign_up.refresh_from_db()
    return bool(changed)


def correct_address(actor: Any, sign_up: SignUp, address: str) -> bool:
    """Write to another address from now on, beginning with the letter of the party's state.

    A seat that is held until the address is confirmed is held anew, with another code. False when nothing changes.

    raises   Refused ("address" when another registration of this address stands, "ended")
    """
    try:
        with transaction.atomic():
            done = corrected(actor, sign_up, as_kept(address))
    except IntegrityError:
        raise Refused("address") from None
    sign_up.refresh_from_db()
    return done


def corrected(actor: Any, sign_up: SignUp, address: str) -> bool:
    (registration, current), now = seats.lock_sign_up(sign_up), clock.now()
    if current.state not in ACTIVE or current.parent_id is not None:
        raise Refused("ended")
    if current.email == address:
        return False
    current.email, current.confirm_code, current.code_tries = address, six_digits(), 0
    if current.state in {State.ASKED, State.HELD}:
        current.until = now + timedelta(minutes=registration.confirm_within)
    current.save(update_fields=["email", "confirm_code", "code_tries", "until"])
    note(current, "address-corrected", actor=actor)
    tell(current, LETTERS[State(current.state)])
    return True


@transaction.atomic
def send_again(actor: Any, sign_up: SignUp) -> bool:
    """Send the letter of the party's state once more; False when it has ended, or has no address."""
    current = SignUp.objects.select_related("parent").get(pk=sign_up.pk)
    address = current.email or (current.parent.email if current.parent is not None else "")
    if current.state not in ACTIVE or not address:
        return False
    note(current, "sent-again", actor=actor)
    tell(current, LETTERS[State(current.state)])
    return True
