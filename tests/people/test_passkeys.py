"""The passkeys of a person, read from what the browser registered: those that everybody verifies, with their keys."""

from __future__ import annotations

import hashlib

import pytest
from allauth.mfa.models import Authenticator
from fido2.cose import ES256, RS256, CoseKey, EdDSA

from parvis.people.passkeys import jwk, passkeys_of
from tests.civics.proofs.passkey import Passkey
from tests.factories import UserFactory
from tests.people.passkeys import CREDENTIAL, register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
def test_a_registered_passkey_gives_its_name_its_identifier_and_its_public_key(algorithm: str) -> None:
    nora, device = UserFactory(), Passkey(algorithm)
    register(nora, device, name="Ma clé")
    register(UserFactory(), Passkey())

    (known,) = passkeys_of(nora)

    assert (known.name, known.credential, dict(known.key)) == ("Ma clé", CREDENTIAL, device.public)


def test_a_code_is_no_passkey() -> None:
    nora = UserFactory()
    Authenticator.objects.create(user=nora, type=Authenticator.Type.TOTP, data={"secret": "x"})

    assert passkeys_of(nora) == ()


def test_a_key_of_another_algorithm_is_left_out() -> None:
    assert jwk(RS256({1: 3, 3: RS256.ALGORITHM, -1: b"n" * 256, -2: b"\x01\x00\x01"})) is None
    assert jwk(ES256({1: 2, 3: ES256.ALGORITHM, -1: 2, -2: b"x" * 32, -3: b"y" * 32})) is None  # another curve
    assert jwk(EdDSA({1: 1, 3: EdDSA.ALGORITHM, -1: 6, -2: hashlib.sha256(b"x").digest()})) is not None
    assert jwk(CoseKey({})) is None
