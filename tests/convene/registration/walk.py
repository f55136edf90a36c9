"""What must be true of registrations at every instant, written apart from the code that makes it so.

Used by the property test (one connection, hypothesis chooses), and by bench/seats.py (many connections at once).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from parvis.convene.registration.models import ACTIVE, Attendee, Category, Registration, SignUp
from parvis.convene.registration.queries.line import position
from parvis.ground import clock

HOLDS = {"held", "pending", "offered"}


def troubles(registration: Registration) -> Iterator[str]:
    """What is wrong with a registration, in words; nothing when all is well. Under its lock, or with nobody else."""
    row = Registration.objects.select_related("event", "session").get(pk=registration.pk)
    categories = list(Category.objects.filter(registration=row).order_by("pk"))
    parties = list(SignUp.objects.filter(registration=row, state__in=sorted(ACTIVE)).order_by("pk"))
    yield from numbers_that_lie(row, categories, parties)
    yield from ranks_with_gaps(row, categories, parties)
    if row.running and clock.now() < row.starts_at:
        yield from waiting_for_nothing(row, categories, parties)
    yield from sessions_beyond_the_event(parties)


def numbers_that_lie(row: Registration, categories: list[Category], parties: list[SignUp]) -> Iterator[str]:
    within = {one.pk for one in categories if one.within_capacity}
    for counted, belongs in [(row, within), *((one, {one.pk}) for one in categories)]:
        mine = [one for one in parties if one.category_id in belongs]
        held = sum(one.seats for one in mine if one.state in HOLDS)
        confirmed = sum(one.seats for one in mine if one.state == "confirmed")
        waiting = sum(one.seats for one in mine if one.state == "waiting")
        said = (counted.held, counted.confirmed, counted.waiting)
        if said != (held, confirmed, waiting):
            yield f"{type(counted).__name__} says {said}, the rows {held, confirmed, waiting}"
        if counted.capacity is not None:
            if held + confirmed + counted.free != counted.capacity + counted.excess:
                yield f"seats lost: {held} + {confirmed} + {counted.free} is not {counted.capacity} + {counted.excess}"
            if counted.free < 0 or held + confirmed > counted.capacity + counted.excess:
                yield f"sold twice: {held} + {confirmed} for {counted.capacity} + {counted.excess}"
            if counted.excess and held + confirmed != counted.capacity + counted.excess:
                yield f"{counted.excess} in excess, {counted.free} free"


def ranks_with_gaps(row: Registration, categories: list[Category], parties: list[SignUp]) -> Iterator[str]:
    """The first in line is at 1, the last behind as many people as wait before her."""
    within = {one.pk for one in categories if one.within_capacity}
    for belongs in [within, *({one.pk} for one in categories if not one.within_capacity)]:
        waiting = [one for one in parties if one.state == "waiting" and one.category_id in belongs]
        waiting.sort(key=lambda one: one.rank or 0)
        for one in {waiting[0], waiting[-1]} if waiting else ():
            expected = 1 + sum(other.seats for other in waiting[: waiting.index(one)])
            if position(one) != expected:
                yield f"position {position(one)} instead of {expected}"


def waiting_for_nothing(row: Registration, categories: list[Category], parties: list[SignUp]) -> Iterator[str]:
    """Somebody who waits though the seats she needs are free and nobody before her waits for them."""
    by_key = {one.pk: one for one in categories}
    stopped: set[int] = set()
    for one in sorted((one for one in parties if one.state == "waiting"), key=lambda one: one.rank or 0):
        category = by_key[one.category_id]
        if category.pk in stopped:
            continue
        fits_category = category.free is None or category.free >= one.seats
        fits_all = not category.within_capacity or row.free is None or row.free >= one.seats
        if fits_category and fits_all:
            yield f"rank {one.rank} waits for {one.seats} seats that are free"
        elif not row.smaller_parties_pass:
            stopped |= {category.pk} if not fits_category else {one.pk for one in categories if one.within_capacity}


def sessions_beyond_the_event(parties: list[SignUp]) -> Iterator[str]:
    parents = SignUp.objects.in_bulk({one.parent_id for one in parties if one.parent_id})
    come = Attendee.objects.filter(sign_up__in=[one.pk for one in parties], cancelled_at=None).order_by()
    counted = dict(come.values_list("sign_up").annotate(people=Count("pk")))
    for one in parties:
        if one.parent_id is None:
            people = counted.get(one.pk, 0)
            if people != one.seats:
                yield f"a party of {one.seats} with {people} people"
            continue
        event = parents[one.parent_id].state
        if event not in {"held", "pending", "confirmed"}:
            yield f"a session {one.state} for a party {event}"
        if event == "held" and one.state == "confirmed":
            yield "a session confirmed for a party that is not"
        if one.seats > parents[one.parent_id].seats:
            yield f"{one.seats} at a session for a party of {parents[one.parent_id].seats}"
