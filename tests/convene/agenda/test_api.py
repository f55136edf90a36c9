"""The read API and the datasets: what is published, nothing else, at a bounded cost."""

import json
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.disclose.datasets import datasets
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PlaceFactory,
    SessionFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def test_an_event_says_when_where_and_who(client: Client) -> None:
    body = OrganisationFactory(slug="rives")
    EventFactory(
        slug="berges",
        place=PlaceFactory(name="Halle aux Grains"),
        organisers=[body],
        formats=["workshop"],
        editions=[EditionFactory(slug="mois-2026")],
    )

    (found,) = get(client, "/api/v1/events?lang=en")["items"]

    assert (found["start"], found["end"]) == ("2026-03-12T18:30:00+01:00", "2026-03-12T21:00:00+01:00")
    assert found["place"]["name"] == "Halle aux Grains"
    assert found["organisers"][0]["slug"] == "rives"
    assert (found["formats"], found["editions"]) == (["workshop"], ["mois-2026"])
    assert found["url"].endswith("/en/agenda/berges/")


def test_pages_follow_one_another_and_hold_each_event_once(client: Client) -> None:
    for n in range(25):
        EventFactory(start_day=date(2026, 3, 1 + n // 5))

    seen, after = [], ""
    while True:
        page = get(client, f"/api/v1/events?limit=10&after={after}")
        seen += [item["uid"] for item in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]

    assert len(seen) == len(set(seen)) == 25


def test_the_same_filters_as_the_pages(client: Client) -> None:
    EventFactory(slug="eau", themes=[TermFactory(code="eau")])
    EventFactory(slug="air", themes=[TermFactory(code="air")], mode="online")

    for query, slugs in (("about=eau", ["eau"]), ("about=eau&about=air", ["air", "eau"]), ("mode=online", ["air"])):
        found = get(client, f"/api/v1/events?{query}")["items"]
        assert sorted(item["slug"] for item in found) == slugs


@pytest.mark.parametrize("query", ["when=hier", "about=personne", "organiser=personne", "after=x", "mode=loin"])
def test_a_value_that_means_nothing_is_refused_with_its_name(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/events?{query}&lang=en")

    assert response.status_code == 422
    (error,) = json.loads(response.content)["errors"]
    assert error["parameter"] == query.split("=")[0]
    assert error["message"].endswith(".")


def test_what_is_hidden_on_pages_is_nowhere_in_the_data(client: Client) -> None:
    hidden = EventFactory(slug="cachee", title="Secret", state="draft")
    SessionFactory(event=hidden, title="Secret")
    SessionFactory(event=EventFactory(), title="Secret", held_back=True)
    EditionFactory(name="Secret", published=False)

    addresses = ["/api/v1/events", "/api/v1/sessions", "/api/v1/editions", "/fr/agenda.ics", "/fr/agenda.atom"]
    addresses += [f"/fr/data/{dataset.code}.json" for dataset in datasets()]
    for address in addresses:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200, address
        assert b"Secret" not in body, address
    assert client.get("/api/v1/events/cachee").status_code == 404
    assert client.get(f"/api/v1/events/{hidden.uid}").status_code == 404


def test_one_event_by_its_identifier_or_its_address(client: Client) -> None:
    event = EventFactory(slug="berges", body="Un *texte*.")
    SessionFactory(event=event, title="Table ronde", formats=["round-table"])

    by_uid, by_slug = get(client, f"/api/v1/events/{event.uid}"), get(client, "/api/v1/events/berges")

    assert by_uid == by_slug
    assert by_uid["body_html"] == "<p>Un <em>texte</em>.</p>"
    assert by_uid["sessions"][0]["formats"] == ["round-table"]


@pytest.mark.parametrize("name", ["events", "sessions", "places", "editions", "organisations"])
def test_a_page_of_the_api_costs_the_same_for_1_and_30(client: Client, name: str) -> None:
    def make() -> None:
        place, body = PlaceFactory(), OrganisationFactory()
        event = EventFactory(place=place, organisers=[body], editions=[EditionFactory()], formats=["visit"])
        SessionFactory(event=event)

    def cost() -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(client, f"/api/v1/{name}")["items"]
        return len(queries)

    make()
    one = cost()
    for _ in range(29):
        make()

    assert cost() == one <= 12


def test_each_dataset_gives_the_columns_that_it_declares() -> None:
    event = EventFactory(place=PlaceFactory(), editions=[EditionFactory()], organisers=[OrganisationFactory()])
    SessionFactory(event=event)

    declared = {dataset.code: dataset for dataset in datasets()}

    for code in ("events", "sessions", "places", "editions", "organisations"):
        rows = list(declared[code].rows())
        assert rows, code
        assert [field.name for field in declared[code].fields] == list(rows[0]) or set(rows[0]) == {
            field.name for field in declared[code].fields
        }, code
    assert declared["events"].updated() is not None
