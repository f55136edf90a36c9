"""The page of one registration, as its holder reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda.queries.shapes import PlaceBlock
from parvis.convene.agenda.queries.venue import place_block
from parvis.convene.registration import tickets
from parvis.convene.registration.links import Bearer
from parvis.convene.registration.models import ACTIVE, AccessNeed, Attendee, Consent, Registration, SignUp, State
from parvis.convene.registration.queries.asked import Asked, answered
from parvis.convene.registration.queries.register import What, moment_words, what
from parvis.convene.registration.queries.standing import deadline_words
from parvis.convene.registration.queries.waiting import position_words, why_words
from parvis.ground.places.models import TransportLine
from parvis.ground.text import localized
from parvis.ui import dates

JOINED = ("registration__event__place", "registration__event__organisation", "registration__session__place", "category")


@dataclass(frozen=True)
class Ticket:
    number: int
    uid: UUID
    name: str
    child: bool
    picture: str


@dataclass(frozen=True)
class TakenSession:
    """`offered` is the identifier to send when a seat of it is offered."""

    title: str
    when: str
    words: str
    offered: str = ""


@dataclass(frozen=True)
class OwnPage:
    sign_up: SignUp
    what: What
    until: str
    left: str
    category: str
    sessions: tuple[TakenSession, ...]
    tickets: tuple[Ticket, ...]
    ticket_words: str
    place: PlaceBlock | None
    code: str
    rank_words: str
    why_words: str
    may_change: bool
    may_leave: bool
    again: bool


def sign_up_of(bearer: Bearer) -> SignUp | None:
    """The sign-up of a link with all that its page says; None when its name is erased, or its address corrected since.

    1 query.
    """
    found = SignUp.objects.select_related(*JOINED).filter(uid=bearer.uid, anonymised_at=None, parent=None).first()
    return found if found is not None and bearer.holds(found) else None


def own_page(sign_up: SignUp, language: str, now: datetime) -> OwnPage:
    """Everything on the page of who has proved the address; at most 5 queries."""
    registration, event = sign_up.registration, sign_up.registration.event
    zone = ZoneInfo(event.zone)
    confirmed = sign_up.state == State.CONFIRMED
    before = now < registration.starts_at
    place = (registration.session.place if registration.session else None) or event.place
    return OwnPage(
        sign_up=sign_up,
        what=what(registration, language),
        until=deadline_words(sign_up.until, zone, language, now) if sign_up.until else "",
        left=time_left(sign_up.until, now, language),
        category=localized(sign_up.category.name, language) if len(registration.form.get("categories", ())) > 1 else "",
        sessions=tuple(sessions_of(sign_up, language)),
        tickets=tuple(tickets_of(sign_up)) if confirmed else (),
        ticket_words=localized(registration.ticket_words_html, language) if confirmed else "",
        place=place_of(place, language, event.room) if confirmed and place else None,
        code=sign_up.uid.hex[:8].upper(),
        rank_words=position_words(sign_up),
        why_words=why_words(sign_up),
        may_change=sign_up.state in ACTIVE and not registration.is_over(now) and not sign_up.anonymised_at,
        may_leave=sign_up.state in ACTIVE and not registration.is_over(now),
        again=sign_up.state not in ACTIVE and before and registration.is_open(now),
    )


def time_left(until: datetime | None, now: datetime, language: str) -> str:
    """`28 min`; `2 jours`; empty when there is none."""
    if until is None or until - now < timedelta(minutes=1):
        return ""
    left = until - now
    if left >= timedelta(days=2):
        return dates.days_words(left.days, language)
    if left >= timedelta(hours=3):
        left = timedelta(hours=left // timedelta(hours=1))
    return dates.duration_words(left, language)


def tickets_of(sign_up: SignUp) -> list[Ticket]:
    """A ticket for each who comes; 2 queries."""
    coming = people_of(sign_up)
    key = tickets.key_of(sign_up.registration.event)
    return [
        Ticket(
            number,
            person.uid,
            person.name,
            person.child,
            tickets.qr_svg(tickets.text_of(person, key), ticket_title(person, number)),
        )
        for number, person in enumerate(coming, start=1)
    ]


def ticket_title(person: Attendee, number: int) -> str:
    return _("Ticket of %(name)s") % {"name": person.name or number}


def people_of(sign_up: SignUp) -> list[Attendee]:
    """Who comes, who registered first; 1 query."""
    found = list(Attendee.objects.filter(sign_up=sign_up, cancelled_at=None).order_by("order", "pk"))
    for person in found:
        person.sign_up = sign_up
    return found


def sessions_of(sign_up: SignUp, language: str) -> list[TakenSession]:
    """Sessions taken along, and how each stands; 1 query, none where there never was any to take."""
    if not sign_up.wanted_sessions and not sign_up.registration.form.get("sessions"):
        return []
    children = sign_up.children.filter(state__in=sorted(ACTIVE)).select_related("registration__session")
    return [
        TakenSession(
            child.registration.session.title,
            moment_words(child.registration.session, language),
            "" if child.state == State.CONFIRMED else str(State(child.state).label),
            child.uid.hex if child.state == State.OFFERED else "",
        )
        for child in children.order_by("registration__session__starts_at", "pk")
        if child.registration.session is not None
    ]


def sessions_taken(sign_up: SignUp, language: str) -> dict[int, str]:
    """Key of the registration of each session that the party takes, or will once it has a seat → its title and hour.

    Whether others may still take it or not: to change something else gives no seat back. At most 2 queries.
    """
    taken = sign_up.children.filter(state__in=sorted(ACTIVE)).order_by().values_list("registration", flat=True)
    keys = list(taken) or sign_up.wanted_sessions
    if not keys:
        return {}
    found = Registration.objects.filter(pk__in=keys, session__isnull=False).select_related("session")
    return {
        one.pk: f"{one.session.title}, {moment_words(one.session, language)}"
        for one in found.order_by("session__starts_at", "pk")
        if one.session is not None
    }


def place_of(place: Any, language: str, room: str) -> PlaceBlock:
    """The place with the ways to it; 1 query."""
    lines = TransportLine.objects.filter(place=place).order_by("order", "pk")
    rows = [
        (line.mode, line.label, line.stop, "" if line.distance_m is None else str(line.distance_m)) for line in lines
    ]
    return place_block(place, rows, language, room)


def masked(email: str) -> str:
    """`c…@ambrelle.example`: enough to know one's own address again."""
    name, _at, host = email.rpartition("@")
    return f"{name[:1]}…@{host}"


