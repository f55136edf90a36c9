"""The passkeys of a person as other rooms may use them to have something signed: identifiers and public keys."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

ES256, EDDSA = -7, -8  # COSE algorithms (RFC 9053)
P256, ED25519 = 1, 6  # COSE curves


@dataclass(frozen=True)
class Passkey:
    """`credential` is the identifier the browser is asked for, base64url; `key` the public key as JWK."""

    name: str
    credential: str
    key: Mapping[str, str]


def passkeys_of(user: Any) -> tuple[Passkey, ...]:
    """Those that sign in a way that everybody verifies (ES256, EdDSA); others are left out. 1 query."""
    rows = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    made = []
    for row in rows:
        credential = row.wrap().authenticator_data.credential_data
        if credential is None or (key := jwk(credential.public_key)) is None:
            continue
        made.append(Passkey(str(row.data.get("name", "")), base64url(credential.credential_id), key))
    return tuple(made)


def jwk(cose: Mapping[int, Any]) -> Mapping[str, str] | None:
    """A COSE public key (RFC 9052) as JWK; None for an algorithm that is not ES256 or EdDSA."""
    if cose.get(3) == ES256 and cose.get(-1) == P256:
        return {"kty": "EC", "crv": "P-256", "x": base64url(cose[-2]), "y": base64url(cose[-3])}
    if cose.get(3) == EDDSA and cose.get(-1) == ED25519:
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url(cose[-2])}
    return None


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
