"""A passkey as the browser registers it, made in software: what allauth keeps of a real one."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from allauth.mfa.webauthn.internal.auth import WebAuthn
from fido2.cose import ES256, CoseKey, EdDSA
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from parvis.civics.proofs.signatures import from_base64url, to_base64url
from tests.civics.proofs.passkey import Passkey

IDENTIFIER = b"credential"
CREDENTIAL = to_base64url(IDENTIFIER)


def register(user: Any, device: Passkey, *, name: str = "Ma clé", domain: str = "localhost") -> None:
    """Give the person this passkey, as if its device had just been registered."""
    attested = AttestedCredentialData.create(Aaguid.NONE, IDENTIFIER, cose_of(device))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(domain.encode()).digest(), flags, 0, bytes(attested))
    client = json.dumps({"type": "webauthn.create", "challenge": "", "origin": f"https://{domain}"}).encode()
    credential = {
        "id": CREDENTIAL,
        "rawId": CREDENTIAL,
        "type": "public-key",
        "response": {
            "clientDataJSON": to_base64url(client),
            "attestationObject": to_base64url(bytes(AttestationObject.create("none", data, {}))),
        },
        "clientExtensionResults": {},
    }
    WebAuthn.add(user, name, credential)


def cose_of(device: Passkey) -> CoseKey:
    point = {name: from_base64url(device.public[name]) for name in ("x", "y") if name in device.public}
    if device.algorithm == "ES256":
        return ES256({1: 2, 3: ES256.ALGORITHM, -1: 1, -2: point["x"], -3: point["y"]})
    return EdDSA({1: 1, 3: EdDSA.ALGORITHM, -1: 6, -2: point["x"]})
