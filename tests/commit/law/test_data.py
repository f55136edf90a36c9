"""Laws as data: feed, datasets, read API, stops."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from parvis.commit.law import actions, addresses
from parvis.commit.law.models import Decree
from parvis.commit.law.promises import decrees
from parvis.commit.law.public_types import law_stops
from parvis.ground.clock import today
from tests.commit.law.world import TODAY, LawFactory, article, decree, duty, lead, measure
from tests.factories import OrganisationFactory, both

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(TODAY, tick=False):
        yield


def table(client: Client, code: str) -> list[dict[str, str]]:
    text = b"".join(client.get(f"/fr/data/{code}.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_feed_tells_what_happened_to_a_measure_and_answers_304_after(client: Client) -> None:
    law = LawFactory()
    of = measure(law, title=both("Registre", "Register"))
    actions.write_decree(None, Decree(measure=of, standing="published", number="2026-40"))

    answer = client.get(addresses.feed(law.plan.slug))

    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 -- our own feed
    assert "Registre" in (entry.findtext(f"{ATOM}title") or "")
    assert "2026-40" in (entry.findtext(f"{ATOM}title") or "")
    assert client.get(addresses.feed(law.plan.slug), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_hidden_law_has_no_feed_and_is_in_no_table(client: Client) -> None:
    law = LawFactory(plan__published=False, plan__published_at=None)
    decree(measure(law))

    assert client.get(addresses.feed(law.plan.slug)).status_code == 404
    assert client.get(f"/api/v1/laws/{law.plan.slug}").status_code == 404
    assert [table(client, code) for code in ("laws", "law-measures", "decrees")] == [[], [], []]


def test_the_tables_say_what_the_page_says(client: Client) -> None:
    law = LawFactory()
    of = measure(law)
    decree(of, expected="2026-03")
    article(of, "4", duty_holder="state")
    duty(of)

    (row,) = table(client, "law-measures")
    (called,) = table(client, "decrees")

    assert (row["state"], row["days_awaited"], row["days_late"], row["duties"]) == ("awaited", "322", "240", "1")
    assert (called["standing"], called["expected"], called["expected_by"]) == ("awaited", "2026-03", "2026-03-31")
    assert table(client, "laws")[0]["number"] == "2026-12"


def test_the_api_gives_a_law_with_its_measures(client: Client) -> None:
    law = LawFactory()
    decree(measure(law), "published")

    (listed,) = client.get("/api/v1/laws").json()["items"]
    found = client.get(f"/api/v1/laws/{listed['uid']}?lang=en").json()

    assert found["title"] == "Water data"
    assert [(one["state"], one["decrees"][0]["number"]) for one in found["measures"]] == [("published", "2026-40")]


def test_the_api_pages_by_what_it_was_given(client: Client) -> None:
    for _ in range(3):
        LawFactory()

    first = client.get("/api/v1/laws?limit=2").json()
    second = client.get(f"/api/v1/laws?limit=2&after={first['next']}").json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert client.get("/api/v1/laws?after=x").status_code == 422


def test_a_decree_past_its_announced_day_is_promised_and_not_answered() -> None:
    of = measure(LawFactory())
    lead(of, OrganisationFactory(name="Agence de l’eau"))
    decree(of, expected="2026-41")
    decree(of, expected="2026-03")
    decree(measure(LawFactory(plan__published=False, plan__published_at=None)), expected="2026-03")

    (found,) = decrees(today())

    assert (found.due, found.precision, found.body) == (date(2026, 3, 31), "month", "Agence de l’eau")


def test_a_law_describes_itself_to_machines_without_ending_its_element(client: Client) -> None:
    law = LawFactory(title="Loi </script> sur l’eau", in_force_on=None)

    page = client.get(addresses.law(law.plan.slug)).content.decode()

    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    found = json.loads(text)
    assert (found["@type"], found["legislationIdentifier"]) == ("Legislation", "2026-12")
    assert (found["name"], found["legislationDate"]) == ("Loi </script> sur l’eau", "2026-01-07")


def test_a_law_stops_at_each_day_that_is_known_and_shows_the_gap_when_none_is() -> None:
    known = LawFactory(in_force_on=None)
    unknown = LawFactory(signed_on=None, published_on=None, in_force_on=None)

    assert [stop.day for stop in law_stops(known)] == [date(2026, 1, 7), date(2026, 1, 8)]
    assert [(stop.day, stop.precision) for stop in law_stops(unknown)] == [(None, "unknown")]
