"""The page on which one registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event, Session, State
from parvis.convene.agenda.queries.cards import when_words
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.registration.models import Category, Registration
from parvis.convene.registration.queries.standing import (
    Standing,
    instant_words,
    line_is_open,
    seats_words,
    standing,
)
from parvis.ground.text import localized
from parvis.ui import dates


@dataclass(frozen=True)
class What:
    """What one registers to, as every page and letter of registration says it; `language` is that of the titles."""

    title: str
    language: str
    session: str
    when: str
    place: str
    address: str
    event_url: str
    calendar_url: str


@dataclass(frozen=True)
class RegisterPage:
    registration: Registration
    what: What
    standing: Standing
    words_html: str
    body: str
    erased: str
    opens: str
    opens_soon: bool
    url: str


@dataclass(frozen=True)
class SessionLine:
    """A session that takes registrations of its own."""

    title: str
    when: str
    url: str
    standing: Standing


def registrations(viewer: Any) -> QuerySet[Registration]:
    """Registrations of the events that the viewer may open, with all that a page says of them."""
    found = Registration.objects.select_related("event__place", "event__organisation", "session__place")
    if not getattr(viewer, "is_authenticated", False):
        return found.filter(event__state=State.PUBLISHED)
    return found.filter(event__in=visible_to(viewer))


def registration_of(slug: str, session: UUID | None, viewer: Any) -> Registration | None:
    """The registration of an event, or of one of its sessions; 1 query."""
    found = registrations(viewer).filter(event__slug=slug)
    if session is None:
        return found.filter(session__isnull=True).first()
    return found.filter(session__uid=session, session__held_back=False).first()


def register_page(registration: Registration, language: str, now: datetime) -> RegisterPage:
    """What stands around the form; no query."""
    event = registration.event
    zone = ZoneInfo(event.zone)
    erased = (registration.ends_at + timedelta(days=registration.kept_days)).astimezone(zone).date()
    ahead = registration.opens_at - now
    return RegisterPage(
        registration=registration,
        what=what(registration, language),
        standing=standing(registration, language, now),
        words_html=localized(registration.words_html, language),
        body=event.organisation.name if event.organisation else "",
        erased=dates.day_words(erased, language, weekday=False, year=True),
        opens=instant_words(registration.opens_at, zone, language, now),
        opens_soon=timedelta(0) < ahead <= timedelta(minutes=10),
        url=address(event.slug, registration.session, language),
    )


def what(registration: Registration, language: str) -> What:
    """Of a registration read with its event, its session and their places; no query."""
    event, session = registration.event, registration.session
    timed: Event | Session = session or event
    place = (session.place if session else None) or event.place
    room = (session.room if session else "") or event.room
    online = event.mode == "online" and not place
    return What(
        title=event.title,
        language=event.language,
        session=session.title if session else "",
        when=when_words(timed, language),
        place=_("Online") if online else ", ".join(filter(None, (room, place.name if place else ""))),
        address=", ".join(filter(None, (place.address, f"{place.postcode} {place.city}".strip()))) if place else "",
        event_url=addresses.event(event.slug, language),
        calendar_url=addresses.event_calendar(event.slug, language),
    )


def address(slug: str, session: Session | None, language: str) -> str:
    path = f"{addresses.event(slug, language)}register/"
    return f"{path}{session.uid}/" if session else path


def category_labels(registration: Registration, language: str) -> Mapping[int, str]:
    """Key of a category → its name with what is left; 1 query."""
    found = Category.objects.filter(registration=registration).order_by("order", "pk")
    return {one.pk: labelled(localized(one.name, language), category_words(registration, one)) for one in found}


def category_words(registration: Registration, one: Category) -> str:
    """Its own seats, when it has a number of its own, as far as the whole has them."""
    if one.capacity is None or not one.within_capacity or registration.free is None:
        return seats_words(one)
    return seats_words(registration if registration.free < (one.free or 0) else one)


def session_labels(registration: Registration, language: str, now: datetime) -> Mapping[int, str]:
    """Key of the registration of a session → its title, hour and seats left, where one may register. 1 query."""
    if registration.session_id is not None:
        return {}
    labels = {}
    for one in of_sessions(registration.event_id):
        if not one.is_open(now) or one.session is None:
            continue
        full = one.free is not None and one.free <= 0
        if full and not line_is_open(one):
            continue
        labels[one.pk] = labelled(f"{one.session.title}, {moment_words(one.session, language)}", seats_words(one))
    return labels


def moment_words(session: Session, language: str) -> str:
    """`samedi 19 décembre, 11 h – 12 h 30`"""
    day = dates.day_words(session.start_day, language)
    return f"{day}, {dates.hours_words(session.start_time, session.end_time, language)}" if session.start_time else day


def of_sessions(event: int) -> QuerySet[Registration]:
    found = Registration.objects.filter(event=event, session__isnull=False, session__held_back=False)
    return found.select_related("session", "event").order_by("session__starts_at", "pk")


def session_lines(event: Event, language: str, now: datetime) -> list[SessionLine]:
    """Sessions to which one registers one by one, when the event itself takes no registration; 1 query."""
    return [
        SessionLine(
            one.session.title,
            when_words(one.session, language),
            address(event.slug, one.session, language),
            standing(one, language, now),
        )
        for one in of_sessions(event.pk)
        if one.session is not None
    ]


def labelled(name: str, words: str) -> str:
    return f"{name} ({words})" if words else name
