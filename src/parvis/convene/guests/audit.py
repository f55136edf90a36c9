"""Every night, the numbers of seats against the rows; what does not add up is told to organisers and operators."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.convene.guests.models import Discrepancy
from parvis.convene.registration.actions.auditing import Difference, differences
from parvis.convene.registration.models import Registration
from parvis.ground import clock
from parvis.ground.tasks import scheduled
from parvis.people import rules as people
from parvis.people.models import Role
from parvis.people.queries.organisations import bodies_acted_for
from parvis.people.todo import Heap, Waiting

log = logging.getLogger(__name__)


def audit() -> Iterator[tuple[Registration, list[Difference]]]:
    """Registrations whose numbers differ from their rows, each under its lock; what is right is forgotten."""
    for registration in Registration.objects.select_related("event", "session").order_by("pk").iterator(100):
        found = differences(registration)
        if not found:
            Discrepancy.objects.filter(registration=registration).delete()
            continue
        log.error("The numbers of registration %s do not add up: %s", registration.uid, found)
        Discrepancy.objects.update_or_create(
            registration=registration, defaults={"found": [asdict(one) for one in found], "seen_at": clock.now()}
        )
        yield registration, found


@scheduled("guests.audit", every=timedelta(days=1), offset=timedelta(hours=3, minutes=30))
def audit_every_night() -> str:
    return f"{sum(1 for _found in audit())} registrations whose numbers differ"


def waiting(user: Any, limit: int) -> Heap:
    """Numbers that differ, for the organisers of the bodies; 2 queries."""
    found = Discrepancy.objects.select_related("registration__event", "registration__session")
    if not people.runs_the_instance(user):
        bodies = bodies_acted_for(user, (Role.ADMINISTRATOR, Role.ORGANISER))
        found = found.filter(registration__event__organisation__in=bodies)
    rows = list(found.order_by("since", "pk")[:limit])
    return Heap(
        found.count() if len(rows) == limit else len(rows),
        tuple(
            Waiting(
                kind=_("seats"),
                title=str(one.registration),
                detail=_(
                    "The numbers of seats do not agree with the registrations. Tell the operator: "
                    "“parvis registration audit” says where."
                ),
                url=reverse("guests:papers", args=[one.registration.event.uid]),
                verb=_("Look at the list"),
                since=one.since,
            )
            for one in rows
        ),
    )
