"""Tickets: read by whoever has the event's public key, made only by who has its private one."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.proofs import Unreadable
from parvis.civics.proofs.tickets import LETTERS, PREFIX, Ticket, claimed, new_ticket_key, read_ticket, ticket_text

PRIVATE, PUBLIC = new_ticket_key()
EVENT, ATTENDEE = UUID(int=7), UUID(int=2**127 + 11)
TEXT = ticket_text(PRIVATE, EVENT, ATTENDEE)


@given(event=st.uuids(), attendee=st.uuids())
def test_a_ticket_says_what_was_written_on_it(event: UUID, attendee: UUID):
    assert read_ticket(ticket_text(PRIVATE, event, attendee), PUBLIC) == Ticket(event, attendee)


def test_a_ticket_is_the_same_text_each_time_it_is_made():
    assert ticket_text(PRIVATE, EVENT, ATTENDEE) == TEXT


def test_a_ticket_fits_the_alphanumeric_mode_of_a_small_qr_code():
    assert re.fullmatch(r"PVS1[A-Z2-7]{154}", TEXT)
    assert len(TEXT) == len(PREFIX) + LETTERS <= 178  # what version 7 holds at level M


def test_small_letters_and_spaces_around_a_ticket_do_no_harm():
    assert read_ticket(f"\n {TEXT.lower()} ", PUBLIC).attendee == ATTENDEE


@pytest.mark.parametrize("place", range(len(PREFIX), len(TEXT)))
def test_a_ticket_with_one_character_changed_is_refused(place: int):
    changed = "B" if TEXT[place] == "A" else "A"

    with pytest.raises(Unreadable):
        read_ticket(TEXT[:place] + changed + TEXT[place + 1 :], PUBLIC)


@given(length=st.integers(0, len(TEXT) - 1))
def test_a_ticket_cut_short_is_refused(length: int):
    with pytest.raises(Unreadable):
        read_ticket(TEXT[:length], PUBLIC)


@given(text=st.text())
def test_any_other_text_is_refused_in_words(text: str):
    with pytest.raises(Unreadable) as refused:
        read_ticket(text, PUBLIC)
    assert all(refused.value.message.values())


def test_a_ticket_of_another_event_says_which_one_but_is_not_admitted():
    others_private, _others_public = new_ticket_key()
    other = uuid4()
    text = ticket_text(others_private, other, ATTENDEE)

    with pytest.raises(Unreadable, match="another event"):
        read_ticket(text, PUBLIC)
    assert claimed(text) == Ticket(other, ATTENDEE)


def test_a_forged_ticket_is_refused():
    forger, _public = new_ticket_key()

    with pytest.raises(Unreadable):
        read_ticket(ticket_text(forger, EVENT, ATTENDEE), PUBLIC)


def test_the_signature_of_one_ticket_does_not_serve_another():
    other = ticket_text(PRIVATE, EVENT, uuid4())
    with pytest.raises(Unreadable):
        read_ticket(TEXT[:60] + other[60:], PUBLIC)


def test_a_key_of_another_kind_signs_no_ticket():
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    for private in (key, b"no key"):
        with pytest.raises(Unreadable, match="does not sign"):
            ticket_text(private, EVENT, ATTENDEE)
