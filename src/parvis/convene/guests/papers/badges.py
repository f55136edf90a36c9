"""Badges: eight to a sheet of A4, or four; the name as large as it can be."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.civics.proofs.tickets import ticket_text
from parvis.convene.guests.papers.fitting import size_for
from parvis.convene.guests.papers.people import Printed
from parvis.convene.registration.models import Registration
from parvis.convene.registration.tickets import key_of, qr_png
from parvis.ui.pdf import is_in_face

BANDS = 6  # colours of categories; the word is always there


@dataclass(frozen=True)
class Format:
    """A size of badge: how many stand on a sheet, the box of the name with and without a code beside it (mm)."""

    code: str
    label: Any
    on_a_sheet: int
    name: tuple[float, float]
    name_beside_code: tuple[float, float]


FORMATS = {
    one.code: one
    for one in (
        Format("90x54", _("90 × 54 mm, eight to a sheet"), 8, (80.0, 23.0), (53.0, 20.0)),
        Format("85x55", _("85 × 55 mm, eight to a sheet"), 8, (75.0, 24.0), (48.0, 21.0)),
        Format("a6", _("A6, four to a sheet"), 4, (91.0, 62.0), (91.0, 40.0)),
    )
}


@dataclass(frozen=True)
class Badge:
    person: Printed
    size: int
    plain: bool
    band: int
    code: str


def sheets_of(registration: Registration, people: Sequence[Printed], form: Format, *, codes: bool) -> list[list[Badge]]:
    """The badges, a list a sheet; 1 query when they carry the code of the ticket, and none otherwise."""
    key = bytes(key_of(registration.event).private) if codes else b""
    width, height = form.name_beside_code if codes else form.name
    badges = [
        Badge(
            person=one,
            size=size_for(one.name, width, height),
            plain=not is_in_face(one.name),
            band=one.band % BANDS,
            code=picture(ticket_text(key, registration.event.uid, one.uid)) if codes else "",
        )
        for one in people
    ]
    return [badges[first : first + form.on_a_sheet] for first in range(0, len(badges), form.on_a_sheet)]


def picture(text: str) -> str:
    """The code as the address of a picture within the page: a tenth of the work that drawing it as SVG asks."""
    return f"data:image/png;base64,{b64encode(qr_png(text, pixels=1)).decode()}"
