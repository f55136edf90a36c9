"""The tickets of a party as tagged PDF, where the instance makes PDF (`ui.pdf.is_available`)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.registration.models import Attendee, SignUp, State
from parvis.convene.registration.tickets import key_of, qr_png, text_of
from parvis.ground.text import localized
from parvis.ui import dates
from parvis.ui.pdf import is_in_face, pdf

SHEET = "registration/paper.css"


@dataclass(frozen=True)
class PaperTicket:
    """One person's page. `code`: the picture within the page; `plain`: the face of headings does not hold the name."""

    name: str
    number: int
    code: str
    plain: bool


def ticket_pdf(sign_up: SignUp, language: str) -> bytes:
    """The tickets of a confirmed party, a page each; about half a second.

    sign_up   that of the event, or of a session that one registers to alone

    raises    ValueError when the party has no ticket, ImportError where the extra `pdf` is not installed
    """
    return pdf(ticket_page(sign_up, language), SHEET)


def ticket_page(sign_up: SignUp, language: str) -> str:
    """The HTML of these pages; at most 5 queries."""
    if sign_up.state != State.CONFIRMED or sign_up.parent_id is not None:
        raise ValueError("Only a party that is registered has tickets.")
    registration = sign_up.registration
    event, timed = registration.event, registration.session or registration.event
    place = getattr(timed, "place", None) or event.place
    with translation.override(language):
        people = tickets_of(sign_up)
        taken = sign_up.children.filter(state=State.CONFIRMED).select_related("registration__session")
        context = {
            "language": language,
            "title": ngettext("Ticket", "Tickets", len(people)),
            "kind": ngettext("Ticket", "Tickets", 1),
            "what": str(timed),
            "within": str(event) if registration.session is not None else "",
            "day": dates.capital(dates.range_words(timed.start_day, timed.end_day, language, year=True)),
            "hours": dates.hours_words(timed.start_time, timed.end_time, language),
            "place": place,
            "room": timed.room,
            "category": localized(sign_up.category.name, language),
            "people": people,
            "sessions": [
                {
                    "title": child.registration.session.title,
                    "when": ", ".join(
                        (
                            dates.day_words(child.registration.session.start_day, language),
                            dates.hours_words(
                                child.registration.session.start_time, child.registration.session.end_time, language
                            ),
                        )
                    ),
                }
                for child in taken.order_by("registration__session__starts_at", "pk")
                if child.registration.session is not None
            ],
            "words": localized(registration.ticket_words_html, language),
        }
        return render_to_string("registration/papers/ticket.html", context)


def tickets_of(sign_up: SignUp) -> list[PaperTicket]:
    """A page for each who comes; 2 queries."""
    people = Attendee.objects.filter(sign_up=sign_up, cancelled_at=None).order_by("order", "pk")
    key = key_of(sign_up.registration.event)
    found = []
    for number, person in enumerate(people, start=1):
        person.sign_up = sign_up
        code = b64encode(qr_png(text_of(person, key), pixels=1)).decode()
        name = person.name or (sign_up.name if number == 1 else _("With %(name)s") % {"name": sign_up.name})
        found.append(PaperTicket(name, number, f"data:image/png;base64,{code}", not is_in_face(name)))
    return found
