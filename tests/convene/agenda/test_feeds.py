"""Every view for calendars, readers and other sites."""

import json
from datetime import date, time
from xml.etree import ElementTree

import icalendar
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda import actions
from tests.factories import EventFactory, OrganisationFactory, PlaceFactory, TermFactory

pytestmark = pytest.mark.django_db


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def calendar(client: Client, address: str = "/fr/agenda.ics") -> list[icalendar.Event]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return list(icalendar.Calendar.from_ical(body_of(response)).walk("VEVENT"))


@pytest.fixture(autouse=True)
def _in_march(time_machine_at) -> None:
    time_machine_at("2026-03-12T09:00:00+01:00")


def test_a_calendar_holds_what_comes_and_a_year_of_what_is_over(client: Client) -> None:
    EventFactory(title="À venir", start_day=date(2027, 1, 1))
    EventFactory(title="L’an dernier", start_day=date(2025, 4, 1))
    EventFactory(title="Trop vieux", start_day=date(2025, 3, 1))
    EventFactory(title="Brouillon", state="draft")

    assert [str(event["SUMMARY"]) for event in calendar(client)] == ["L’an dernier", "À venir"]


def test_a_cancelled_event_stays_in_the_calendar_and_says_so(client: Client) -> None:
    event = EventFactory()
    actions.cancel(None, event)

    (found,) = calendar(client)

    assert found["STATUS"] == "CANCELLED"
    assert found["SEQUENCE"] == 1
    assert str(found["UID"]) == f"{event.uid}@127.0.0.1"


def test_a_calendar_says_hours_in_the_zone_of_the_event_and_days_to_the_last(client: Client) -> None:
    EventFactory(start_day=date(2026, 7, 1), start_time=time(18, 30), end_time=time(21))
    EventFactory(start_day=date(2026, 8, 1), end_day=date(2026, 8, 3), start_time=None)

    hours, days = calendar(client)

    assert hours["DTSTART"].dt.isoformat() == "2026-07-01T18:30:00+02:00"
    assert hours["DTSTART"].params["TZID"] == "Europe/Paris"
    assert (days["DTSTART"].dt, days["DTEND"].dt) == (date(2026, 8, 1), date(2026, 8, 4))


def test_a_calendar_follows_the_filters_and_names_them(client: Client) -> None:
    theme = TermFactory(code="eau")
    EventFactory(title="Oui", themes=[theme], place=PlaceFactory(slug="halle"))
    EventFactory(title="Non", themes=[theme])

    address = "/en/agenda.ics?about=eau&where=place:halle&when=month"

    assert [str(event["SUMMARY"]) for event in calendar(client, address)] == ["Oui"]
    assert b"theme" in body_of(client.get(address))


def test_one_event_for_ones_calendar(client: Client) -> None:
    EventFactory(slug="berges", organisers=[OrganisationFactory(name="Rives vivantes")])
    EventFactory(slug="cachee", state="draft")

    (found,) = calendar(client, "/fr/agenda/berges.ics")

    assert found["ORGANIZER"].params["CN"] == "Rives vivantes"
    assert client.get("/fr/agenda/cachee.ics").status_code == 404


@pytest.mark.parametrize("address", ["/fr/agenda.ics", "/fr/agenda.atom", "/en/agenda.json", "/api/v1/events"])
def test_nothing_is_sent_twice_until_something_changes(client: Client, address: str) -> None:
    event = EventFactory()
    first = client.get(address)
    body_of(first)

    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    actions.cancel(None, event)
    changed = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    body_of(changed)

    assert again.status_code == 304
    assert again.content == b""
    assert changed.status_code == 200


def test_an_atom_feed_tells_the_last_changes_first(client: Client) -> None:
    first, last = EventFactory(title="Un & deux", lead="Une *digue*."), EventFactory(title="Autre")
    actions.cancel(None, last)

    feed = ElementTree.fromstring(body_of(client.get("/fr/agenda.atom?when=coming")))  # noqa: S314 -- our own output

    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title") for entry in entries] == ["Autre (annulé)", "Un & deux"]
    assert entries[1].findtext(f"{atom}id") == f"urn:uuid:{first.uid}"
    assert "<em>digue</em>" in (entries[1].findtext(f"{atom}summary") or "")


def test_data_for_another_site(client: Client) -> None:
    EventFactory(title="Hier", start_day=date(2026, 3, 11))
    EventFactory(title="Ce soir")

    response = client.get("/en/agenda.json")

    found = json.loads(response.content)
    assert [event["title"] for event in found["events"]] == ["Ce soir"]
    assert found["events"][0]["url"].startswith("http")
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ["/fr/agenda.ics", "/fr/agenda.atom", "/fr/agenda.json"])
def test_a_feed_costs_the_same_for_3_and_300_events(client: Client, address: str) -> None:
    def cost() -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            body_of(client.get(address))
        return len(queries)

    for _ in range(3):
        EventFactory(formats=["visit"])
    few = cost()
    for _ in range(297):
        EventFactory()

    assert cost() == few <= 10


@pytest.mark.parametrize("query", ["when=demain", "about=%00", "where=place:..", "q=%FF%FE", "edition=personne"])
def test_an_odd_address_is_never_an_error(client: Client, query: str) -> None:
    for address in ("/fr/agenda/", "/fr/agenda.ics", "/fr/agenda.atom", "/fr/agenda.json"):
        response = client.get(f"{address}?{query}")
        body_of(response)
        assert response.status_code == 200, address
