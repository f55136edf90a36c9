"""The public pages of laws: what they say, to whom, and what they cost."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from parvis.commit.law import addresses
from parvis.commit.law.models import LegalText
from parvis.commit.law.queries import index_page, law_page
from parvis.commit.plans import addresses as plans
from parvis.ground.clock import today
from tests.commit.law.world import TODAY, LawFactory, article, decree, duty, lead, measure, member
from tests.factories import OrganisationFactory, both

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_the_addresses_are_those_of_the_routes() -> None:
    for language in ("fr", "en"):
        with translation.override(language):
            assert addresses.laws(language) == reverse("law:index")
            assert addresses.law("eau", language) == reverse("law:law", args=["eau"])
            assert addresses.feed("eau", language) == reverse("law:feed", args=["eau"])


def test_the_page_counts_the_days_of_a_decree_that_is_awaited(client: Client) -> None:
    law = LawFactory()
    decree(measure(law, title=both("Registre des prélèvements", "Register")))

    page = client.get(addresses.law(law.plan.slug)).content.decode()

    assert "322" in page
    assert "Registre des prélèvements" in page
    assert "décret attendu" in page


def test_each_absence_is_said_in_its_own_words(client: Client) -> None:
    law = LawFactory(consolidated_on=None)
    for standing in ("not-needed", "not-found", "not-looked-up"):
        decree(measure(law), standing)
    measure(law)

    page = client.get(addresses.law(law.plan.slug)).content.decode()

    assert "Décret\u202f: pas nécessaire" in page
    assert "Décret\u202f: recherche du 1er novembre 2026 sans résultat" in page
    assert "Décret\u202f: pas de recherche faite" in page


def test_an_article_shows_whom_it_binds_and_from_what_size(client: Client) -> None:
    law = LawFactory()
    of = measure(law)
    article(of, "L312-1-1", of_text="Code", duty_holder="administrations", threshold=both("50 agents", "50 agents"))
    lead(of, OrganisationFactory(name="Agence de l’eau"))

    page = client.get(addresses.law(law.plan.slug)).content.decode()

    assert "Article L312-1-1, Code" in page
    assert "toutes les administrations" in page
    assert "50 agents" in page
    assert "Agence de l’eau" in page


def test_a_measure_whose_duties_are_done_with_evidence_is_applied() -> None:
    law = LawFactory()
    of = measure(law)
    decree(of, "published")
    duty(of, done=True)

    page = law_page(law.plan.slug, None, "fr", today())

    assert page is not None
    assert [(one.state.code, one.evidence) for one in page.measures] == [("applied", "1 preuve")]


def test_the_filter_keeps_measures_of_a_state_and_says_what_it_did_not_understand() -> None:
    law = LawFactory()
    decree(measure(law, number="1"))
    bound = measure(law, number="2")
    decree(bound, "published")
    article(bound, duty_holder="state")

    awaited = law_page(law.plan.slug, None, "fr", today(), {"state": "awaited"})
    of_state = law_page(law.plan.slug, None, "fr", today(), {"binds": "state"})
    wrong = law_page(law.plan.slug, None, "fr", today(), {"state": "lost"})

    assert awaited is not None
    assert of_state is not None
    assert wrong is not None
    assert [one.number for one in awaited.measures] == ["1"]
    assert [one.number for one in of_state.measures] == ["2"]
    assert len(wrong.measures) == 2
    assert "lost" in wrong.problems[0]


def test_a_law_that_is_not_published_is_seen_by_its_body_alone(client: Client) -> None:
    law = LawFactory(plan__published=False, plan__published_at=None)

    assert client.get(addresses.law(law.plan.slug)).status_code == 404
    client.force_login(member(law.plan.organisation))
    assert client.get(addresses.law(law.plan.slug)).status_code == 200


def test_a_draft_measure_is_neither_shown_nor_counted(client: Client) -> None:
    law = LawFactory()
    measure(law, state="draft", published_at=None, title=both("Pas encore", "Not yet"))

    assert "Pas encore" not in client.get(addresses.law(law.plan.slug)).content.decode()
    assert index_page("fr", today()).measures == 0


def test_the_index_puts_first_what_has_been_awaited_longest() -> None:
    young, old = LawFactory(published_on=date(2026, 9, 1)), LawFactory(published_on=date(2026, 2, 1))
    decree(measure(young))
    decree(measure(old))

    page = index_page("fr", today())

    assert [one.days for one in page.awaited] == ["298", "86"]


def test_the_pages_ask_as_much_for_three_measures_as_for_three_hundred(client: Client) -> None:
    law = LawFactory()
    body = OrganisationFactory()

    def fill(count: int) -> None:
        for _ in range(count):
            of = measure(law)
            decree(of, "published", provision=article(of))
            duty(of, done=True)
            lead(of, body)

    fill(3)
    shown = [addresses.laws(), addresses.law(law.plan.slug), page_of_a_measure(law)]
    few = [asked(client, address) for address in shown]
    fill(60)
    many = [asked(client, address) for address in shown]

    assert few == many
    assert max(many) <= 12


def page_of_a_measure(law: LegalText) -> str:
    first = law.plan.commitments.order_by("pk").first()
    return plans.commitment(law.plan.slug, first.slug, "fr")


def asked(client: Client, address: str) -> int:
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_page_sets_no_cookie_and_carries_an_etag(client: Client) -> None:
    answer = client.get(addresses.law(LawFactory().plan.slug))

    assert not answer.cookies
    assert answer["ETag"]


def test_english_pages_are_english(client: Client) -> None:
    law = LawFactory()
    decree(measure(law))

    page = client.get(addresses.law(law.plan.slug, "en")).content.decode()

    assert "decree awaited" in page
    assert "Water data" in page