def said_by(sign_up: SignUp, asked: Asked) -> list[tuple[str, str]]:
    """(question, answer) of the party, in the order of the form; no query."""
    mine = [one for one in asked.questions if not one.each and one.is_for(sign_up.category_id)]
    return answered(mine, sign_up.answers)


def needs_of(sign_up: SignUp) -> tuple[list[str], str]:
    """(codes, words) of what the party needs; 1 query."""
    known = AccessNeed.objects.filter(sign_up=sign_up).first()
    return (list(known.codes), known.words) if known else ([], "")


def consents_of(sign_up: SignUp) -> list[int]:
    """Keys of purposes to which the person agrees; 1 query."""
    standing = Consent.objects.filter(sign_up=sign_up, withdrawn_at=None).order_by("pk")
    return list(standing.values_list("purpose_id", flat=True))


def people_words(number: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", number) % {"n": number}


@dataclass(frozen=True)
class TypedPage:
    """What is said to who has not proved the address.

    `state` is empty while it would tell whether the address was registered before; `full`: seats were all taken.
    """

    what: What
    address: str
    state: str
    until: str
    left: str
    late: bool
    full: bool


def typed_page(sign_up: SignUp, bearer: Bearer, language: str, now: datetime) -> TypedPage:
    """The same words for a registration just made and for one that existed; no query."""
    zone = ZoneInfo(sign_up.registration.event.zone)
    until = bearer.until if bearer.echo or bearer.waits or sign_up.until is None else sign_up.until
    hidden = bearer.echo or bearer.waits or sign_up.state in {State.ASKED, State.HELD, State.EXPIRED}
    return TypedPage(
        what=what(sign_up.registration, language),
        address=masked(sign_up.email),
        state="" if hidden else sign_up.state,
        until=deadline_words(until, zone, language, now) if until else "",
        left=time_left(until, now, language),
        late=until is not None and until <= now,
        full=bearer.waits,
    )
