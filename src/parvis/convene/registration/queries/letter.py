"""What a letter says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.convene.registration import links, tickets
from parvis.convene.registration.models import Letter, LetterKind, SignUp
from parvis.convene.registration.queries.own import people_of, people_words
from parvis.convene.registration.queries.register import address, what
from parvis.convene.registration.queries.standing import deadline_words
from parvis.convene.registration.queries.waiting import position_words
from parvis.ground import clock
from parvis.ground.mail.sending import Attachment

WITH_TICKET = frozenset({LetterKind.TICKET, LetterKind.REMINDER})


@dataclass(frozen=True)
class Written:
    context: dict[str, Any]
    attachments: tuple[Attachment, ...]


def written(letter: Letter, reader: SignUp, language: str) -> Written:
    """The values of its template and the pictures of its tickets, in the active language; at most 3 queries.

    reader   who has the address: the sign-up to the event, for one to a session taken along
    """
    sign_up = letter.sign_up
    registration = sign_up.registration
    zone = ZoneInfo(registration.event.zone)
    about = what(registration, language)
    with_ticket = letter.kind in WITH_TICKET and sign_up.parent_id is None
    people = people_of(reader) if with_ticket else []
    context = {
        "title": f"{about.title}, {about.session}" if about.session else about.title,
        "when": about.when,
        "where": ", ".join(filter(None, (about.place, about.address))),
        "until": deadline_words(sign_up.until, zone, language, clock.now()) if sign_up.until else "",
        "code": spaced(reader.confirm_code),
        "link": links.of_person(reader, language),
        "leave_link": links.of_person(reader, language, "leave"),
        "register_link": settings.SITE_URL + address(registration.event.slug, registration.session, language),
        "event_link": settings.SITE_URL + about.event_url,
        "calendar_link": settings.SITE_URL + about.calendar_url,
        "seats": sign_up.seats,
        "had_ticket": sign_up.confirmed_at is not None,
        "people": people_words(sign_up.seats),
        "names": [person.name for person in people],
        "with_session": sign_up.parent_id is not None,
        "reason": sign_up.reason,
        "position": position_words(sign_up) if letter.kind == LetterKind.WAITING else "",
        "offer_within": registration.promotion_within,
        "approval": registration.approval or sign_up.category.approval,
        "news": str(letter.detail.get("what", "")),
        "contact": registration.contact,
        "body": registration.event.organisation.name if registration.event.organisation else settings.SITE_NAME,
    }
    return Written(context, tuple(pictures(reader, people)) if with_ticket else ())


def pictures(sign_up: SignUp, people: list[Any]) -> list[Attachment]:
    """The QR code of each ticket as a PNG: readers of mail show no SVG."""
    key = tickets.key_of(sign_up.registration.event)
    name = _("ticket")
    return [
        Attachment(
            f"{name}-{number}.png" if len(people) > 1 else f"{name}.png",
            tickets.qr_png(tickets.text_of(person, key)),
            "image/png",
        )
        for number, person in enumerate(people, start=1)
    ]


def spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
