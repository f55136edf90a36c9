"""Tickets of attendees: one key an event, a text that the door reads, pictures of it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from parvis.civics.proofs.tickets import read_ticket
from parvis.convene.registration import actions, tickets
from tests.factories import EventFactory, RegistrationFactory, demand
from tests.ground.processes import database_url, run_together


@pytest.mark.django_db
def test_an_event_has_one_key_for_ever(django_assert_num_queries):
    event = EventFactory()

    with django_assert_num_queries(3):
        made = tickets.key_of(event)
    with django_assert_num_queries(1):
        assert tickets.key_of(event) == made


ASK = """
from parvis.convene.agenda.models import Event
from parvis.convene.registration import tickets
from parvis.convene.registration.models import TicketKey
print(tickets.key_of(Event.objects.get()).public["x"], TicketKey.objects.count())
"""


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_instant_get_the_same_key(tmp_path):
    EventFactory()

    found = run_together(ASK, 4, database_url(tmp_path))

    assert len(found) == 4
    assert len({one.split()[0] for one in found}) == 1
    assert {one.split()[1] for one in found} == {"1"}


@pytest.mark.django_db
def test_the_ticket_of_an_attendee_is_read_with_the_event_s_public_key():
    registration = RegistrationFactory()
    category = registration.categories.get()
    attendee = actions.register(registration, category, demand(category)).sign_up.attendees.get()

    read = read_ticket(tickets.text_of(attendee), tickets.key_of(registration.event).public)

    assert (read.event, read.attendee) == (registration.event.uid, attendee.uid)


def test_the_picture_is_small_named_and_asks_for_nothing():
    picture = ET.fromstring(tickets.qr_svg("PVS1" + "A" * 154, title="Billet d’Ada <Lovelace>"))  # noqa: S314 (our own)

    assert picture.get("viewBox") == "0 0 53 53"  # version 7, 45 modules, and its white border
    assert picture[0].text == "Billet d’Ada <Lovelace>"
    assert not [one for one in picture.iter() if one.get("style") or one.get("href")]


def test_both_pictures_show_the_same_squares():
    text = "PVS1" + "BCDEFGH" * 22
    with Image.open(io.BytesIO(tickets.qr_png(text, pixels=3))) as picture:
        assert picture.size == (159, 159)
        seen = [[picture.getpixel((x * 3 + 1, y * 3 + 1)) == 0 for x in range(53)] for y in range(53)]
    assert seen == tickets.modules(text)
