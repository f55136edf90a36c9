"""What a letter says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.convene.registration import links, tickets
from parvis.convene.registration.models import Letter, LetterKind, Registration, SignUp
from parvis.convene.registration.queries.news import News, news_of
from parvis.convene.registration.queries.own import people_of, people_words
from parvis.convene.registration.queries.register import What, address, what
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
    news = news_of(letter) if letter.kind == LetterKind.NEWS else None
    about = what(news.only or registration if news else registration, language)
    with_ticket = letter.kind in WITH_TICKET and sign_up.parent_id is None
    people = people_of(reader) if with_ticket else []
    context = {
        "title": f"{about.title}, {about.session}" if about.session else about.title,
        "when": about.when,
        "where": where_words(about),
        "until": deadline_words(sign_up.until, zone, language, clock.now()) if sign_up.until else "",
        "code": spaced(reader.confirm_code),
        "link": links.of_person(reader, language),
        "leave_link": links.of_person(reader, language, "leave"),
        "change_link": links.of_person(reader, language, "change"),
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
        "news": news.what if news else "",
        "alone": registration.session_id is not None,
        "sessions": session_lines(news, language) if news else [],
        "contact": registration.contact,
        "body": registration.event.organisation.name if registration.event.organisation else settings.SITE_NAME,
    }
    return Written(context, tuple(pictures(reader, people)) if with_ticket else ())


def where_words(about: What) -> str:
    return ", ".join(filter(None, (about.place, about.address)))


def session_lines(news: News, language: str) -> list[dict[str, str]]:
    """Title, hours and place of each session that has changed, or what becomes of it; none when it is but one."""
    return [] if news.only else [session_line(one, language) for one in news.sessions]


def session_line(registration: Registration, language: str) -> dict[str, str]:
    about, words = what(registration, language), ""
    if registration.is_cancelled:
        words = _("cancelled: it will not take place")
    elif registration.is_postponed:
        words = _("postponed: the new day is not known yet")
    return {"title": about.session, "when": words or about.when, "where": "" if words else where_words(about)}


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
