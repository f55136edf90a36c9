"""A party that grows."""

from __future__ import annotations

from typing import Any

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Person, Refused
from parvis.convene.registration.actions.line import behind_the_line, pass_nobody
from parvis.convene.registration.actions.sessions import children_locked
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import ACTIVE, Attendee, Category, LetterKind, Registration, SignUp, State


def add_person(sign_up: SignUp, person: Person, *, actor: Any = None) -> Attendee:
    """The party grows by one, when a seat is free and nobody waits for it; at its sessions too where that is so.

    raises   Refused ("ended", "waiting", "party", "full")
    """
    added = behind_the_line(sign_up.registration_id, lambda last: one_more(sign_up, person, last, actor))
    sign_up.refresh_from_db()
    return added


def one_more(sign_up: SignUp, person: Person, last: int, actor: Any) -> Attendee:
    registration, current = seats.lock_sign_up(sign_up)
    if current.state not in ACTIVE:
        raise Refused("ended")
    if current.state == State.WAITING:
        raise Refused("waiting")  # a larger party at the same rank would push back those behind
    if actor is None and current.seats >= registration.largest_party:
        raise Refused("party")
    pass_nobody(registration, last)
    if current.state != State.ASKED and not grows(registration, current):
        raise Refused("full")
    SignUp.objects.filter(pk=current.pk).update(seats=current.seats + 1)
    for session, child in children_locked(current):
        if child.seats == current.seats and child.state != State.WAITING and grows(session, child):
            SignUp.objects.filter(pk=child.pk).update(seats=child.seats + 1)
            note(child, "one-more", actor=actor, seats=child.seats + 1)
    order = Attendee.objects.filter(sign_up=current).count()
    added = Attendee.objects.create(
        sign_up=current, name=person.name, child=person.child, answers=dict(person.answers), order=order
    )
    note(current, "one-more", actor=actor, seats=current.seats + 1)
    tell(current, LetterKind.CHANGED)
    return added


def grows(registration: Registration, sign_up: SignUp) -> bool:
    """Take one seat more for a party, if one is free and nobody waits for it; the caller holds the lock."""
    category = Category.objects.get(pk=sign_up.category_id)
    if not seats.has_room(registration, category, 1) or seats.is_preceded(registration, category):
        return False
    seats.move(registration, category, **{seats.column(sign_up.state): 1})
    return True
