"""How many registered, came, waited in vain: figures of what is over, as open data, never a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.guests.papers.people import attendees_of
from parvis.convene.registration.models import Category, Registration, SignUp, State
from parvis.convene.registration.presence import came_to, is_counted
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset
from parvis.ground import clock
from parvis.ground.text import localized

SMALLEST = 5  # a smaller number of people in a category may point at one of them
PIECE = 200

FIELDS = (
    Field("event", "string", _("Event"), _("Its address.")),
    Field("url", "string", _("Page")),
    Field("title", "string", _("Title"), _("Of the session when it has a registration of its own.")),
    Field("session", "string", _("Session"), _("Its identifier; empty for the whole event.")),
    Field("first_day", "date", _("First day")),
    Field("capacity", "integer", _("Seats"), _("Empty: no limit.")),
    Field("registered", "integer", _("Registered"), _("People who had a ticket at the end.")),
    Field("attended", "integer", _("Came"), _("People who were counted at the door; empty where nobody counted.")),
    Field("waiting_at_the_end", "integer", _("Waiting at the end"), _("People who waited for a seat in vain.")),
    Field("cancelled", "integer", _("Cancelled"), _("People who gave their seats back.")),
    Field("not_confirmed", "integer", _("Not confirmed"), _("People who did not confirm their address in time.")),
    Field("refused", "integer", _("Refused"), _("People whose registration was not approved, or was removed.")),
    Field(
        "categories",
        "array",
        _("By category"),
        _("Registered people by category; null when a number is so small that it may point at somebody."),
    ),
)
STATES = {
    "registered": (State.CONFIRMED,),
    "waiting_at_the_end": (State.WAITING, State.OFFERED, State.LAPSED),
    "cancelled": (State.CANCELLED,),
    "not_confirmed": (State.EXPIRED,),
    "refused": (State.REFUSED, State.REMOVED),
}


def register() -> None:
    register_dataset(
        Dataset(
            "registrations",
            _("Registrations"),
            _("What became of the seats of each event and session that is over: figures, never a name."),
            FIELDS,
            rows,
            last_change,
        )
    )


def over() -> QuerySet[Registration]:
    """Registrations of public events that are over: before, figures would follow people as they register."""
    ended = Q(session__isnull=True, event__ends_at__lt=clock.now()) | Q(session__ends_at__lt=clock.now())
    found = Registration.objects.filter(ended, event__in=visible_to(AnonymousUser()).order_by().values("pk"))
    return found.exclude(session__held_back=True)


def rows() -> Iterator[Mapping[str, Any]]:
    """4 queries for 200 registrations, and one each where a door counted."""
    last = 0
    while piece := list(over().filter(pk__gt=last).select_related("event", "session").order_by("pk")[:PIECE]):
        yield from rows_of(piece)
        last = piece[-1].pk


def rows_of(piece: Sequence[Registration]) -> Iterator[Mapping[str, Any]]:
    keys = [one.pk for one in piece]
    people: dict[tuple[int, str], int] = defaultdict(int)
    counted = SignUp.objects.filter(registration__in=keys).order_by().values_list("registration", "state")
    for registration, state, number in counted.annotate(people=Sum("seats")):
        people[registration, state] = number or 0
    named: dict[int, list[Category]] = defaultdict(list)
    for category in Category.objects.filter(registration__in=keys).order_by("order", "pk"):
        named[category.registration_id].append(category)
    for one in piece:
        timed = one.session or one.event
        figures = {name: sum(people[one.pk, state] for state in states) for name, states in STATES.items()}
        yield {
            "event": one.event.slug,
            "url": settings.SITE_URL + addresses.event(one.event.slug, one.event.language),
            "title": str(timed),
            "session": str(one.session.uid) if one.session is not None else None,
            "first_day": timed.start_day,
            "capacity": one.capacity,
            "attended": attended(one),
            **figures,
            "categories": by_category(named[one.pk], one.event.language),
        }


def attended(registration: Registration) -> int | None:
    """How many of those with a ticket came; None where no door counted anybody."""
    if not is_counted():
        return None
    return attendees_of(registration).filter(pk__in=came_to(registration).values("pk")).count() or None


def by_category(categories: Sequence[Category], language: str) -> list[dict[str, Any]]:
    """Registered people of each category, small numbers left out; a single one left out would follow from the total."""
    numbers = [one.confirmed for one in categories]
    hidden = {place for place, number in enumerate(numbers) if 0 < number < SMALLEST}
    if len(hidden) == 1:
        others = [place for place in range(len(numbers)) if place not in hidden and numbers[place]]
        hidden |= set(sorted(others, key=lambda place: numbers[place])[:1])
    return [
        {"name": localized(one.name, language), "registered": None if place in hidden else one.confirmed}
        for place, one in enumerate(categories)
    ]


def last_change() -> datetime | None:
    return SignUp.objects.filter(registration__in=over()).aggregate(
        at=Max("registration__event__ends_at"), erased=Max("registration__anonymised_at")
    )["at"]
