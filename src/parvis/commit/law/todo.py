"""What waits for who keeps a law true: decrees whose announced day has passed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.civics.dates import write_date
from parvis.commit.law.application import DecreeStanding
from parvis.commit.law.models import Decree
from parvis.commit.plans.models.fuzzy import read
from parvis.ground import clock
from parvis.people.models import Role
from parvis.people.rules import roles_of, runs_the_instance
from parvis.people.todo import Heap, Waiting, register_source

WRITERS = frozenset({Role.ADMINISTRATOR, Role.ORGANISER})


def register() -> None:
    register_source("law.decrees", decrees_past_their_day)


def decrees_past_their_day(user: Any, limit: int) -> Heap:
    """Decrees of one's laws that were announced for a day that is over; 2 queries."""
    late = within(user).filter(standing=DecreeStanding.AWAITED, expected_by__lt=clock.today())
    language, zone = get_language() or "fr", ZoneInfo(settings.TIME_ZONE)
    return Heap(
        late.count(),
        tuple(
            Waiting(
                kind=_("Decree awaited"),
                title=str(row.measure.title.localize(language)),
                detail=_("It was announced for: %(when)s. Is it published?") % {"when": announced(row, language)},
                url=reverse("law:decree", args=[row.measure.uid, row.uid]),
                verb=_("Say where it stands"),
                since=datetime.combine(row.expected_by, time(), zone) if row.expected_by else clock.now(),
            )
            for row in late.select_related("measure").order_by("expected_by", "pk")[:limit]
        ),
    )


def announced(row: Decree, language: str) -> str:
    found = read(row.expected)
    return write_date(found, language) if found else ""


def within(user: Any) -> QuerySet[Decree]:
    """Decrees of the laws that this person keeps true."""
    if runs_the_instance(user):
        return Decree.objects.all()
    bodies = {body for body, role in roles_of(user) if role in WRITERS}
    return Decree.objects.filter(measure__plan__organisation__in=bodies)
