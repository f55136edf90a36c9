"""What a passkey answers when it is asked to sign a challenge.

Source: W3C Web Authentication, level 2, §7.2 (verifying an authentication assertion), steps that need no server.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from .canonical import parse
from .refusals import Unreadable
from .signatures import Jwk, is_signed, to_base64url

USER_PRESENT = 0x01
USER_VERIFIED = 0x04
SHORTEST = 37  # hash of the domain, flags, counter


@dataclass(frozen=True)
class Assertion:
    """The three byte strings that the browser hands over."""

    authenticator_data: bytes
    client_data: bytes
    signature: bytes


def answers(assertion: Assertion, *, challenge: bytes, domain: str, key: Jwk) -> bool:
    """Whether the passkey with this public key signed this challenge, for this domain, its owner having been verified.

    challenge  the bytes that were asked to be signed (32, a SHA-256)
    domain     the relying party's id: "parvis.example"; the page that asked must belong to it
    raises     Unreadable for a key that is none
    """
    data = assertion.authenticator_data
    if len(data) < SHORTEST or data[:32] != hashlib.sha256(domain.encode("utf-8")).digest():
        return False
    if not data[32] & USER_PRESENT or not data[32] & USER_VERIFIED:
        return False
    if not _is_asked(assertion.client_data, challenge, domain):
        return False
    return is_signed(data + hashlib.sha256(assertion.client_data).digest(), assertion.signature, key)


def _is_asked(client_data: bytes, challenge: bytes, domain: str) -> bool:
    """Whether the browser says that it was asked for a login with this challenge, by a page of this domain."""
    try:
        said = parse(client_data)
    except Unreadable:
        return False
    if not isinstance(said, dict) or said.get("type") != "webauthn.get" or said.get("crossOrigin") is True:
        return False
    try:
        host = urlsplit(str(said.get("origin", ""))).hostname or ""
    except ValueError:
        return False
    return said.get("challenge") == to_base64url(challenge) and (host == domain or host.endswith(f".{domain}"))
