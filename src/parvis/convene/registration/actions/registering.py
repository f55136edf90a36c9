"""Registering: a seat at once when one is free and nobody is before, a rank on the waiting list otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Demand, Refused, needs_approval
from parvis.convene.registration.actions.leaving import release_overdue
from parvis.convene.registration.actions.sessions import take_sessions
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import (
    ACTIVE,
    Access,
    AccessNeed,
    Attendee,
    Category,
    Consent,
    LetterKind,
    Origin,
    Registration,
    SignUp,
    State,
)
from parvis.ground import clock

LETTERS = {
    State.ASKED: LetterKind.CONFIRM,
    State.HELD: LetterKind.CONFIRM,
    State.PENDING: LetterKind.PENDING,
    State.CONFIRMED: LetterKind.TICKET,
    State.WAITING: LetterKind.WAITING,
}


@dataclass(frozen=True)
class Outcome:
    """The sign-up, and whether this very demand made it: the same form sent twice gives the first one."""

    sign_up: SignUp
    made: bool


class Taken(IntegrityError):
    """The same form, or the same address, has a sign-up already. `state`: what the newcomer would have become."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class LineAhead(Exception):
    """Others arrived before and are not served yet: the demand joins their line."""


def register(registration: Registration, category: Category, demand: Demand, *, actor: Any = None) -> Outcome:
    """Register a party; the seats are held, or confirmed, or the party waits, in one transaction.

    registration, category   as read a moment ago: their numbers are not trusted

    raises   Refused (nothing was made; "address" when another registration of this address stands), LineAhead
    """
    now = clock.now()
    try:
        refuse(registration, category, demand, now)
        with transaction.atomic():
            return Outcome(admitted(registration, category, demand, now, actor), made=True)
    except (Refused, IntegrityError) as why:
        return already(registration, demand, why)


def already(registration: Registration, demand: Demand, why: Exception) -> Outcome:
    """What stands of a demand that made nothing: the same form was sent before, or the address is known.

    Whoever sends her form twice gets her registration, even when her own first one took the last seat.

    A known address is answered as a new one would be: with a seat or a rank to confirm, or by "full"; to an organiser
    the truth is told.

    raises   `why`, when neither is the case; Refused ("address", "full")
    """
    known = same_or_known(registration, demand)
    if known is None:
        raise why
    if demand.fingerprint and known.fingerprint == demand.fingerprint:
        return Outcome(known, made=False)
    if isinstance(why, Refused) and why.code != "full":
        raise why
    if isinstance(why, Refused) and demand.origin != Origin.ORGANISER:  # who organises may know who is registered
        raise Refused("full", known)
    raise Refused("address", known, waits=isinstance(why, Taken) and why.state == State.WAITING)


def refuse(registration: Registration, category: Category, demand: Demand, now: datetime) -> None:
    """Refuse what the rules do not allow; organisers register whom they like, whenever they like."""
    if category.registration_id != registration.pk:
        raise Refused("category")
    if demand.origin == Origin.ORGANISER:
        return
    if not registration.running or now < registration.opens_at:
        raise Refused("not-open")
    if registration.is_cancelled or now >= registration.last_instant:
        raise Refused("closed")
    if category.access == Access.ORGANISERS or not category.is_open(now):
        raise Refused("category")
    if category.access == Access.CODE and demand.code.strip().casefold() != category.code.strip().casefold():
        raise Refused("code")
    if not 1 <= len(demand.people) <= registration.largest_party:
        raise Refused("party")


def same_or_known(registration: Registration, demand: Demand) -> SignUp | None:
    """The active sign-up that stands in the way: the same form, or the same address."""
    active = SignUp.objects.filter(registration=registration, state__in=sorted(ACTIVE)).order_by("pk")
    same = active.filter(fingerprint=demand.fingerprint).first() if demand.fingerprint else None
    if same is not None or not demand.email:
        return same
    return active.filter(email=demand.email, alone=True).first()


