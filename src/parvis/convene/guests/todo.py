"""What waits for who organises: approvals, letters that do not leave, lists that stand still, what opens tomorrow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.convene.guests.queries.counters import unmoved
from parvis.convene.guests.queries.set_up import instant_words
from parvis.convene.registration.models import Registration, State
from parvis.ground import clock
from parvis.people.models import Role
from parvis.people.rules import roles_of, runs_the_instance
from parvis.people.todo import Heap, Waiting, register_source

ORGANISERS = frozenset({Role.ADMINISTRATOR, Role.ORGANISER})
SOON = timedelta(days=1)


def register_sources() -> None:
    register_source("guests.approvals", approvals)
    register_source("guests.letters", letters)
    register_source("guests.standstill", standing_still)
    register_source("guests.opening", opening_soon)


def organised_by(user: Any) -> QuerySet[Registration]:
    """Registrations about which this person decides; roles are read once."""
    found = Registration.objects.select_related("event", "session")
    if runs_the_instance(user):
        return found
    bodies = {body for body, role in roles_of(user) if role in ORGANISERS}
    return found.filter(event__organisation__in=bodies)


def name_of(one: Registration) -> str:
    return one.session.title if one.session is not None else one.event.title


def list_of(one: Registration, view: str = "") -> str:
    asked = f"?state={view}" if view else ""
    return reverse("guests:guests", args=[one.event.uid, one.uid]) + asked


def approvals(user: Any, limit: int) -> Heap:
    """Registrations with somebody to approve, who waited longest first; 2 queries."""
    pending = Q(sign_ups__state=State.PENDING)
    found = (
        organised_by(user)
        .filter(pending)
        .annotate(number=Count("sign_ups", filter=pending), since=Min("sign_ups__created_at", filter=pending))
    )
    rows: Any = found.order_by("since", "pk")[:limit]
    return Heap(
        organised_by(user).filter(pending).distinct().count(),
        tuple(
            Waiting(
                kind=_("registrations to approve"),
                title=name_of(one),
                detail=ngettext(
                    "%(n)s registration keeps its seat until you answer.",
                    "%(n)s registrations keep their seats until you answer.",
                    one.number,
                )
                % {"n": one.number},
                url=list_of(one, "pending"),
                verb=_("Read and approve"),
                since=one.since,
            )
            for one in rows
        ),
    )


def letters(user: Any, limit: int) -> Heap:
    """Registrations of which a letter could not be sent, until it leaves; 2 queries."""
    stuck = Q(sign_ups__letters__sent_at__isnull=True) & ~Q(sign_ups__letters__trouble="")
    troubled = organised_by(user).filter(stuck, sign_ups__letters__tries__gt=0)
    found = troubled.annotate(
        number=Count("sign_ups__letters", distinct=True), since=Min("sign_ups__letters__created_at")
    )
    rows: Any = found.order_by("since", "pk")[:limit]
    return Heap(
        troubled.distinct().count(),
        tuple(
            Waiting(
                kind=_("letters not sent"),
                title=name_of(one),
                detail=ngettext(
                    "%(n)s letter could not be sent: look at the address.",
                    "%(n)s letters could not be sent: look at the addresses.",
                    one.number,
                )
                % {"n": one.number},
                url=list_of(one) + "?trouble=yes",
                verb=_("Look at them"),
                since=one.since,
            )
            for one in rows
        ),
    )


def standing_still(user: Any, limit: int) -> Heap:
    """Lists in which nobody moves up although seats are free; 2 queries."""
    now = clock.now()
    still = organised_by(user).filter(unmoved(), event__ends_at__gt=now)
    rows = list(still.order_by("event__starts_at", "pk")[:limit])
    return Heap(
        still.count(),
        tuple(
            Waiting(
                kind=_("a waiting list stands still"),
                title=name_of(one),
                detail=_("Seats are free and people wait: the page says what keeps them."),
                url=list_of(one, "waiting"),
                verb=_("See why"),
                since=one.created_at,
            )
            for one in rows
        ),
    )


def opening_soon(user: Any, limit: int) -> Heap:
    """Registration that opens within a day: a last look at its rules; 2 queries."""
    now = clock.now()
    soon = organised_by(user).filter(running=True, opens_at__gt=now, opens_at__lte=now + SOON)
    rows = list(soon.order_by("opens_at", "pk")[:limit])
    return Heap(
        soon.count(),
        tuple(
            Waiting(
                kind=_("registration opens"),
                title=name_of(one),
                detail=_("It opens on %(instant)s.")
                % {"instant": instant_words(one.opens_at, get_language() or "fr", one.event.zone)},
                url=reverse("guests:hub", args=[one.event.uid])
                if one.session_id is None
                else reverse("guests:set-up", args=[one.event.uid, one.uid]),
                verb=_("Read it again"),
                since=one.created_at,
            )
            for one in rows
        ),
    )
