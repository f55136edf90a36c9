"""Tickets of attendees: the event's key, the signed text, its picture.

Mechanism: docs/developer/checkin.md.
"""

from __future__ import annotations

import hashlib
import io

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from PIL import Image

from parvis.civics.proofs.tickets import new_ticket_key, ticket_text
from parvis.convene.agenda.models import Event
from parvis.convene.registration.models import Attendee, TicketKey

MASK = 3
QUIET = 4  # modules of white around a QR code, as its standard asks


def key_of(event: Event) -> TicketKey:
    """The event's key, made the first time it is needed; two requests at once get the same one. 1 query, or 3."""
    found = TicketKey.objects.filter(event_id=event.pk).first()
    if found is not None:
        return found
    private, public = new_ticket_key()
    # The constraint on `event` decides which of two first keys stays; both requests then read that one.
    TicketKey.objects.bulk_create([TicketKey(event=event, private=private, public=public)], ignore_conflicts=True)
    return TicketKey.objects.get(event_id=event.pk)


def text_of(attendee: Attendee, key: TicketKey | None = None) -> str:
    """The text of the ticket, the same each time; 2 queries more when sign-up and registration are not loaded.

    key   that of the event, to be given when many tickets are made
    """
    event = attendee.sign_up.registration.event
    return ticket_text(bytes((key or key_of(event)).private), event.uid, attendee.uid)


def qr_svg(text: str, title: str = "") -> SafeString:
    """The QR code of a text as an inline picture: no request, no script, no style; black on white in dark mode too."""
    rows = modules(text)
    size = len(rows)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        'shape-rendering="crispEdges" aria-labelledby="qr-{name}" aria-describedby="qr-{name}-d">'
        '<title id="qr-{name}">{title}</title><desc id="qr-{name}-d">{desc}</desc>'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg>',
        size=size,
        name=name,
        title=title or _("QR code of the ticket"),
        desc=_("Shown at the door, on paper or on a screen; it holds no name."),
        dark=mark_safe(dark),
    )


def qr_png(text: str, pixels: int = 8) -> bytes:
    """The QR code of a text as a PNG, so many pixels a module: for e-mails, whose readers show no SVG."""
    rows = modules(text)
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([0 if is_dark else 1 for row in rows for is_dark in row])
    written = io.BytesIO()
    side = len(rows) * pixels
    picture.resize((side, side), Image.Resampling.NEAREST).save(written, format="PNG", optimize=True)
    return written.getvalue()


def modules(text: str) -> list[list[bool]]:
    """The squares of the QR code at level M, rows of True for dark, its white border included."""
    # One mask instead of the best of eight: a signature is as good as drawn by lot, so all look alike to a camera,
    # and comparing them takes longer than everything else on the page of a ticket.
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET, mask_pattern=MASK)
    code.add_data(text, optimize=0)
    return [[bool(one) for one in row] for row in code.get_matrix()]
