"""The page of who stands in line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.registration.models import Arrival
from parvis.convene.registration.queries.register import What, address, what
from parvis.ui.templatetags.parvis import number

JOINED = (
    "sign_up",
    "registration__event__place",
    "registration__event__organisation",
    "registration__session__place",
)


@dataclass(frozen=True)
class ArrivalPage:
    """`again` is in how many seconds the page asks again."""

    what: What
    words: str
    wait: str
    again: int
    register_url: str


def arrival_of(uid: UUID) -> Arrival | None:
    """1 query."""
    return Arrival.objects.select_related(*JOINED).filter(uid=uid).first()


def arrival_page(arrival: Arrival, position: int, wait: timedelta, language: str) -> ArrivalPage:
    """How many stand before, and how long that may take; no query."""
    registration = arrival.registration
    before = max(position - 1, 0)
    return ArrivalPage(
        what=what(registration, language),
        words=before_words(before),
        wait=wait_words(wait) if before else "",
        again=2 if before < 50 else 5 if before < 500 else 10,
        register_url=address(registration.event.slug, registration.session, language),
    )


def before_words(before: int) -> str:
    if not before:
        return _("You are next.")
    return ngettext("%(n)s person is before you.", "%(n)s people are before you.", before) % {"n": number(before)}


def wait_words(wait: timedelta) -> str:
    seconds = wait.total_seconds()
    if seconds < 50:
        return _("Less than a minute.")
    minutes = max(1, round(seconds / 60))
    return ngettext("About %(n)s minute.", "About %(n)s minutes.", minutes) % {"n": number(minutes)}