def admitted(registration: Registration, category: Category, demand: Demand, now: datetime, actor: Any) -> SignUp:
    """The sign-up, seated or waiting; inside a transaction."""
    state = state_at_first(registration, category, demand)
    if state == State.ASKED or seats.take(registration, category, len(demand.people), into=seats.column(state)):
        return written(registration, category, demand, state, None, now, actor)
    locked, line_ahead, overdue = seats.lock_for_newcomer(registration.pk, now)
    if line_ahead:
        raise LineAhead
    if not locked.running and demand.origin != Origin.ORGANISER:
        raise Refused("not-open")
    if overdue:
        release_overdue(locked, now)
    current = Category.objects.filter(pk=category.pk).first()
    if current is None:
        raise Refused("category")  # an organiser has just taken it away
    return admit(locked, current, demand, state, now, actor)


def admit(
    registration: Registration, category: Category, demand: Demand, state: State, now: datetime, actor: Any = None
) -> SignUp:
    """The sign-up of a newcomer; the caller holds the lock, under which both rows were read.

    raises   Refused("full")
    """
    if state == State.ASKED:
        return written(registration, category, demand, state, None, now, actor)
    state, rank = seats.seat_or_rank(registration, category, len(demand.people), state)
    return written(registration, category, demand, state, rank, now, actor)


def state_at_first(registration: Registration, category: Category, demand: Demand) -> State:
    """What a newcomer becomes when a seat is free; at most 1 query."""
    if demand.origin in {Origin.ORGANISER, Origin.DOOR}:
        return State.CONFIRMED
    if registration.confirm_by_mail:
        return State.ASKED if too_many_held(registration, demand) else State.HELD
    return State.PENDING if needs_approval(registration, category) else State.CONFIRMED


def too_many_held(registration: Registration, demand: Demand) -> bool:
    """Whether this network has as many seats held as it may before somebody confirms an address.

    A shared network (an office, a school) is refused nothing: beyond that number a seat is taken on confirmation.
    """
    if not demand.network:
        return False
    held = SignUp.objects.filter(registration=registration, network=demand.network, state=State.HELD)
    return (held.aggregate(people=Sum("seats"))["people"] or 0) + len(demand.people) > registration.network_holds


def written(
    registration: Registration,
    category: Category,
    demand: Demand,
    state: State,
    rank: int | None,
    now: datetime,
    actor: Any,
) -> SignUp:
    """The rows of a sign-up, its first step and its first letter.

    raises   Taken
    """
    confirming = state in {State.ASKED, State.HELD}
    try:
        sign_up = SignUp.objects.create(
            registration=registration,
            category=category,
            state=state,
            seats=len(demand.people),
            rank=rank,
            until=now + timedelta(minutes=registration.confirm_within) if confirming else None,
            name=demand.name,
            email=demand.email,
            language=demand.language,
            answers=dict(demand.answers),
            wanted_sessions=sorted(demand.sessions),
            alone=registration.one_per_person,
            fingerprint=demand.fingerprint,
            network=demand.network,
            origin=demand.origin,
            created_at=now,
            confirmed_at=now if state == State.CONFIRMED else None,
        )
    except IntegrityError as why:
        raise Taken(state) from why
    Attendee.objects.bulk_create(
        Attendee(sign_up=sign_up, name=person.name, child=person.child, answers=dict(person.answers), order=order)
        for order, person in enumerate(demand.people)
    )
    if demand.need_codes or demand.need_words:
        AccessNeed.objects.create(sign_up=sign_up, codes=list(demand.need_codes), words=demand.need_words)
    if demand.consents:
        Consent.objects.bulk_create(Consent(sign_up=sign_up, purpose_id=key, given_at=now) for key in demand.consents)
    note(sign_up, "asked", actor=actor, state=state, seats=sign_up.seats, origin=demand.origin)
    tell(sign_up, LETTERS[state])
    if demand.sessions and state not in {State.ASKED, State.WAITING}:
        take_sessions(sign_up, now)
    return sign_up
