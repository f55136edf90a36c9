"""The file of a review verifies away from the server, and no byte of it changes unnoticed."""

import copy
import json

import pytest

from parvis.civics.proofs import (
    Unreadable,
    canonical,
    digest,
    one_time_signed,
    parse,
    passkey_challenge,
    passkey_signed,
    statement_of,
    thumbprint,
    unsigned,
    verify,
)
from tests.civics.proofs.passkey import PRESENT, Passkey

DOCUMENT = {
    "heading": "Mi-parcours",
    "judged": {"title": "Ouvrir les comptes de la régie", "external_id": "AM0001"},
    "assessments": [{"indicator": "completion", "value": "limited", "justification": "Deux fichiers sur cinq."}],
}
WHO = {"signer": "Camille Rivière", "signed_at": "2026-11-26T07:12:00Z"}


def with_one_time_key():
    return one_time_signed(DOCUMENT, **WHO)[0]


def with_passkey(algorithm="ES256"):
    passkey = Passkey(algorithm)
    statement = statement_of(DOCUMENT, **WHO, kind="passkey", key=passkey.public, domain="parvis.example")
    return passkey_signed(DOCUMENT, statement, passkey.answer(passkey_challenge(statement)))


def holds(data, **expected):
    try:
        return verify(data, **expected).holds()
    except Unreadable:
        return False


@pytest.mark.parametrize("make", [with_one_time_key, with_passkey, lambda: with_passkey("EdDSA")])
def test_a_signed_file_holds(make):
    verdict = verify(make())

    assert verdict.holds()
    assert (verdict.unchanged, verdict.signed, verdict.expected) == (True, True, None)
    assert (verdict.signer, verdict.digest) == ("Camille Rivière", digest(DOCUMENT))


@pytest.mark.parametrize("make", [with_one_time_key, with_passkey, lambda: with_passkey("EdDSA")])
def test_every_byte_that_is_changed_is_refused(make):
    data = make()

    for place in range(len(data)):
        for change in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[place] ^= change
            assert not holds(bytes(changed)), f"byte {place} was changed from {data[place]:#x} by {change:#x}"


@pytest.mark.parametrize("make", [with_one_time_key, with_passkey])
def test_every_byte_that_is_taken_away_or_added_is_refused(make):
    data = make()

    for place in range(len(data)):
        assert not holds(data[:place] + data[place + 1 :])
        assert not holds(data[:place] + b" " + data[place:])
    assert not holds(data + b"\n")


def test_every_value_that_is_replaced_is_refused_even_when_the_file_is_written_anew():
    found = parse(with_passkey())

    def leaves(value, path=()):
        if isinstance(value, dict):
            for key, inside in value.items():
                yield from leaves(inside, (*path, key))
        elif isinstance(value, list):
            for number, inside in enumerate(value):
                yield from leaves(inside, (*path, number))
        else:
            yield path

    paths = list(leaves(found))
    assert len(paths) > 15
    for *way, last in paths:
        forged = copy.deepcopy(found)
        inside = forged
        for step in way:
            inside = inside[step]
        inside[last] = "autre" if isinstance(inside[last], str) else 7
        assert not holds(canonical(forged)), (*way, last)


def test_the_contents_of_one_review_are_not_put_under_the_signature_of_another():
    mine, other = parse(with_one_time_key()), parse(one_time_signed({"heading": "Autre"}, **WHO)[0])

    for part in ("document", "statement", "signature"):
        forged = {**mine, part: other[part]}
        assert not holds(canonical(forged))


def test_a_forger_who_signs_again_is_found_out_by_the_published_key():
    data, key = one_time_signed(DOCUMENT, **WHO)
    forged, _other = one_time_signed({**DOCUMENT, "assessments": []}, **WHO)

    assert holds(data, key=thumbprint(key))
    assert holds(forged)
    assert not holds(forged, key=thumbprint(key))
    assert not holds(forged, expected_digest=digest(DOCUMENT))


def test_two_signatures_never_share_a_key():
    assert one_time_signed(DOCUMENT, **WHO)[1] != one_time_signed(DOCUMENT, **WHO)[1]


def test_a_file_that_nobody_signed_holds_only_against_the_published_hash():
    data = unsigned(DOCUMENT)

    assert verify(data).signed is None
    assert not holds(data)
    assert holds(data, expected_digest=digest(DOCUMENT))
    assert not holds(data, expected_digest=digest({}))


def test_a_signature_that_is_taken_off_does_not_make_an_unsigned_file():
    found = parse(with_one_time_key())

    stripped = canonical({**found, "signature": {}})

    assert verify(stripped).signed is False
    assert not holds(stripped, expected_digest=digest(DOCUMENT))


@pytest.mark.parametrize(
    "wrong",
    [
        {"domain": "evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "https://parvis.example.evil.example"},
        {"origin": "https://evilparvis.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"type_": "webauthn.create"},
        {"cross": True},
    ],
)
def test_a_passkey_that_answered_something_else_is_refused(wrong):
    passkey = Passkey()
    statement = statement_of(DOCUMENT, **WHO, kind="passkey", key=passkey.public, domain="parvis.example")

    data = passkey_signed(DOCUMENT, statement, passkey.answer(passkey_challenge(statement), **wrong))

    assert not holds(data)


def test_a_passkey_is_asked_for_this_review_and_not_for_a_login():
    passkey = Passkey()
    statement = statement_of(DOCUMENT, **WHO, kind="passkey", key=passkey.public, domain="parvis.example")

    data = passkey_signed(DOCUMENT, statement, passkey.answer(b"a challenge of a login, 32 bytes"))

    assert not holds(data)


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"},
        {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43},
        {"kty": "oct", "k": "AA"},
    ],
)
def test_a_key_that_is_none_is_refused(key):
    found = parse(with_one_time_key())
    found["statement"]["key"] = key

    assert not holds(canonical(found))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"version": True},
        {"document": []},
        {"statement": None},
        {"signature": "none"},
        {"more": 1},
    ],
)
def test_what_is_no_file_of_ours_is_said_to_be_none(change):
    found = {**json.loads(with_one_time_key()), **change}

    with pytest.raises(Unreadable):
        verify(canonical(found))
