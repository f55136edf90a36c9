"""Tickets that a phone without a network can check: which event, which person, and the signature of the event's key.

The text is made for the alphanumeric mode of QR codes (ISO/IEC 18004): capital letters and digits. Base 32 (RFC 4648,
§6) and not base 45 (RFC 9285), which is 6 % shorter: its spaces and signs do not survive a keyboard-like scanner, an
e-mail or a copy by hand. 158 characters fill a QR code of version 7 at level M.

    PVS1 ‖ base32(event: 16 bytes ‖ attendee: 16 bytes ‖ r ‖ s: 64 bytes)

Sources: FIPS 186-5 (ECDSA on P-256 with SHA-256), RFC 6979 (the same ticket is the same text each time it is made),
W3C Web Cryptography (signatures as r ‖ s).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

from .refusals import Unreadable
from .signatures import Jwk, is_signed, to_base64url

PREFIX = "PVS1"
SIGNED_AS = b"parvis ticket 1\x00"  # so that no other document of ours can be taken for a ticket
BODY = 16 + 16 + 64
LETTERS = 154  # of base 32, for BODY bytes


@dataclass(frozen=True)
class Ticket:
    """What a ticket says: admitted is whoever is this attendee of this event, if she still is registered."""

    event: UUID
    attendee: UUID


def new_ticket_key() -> tuple[bytes, Jwk]:
    """A new pair on P-256: the private key (PKCS #8 in DER), which never leaves the server, and the public JWK."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    numbers = key.public_key().public_numbers()
    x, y = (to_base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    return private, {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def ticket_text(private: bytes, event: UUID, attendee: UUID) -> str:
    """The text of a ticket, 158 capital letters and digits; always the same for the same arguments.

    private   PKCS #8 in DER, as `new_ticket_key` gives it
    raises    Unreadable for a key that is none
    """
    try:
        key = load_der_private_key(private, password=None)
    except (ValueError, TypeError):
        raise _no_key() from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise _no_key()
    said = event.bytes + attendee.bytes
    r, s = decode_dss_signature(key.sign(SIGNED_AS + said, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    written = base64.b32encode(said + r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return PREFIX + written.decode("ascii").rstrip("=")


def read_ticket(text: str, key: Jwk) -> Ticket:
    """What the ticket says, when the key has signed it; small letters and spaces around it do no harm.

    raises   Unreadable: no ticket, cut short, changed, or signed by the key of another event
    """
    ticket, signature = _parts(text)
    said = SIGNED_AS + ticket.event.bytes + ticket.attendee.bytes
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    if not is_signed(said, encode_dss_signature(r, s), key):
        raise Unreadable(
            "Ce billet n’est pas signé pour cet événement\u202f: il a été modifié, ou vient d’un autre événement.",
            "This ticket is not signed for this event: it was changed, or comes from another event.",
        )
    return ticket


def claimed(text: str) -> Ticket:
    """What a ticket claims, its signature not looked at; raises Unreadable when it is none."""
    return _parts(text)[0]


def _parts(text: str) -> tuple[Ticket, bytes]:
    found = text.strip().upper()
    if not found.startswith(PREFIX):
        raise Unreadable("Ce n’est pas un billet.", "This is not a ticket.")
    letters = found.removeprefix(PREFIX)
    if len(letters) != LETTERS:
        raise Unreadable("Ce billet est incomplet.", "This ticket is incomplete.")
    try:
        body = base64.b32decode(letters + "=" * (-LETTERS % 8))
    except (binascii.Error, ValueError):
        raise _garbled() from None
    if len(body) != BODY or base64.b32encode(body).decode("ascii").rstrip("=") != letters:
        raise _garbled()
    return Ticket(UUID(bytes=body[:16]), UUID(bytes=body[16:32])), body[32:]


def _garbled() -> Unreadable:
    return Unreadable("Ce billet ne se lit pas.", "This ticket cannot be read.")


def _no_key() -> Unreadable:
    return Unreadable("Cette clé ne signe pas de billets.", "This key does not sign tickets.")
