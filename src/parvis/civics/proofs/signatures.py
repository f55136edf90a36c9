"""Keys and signatures: Ed25519 for keys made on the spot, ES256 and EdDSA as passkeys make them.

Sources: RFC 8032 (Ed25519), RFC 8037 and RFC 7517 (keys as JSON, JWK), RFC 7638 (thumbprint of a key),
FIPS 186-5 (ECDSA).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .canonical import canonical
from .refusals import Unreadable

Jwk = Mapping[
    str, str
]  # a public key: {"kty": "OKP", "crv": "Ed25519", "x"} or {"kty": "EC", "crv": "P-256", "x", "y"}


class SigningKey:
    """An Ed25519 key that lives in memory only: made, used, forgotten. `public` is what is published."""

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.generate()
        self.public: Jwk = {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": to_base64url(self._private.public_key().public_bytes_raw()),
        }

    def sign(self, data: bytes) -> bytes:
        """64 bytes."""
        return self._private.sign(data)


def is_signed(data: bytes, signature: bytes, key: Jwk) -> bool:
    """Whether the key made this signature of these bytes; raises Unreadable for a key that is none."""
    try:
        match dict(key):
            case {"kty": "OKP", "crv": "Ed25519", "x": x}:
                Ed25519PublicKey.from_public_bytes(from_base64url(x)).verify(signature, data)
            case {"kty": "EC", "crv": "P-256", "x": x, "y": y}:
                point = b"\x04" + coordinate(x) + coordinate(y)
                public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
                public.verify(signature, data, ec.ECDSA(hashes.SHA256()))
            case _:
                raise no_key()
    except InvalidSignature:
        return False
    except Unreadable:
        raise
    except (ValueError, TypeError):
        raise no_key() from None
    return True


def thumbprint(key: Jwk) -> str:
    """The fingerprint of a public key as RFC 7638 makes it, base64url: what two people read to each other."""
    needed = ("crv", "kty", "x", "y") if key.get("kty") == "EC" else ("crv", "kty", "x")
    if set(key) != set(needed) or not all(isinstance(value, str) for value in key.values()):
        raise no_key()
    return to_base64url(hashlib.sha256(canonical({name: key[name] for name in needed})).digest())


def no_key() -> Unreadable:
    return Unreadable("Cette clé n’en est pas une que nous lisons.", "This is no key that we can read.")


def coordinate(text: str) -> bytes:
    found = from_base64url(text)
    if len(found) != 32:
        raise no_key()
    return found


def to_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes; raises Unreadable unless the text is the only way of writing them (no padding, no stray bits)."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        data = None
    if data is None or to_base64url(data) != text:
        raise Unreadable("Ce base64url ne se lit pas.", "This base64url cannot be read.")
    return data
