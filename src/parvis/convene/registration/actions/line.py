"""The line of the opening minute: a form that cannot be dealt with at once is kept at once, and dealt with in its turn.

Mechanism: docs/developer/registration.md; why: docs/adr/0036.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Count, Min

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Demand, Refused
from parvis.convene.registration.actions.leaving import release_overdue
from parvis.convene.registration.actions.registering import (
    LineAhead,
    Outcome,
    admit,
    already,
    refuse,
    register,
    state_at_first,
)
from parvis.convene.registration.actions.resending import tell_known
from parvis.convene.registration.models import Arrival, Category, Registration, SignUp
from parvis.ground import clock, load

log = logging.getLogger(__name__)

AT_ONCE = 50  # arrivals served in one transaction: at most so many stand between two others who want the lock
STUCK_AFTER = timedelta(seconds=5)
PACE_OVER = timedelta(seconds=20)
PACE_AT_FIRST = 50.0  # people a second, until some were served
TROUBLE = "trouble"
ADDRESS, ADDRESS_WAITING = "address", "address-waiting"  # the sign-up of the arrival is another's: it is an echo
Changed = TypeVar("Changed")


def enter(
    registration: Registration, category: Category, demand: Demand, *, line_stands: bool | None = None
) -> Outcome | Arrival:
    """Register a party at once, or have it stand in line when the server is behind or others stand there before.

    registration, category   as read a moment ago: their numbers are not trusted
    demand                   with a fingerprint: the same form sent again is the same arrival
    line_stands              whether others stood in line a moment ago, when that was asked along with something else

    raises   Refused (nothing was made, nor kept)
    """
    if line_stands is None:
        line_stands = seats.line(registration.pk).exists()
    if not load.is_behind() and not line_stands:
        try:
            return register(registration, category, demand)
        except LineAhead:
            pass
    refuse(registration, category, demand, clock.now())
    return stand_in_line(registration, demand)


def stand_in_line(registration: Registration, demand: Demand) -> Arrival:
    """Keep a form as it came; the same one sent again while it waits is the same arrival. 1 query, no lock."""
    if not demand.fingerprint:
        raise ValueError("A form that stands in line has a fingerprint.")
    try:
        with transaction.atomic():
            return Arrival.objects.create(
                registration=registration, fingerprint=demand.fingerprint, payload=demand.as_json()
            )
    except IntegrityError:
        sent = Arrival.objects.filter(registration=registration, fingerprint=demand.fingerprint)
        return sent.order_by("-pk")[:1].get()


def serve_line(registration_id: int, limit: int = AT_ONCE) -> int:
    """Deal with the first arrivals of a line, in their order and in one transaction; how many were dealt with.

    Several who serve the same line follow one another: each takes what the one before has left.
    """
    if not seats.line(registration_id).exists():
        return 0
    with transaction.atomic():
        registration, now = seats.lock(registration_id), clock.now()
        first = list(seats.line(registration_id)[:limit])
        if first and seats.overdue(registration_id, now).exists():
            release_overdue(registration, now)
        categories = categories_of(registration)
        for arrival in first:
            try:
                with transaction.atomic():
                    arrival.sign_up = made_of(arrival, registration, categories, now)
            except (OperationalError, InterfaceError):
                raise  # the database is away: everybody keeps her turn
            except Exception as why:
                answer(arrival, registration, why)
                # What was undone in the database was not undone in memory.
                registration = seats.lock(registration_id)
                categories = categories_of(registration)
            if arrival.refusal != TROUBLE:
                arrival.payload = {}
            arrival.served_at = clock.now()
            arrival.save(update_fields=["served_at", "payload", "sign_up", "refusal"])
    return len(first)


def categories_of(registration: Registration) -> dict[int, Category]:
    return {one.pk: one for one in Category.objects.filter(registration=registration)}


def made_of(arrival: Arrival, registration: Registration, categories: Mapping[int, Category], now: datetime) -> SignUp:
    """The sign-up of an arrival, by the rules of the instant at which it came; the caller holds the lock.

    raises   Refused, IntegrityError
    """
    demand = Demand.of_json(arrival.payload)
    category = categories.get(demand.category)
    if category is None:
        raise Refused("category")
    refuse(registration, category, demand, arrival.created_at)
    return admit(registration, category, demand, state_at_first(registration, category, demand), now)


def answer(arrival: Arrival, registration: Registration, why: Exception) -> None:
    """Note why nothing was made: what the same form made before, or the code of the refusal.

    A form on which the program stumbles is set aside with what was typed, for an operator to read: it must not keep
    those behind it from being served.
    """
    try:
        if not isinstance(why, Refused | IntegrityError):
            raise why
        arrival.sign_up = already(registration, Demand.of_json(arrival.payload), why).sign_up
    except Refused as refused:
        arrival.refusal = ADDRESS_WAITING if refused.code == ADDRESS and refused.waits else refused.code
        if refused.code == ADDRESS:
            arrival.sign_up = refused.known
        if refused.known is not None:
            tell_known(refused.known)
    except Exception:
        log.exception("The arrival %s could not be dealt with.", arrival.uid)
        arrival.refusal = TROUBLE


def serve_lines() -> int:
    """Serve every line until nobody stands in one; how many were dealt with."""
    total = 0
    while served := serve_each_line():
        total += served
    return total


def serve_each_line() -> int:
    """Serve the first of every line, so that a long one keeps nobody of another waiting; how many were dealt with."""
    return sum(serve_line(key) for key in registrations_with_a_line())


def behind_the_line(registration_id: int, change: Callable[[int], Changed]) -> Changed:
    """What `change` returns, in a transaction; whoever stood in line when it was asked for is served before it.

    change   is given the last of them, and calls `pass_nobody` under the lock before it takes a seat or a rank
    """
    last = seats.line(registration_id).order_by("-pk").values_list("pk", flat=True).first() or 0
    while True:
        try:
            with transaction.atomic():
                return change(last)
        except LineAhead:
            serve_line(registration_id)


def pass_nobody(registration: Registration, last: int) -> None:
    """Raise LineAhead while somebody up to `last` stands in line. 1 query."""
    if last and seats.line(registration.pk).filter(pk__lte=last).exists():
        raise LineAhead


def registrations_with_a_line() -> list[int]:
    """Keys of registrations in whose line somebody stands. 1 query."""
    keys = Arrival.objects.filter(served_at=None).values_list("registration_id", flat=True)
    return list(keys.order_by("registration_id").distinct())


def position_in_line(arrival: Arrival) -> int:
    """1 for who comes next; 0 once the arrival was dealt with. 1 query."""
    if arrival.served_at is not None:
        return 0
    return seats.line(arrival.registration_id).filter(pk__lt=arrival.pk).count() + 1


@dataclass(frozen=True)
class Standing:
    """Where an arrival stands: its position (0: dealt with), and how long it will take at the recent pace."""

    position: int
    wait: timedelta


def standing(arrival: Arrival) -> Standing:
    """Where an arrival stands; when nobody serves the line any more, it is served first. At most 3 queries else."""
    if arrival.served_at is None and is_stuck(arrival.registration_id):
        serve_unless_busy(arrival.registration_id)
        arrival.refresh_from_db()
    position = position_in_line(arrival)
    return Standing(position, timedelta(seconds=position / pace(arrival.registration_id)) if position else timedelta(0))


def pace(registration_id: int) -> float:
    """How many arrivals a second were dealt with lately. 1 query."""
    now = clock.now()
    served = Arrival.objects.filter(registration=registration_id, served_at__gt=now - PACE_OVER)
    found = served.aggregate(number=Count("pk"), since=Min("served_at"))
    if not found["number"]:
        return PACE_AT_FIRST
    return found["number"] / max((now - found["since"]).total_seconds(), 1.0)


def is_stuck(registration_id: int) -> bool:
    """Whether somebody has stood in line for some seconds while nobody was served. At most 2 queries."""
    before = clock.now() - STUCK_AFTER
    head = seats.line(registration_id).values_list("created_at", flat=True).first()
    if head is None or head > before:
        return False
    return not Arrival.objects.filter(registration=registration_id, served_at__gt=before).exists()


serving_here = threading.Lock()


def serve_unless_busy(registration_id: int) -> int:
    """Serve a line from a page that waits for it; one thread of a process does, the others go on waiting."""
    if not serving_here.acquire(blocking=False):
        return 0
    try:
        return serve_line(registration_id)
    finally:
        serving_here.release()
