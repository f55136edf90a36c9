"""A page says who announced its event; the form of the event says what stays whatever the source says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from parvis.convene.agenda import actions
from parvis.convene.agenda.models import Event
from parvis.convene.harvest.harvesting import read_feed
from parvis.convene.harvest.panel import panel
from parvis.people.privacy import declared
from tests.convene.harvest.announcing import announcing, some
from tests.factories import EventFactory, FeedFactory, UserFactory, organiser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def harvested():
    with time_machine.travel(datetime(2026, 2, 20, 9, tzinfo=UTC), tick=True), announcing(*some(1)) as site:
        feed = FeedFactory(address=site.url, name="Agenda du Levant")
        read_feed(feed)
        yield feed, Event.objects.get()


def test_the_public_page_names_the_source_its_address_and_the_day_it_was_read(harvested):
    feed, event = harvested
    page = Client().get(f"/en/agenda/{event.slug}/").content.decode()
    assert "Announced by" in page
    assert f'href="{feed.address}"' in page
    assert "last read on 20 February 2026" in page
    assert "Announced by" not in Client().get(f"/en/agenda/{EventFactory().slug}/").content.decode()


def test_the_form_of_an_event_names_its_source_and_what_a_person_edited(harvested):
    feed, event = harvested
    actions.write_event(UserFactory(), event, {"title": "Le bon titre"})
    person = organiser_of(feed.organisation)
    shown = panel(person, event)
    assert shown is not None
    assert shown.context["kept"] == ["titre"]
    client = Client()
    client.force_login(person)
    page = client.get(f"/fr/organise/events/{event.uid}/")
    assert "Agenda du Levant" in page.content.decode()
    assert panel(person, EventFactory()) is None


def test_what_is_kept_about_people_is_declared():
    found = {(one.model, one.field) for one in declared()}
    assert {("harvest.Reading", "asked_by"), ("harvest.Item", "decided_by"), ("harvest.Item", "text")} <= found
