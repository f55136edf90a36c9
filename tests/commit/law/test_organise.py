"""The pages on which laws are written: who enters, what a form refuses, what it keeps."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.people.todo import waiting_for
from tests.commit.law.world import TODAY, LawFactory, article, decree, duty, lead, measure, member
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
TEXT = {"nature": "law", "number": "2026-12", "title": "Loi no 2026-12 du 7 janvier 2026"}


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def law() -> LegalText:
    return LawFactory()


@pytest.fixture
def organiser(client: Client, law: LegalText) -> Client:
    client.force_login(member(law.plan.organisation))
    return client


def test_a_law_is_followed_measure_by_measure_from_nothing_to_its_public_page(client: Client) -> None:
    body = OrganisationFactory()
    client.force_login(member(body))

    made = client.post(reverse("law:new"), {**TEXT, "body_uid": body.uid, "title_fr": "Données de l’eau"})
    law = LegalText.objects.get()
    assert made["Location"] == reverse("law:text", args=[law.uid])
    client.post(reverse("law:new-measure", args=[law.uid]), {"title_fr": "Registre", "number": "1"})
    of = law.plan.commitments.get()
    client.post(reverse("law:new-article", args=[of.uid]), {"article": "4", "duty_holder": "state"})
    client.post(
        reverse("law:new-decree", args=[of.uid]),
        {"standing": "awaited", "nature": "decree", "expected": "mars 2027", "provision": Provision.objects.get().uid},
    )
    client.post(reverse("law:publish", args=[law.uid]), {"what": "publish"})

    page = Client().get(reverse("law:law", args=[law.plan.slug])).content.decode()
    assert "Registre" in page
    assert "Article 4" in page
    assert "annonce\u202f: mars 2027" in page


def test_a_form_names_every_mistake_and_loses_nothing(organiser: Client, law: LegalText) -> None:
    of = measure(law)

    answer = organiser.post(
        reverse("law:new-decree", args=[of.uid]),
        {"standing": "awaited", "nature": "decree", "number": "2026-40", "expected": "bientôt"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Seul un décret publié a un numéro" in page
    assert "Donnez une seule date" in page
    assert 'value="bientôt"' in page
    assert 'value="2026-40"' in page
    assert not Decree.objects.exists()


def test_a_day_before_the_one_it_must_follow_is_named(organiser: Client, law: LegalText) -> None:
    answer = organiser.post(
        reverse("law:text", args=[law.uid]), {**TEXT, "signed_on": "2026-02-01", "published_on": "2026-01-01"}
    )

    assert answer.status_code == 422
    assert "Cette date vient avant «\u202fSigné le\u202f»" in answer.content.decode()


def test_an_article_is_written_once(organiser: Client, law: LegalText) -> None:
    of = measure(law)
    article(of, "4")

    answer = organiser.post(reverse("law:new-article", args=[of.uid]), {"article": "4"})

    assert answer.status_code == 422
    assert "Cet article est déjà là" in answer.content.decode()


def test_what_was_announced_comes_back_in_words(organiser: Client, law: LegalText) -> None:
    row = decree(measure(law), expected="2027-41")

    page = organiser.get(reverse("law:decree", args=[row.measure.uid, row.uid])).content.decode()

    assert 'value="S2 2027"' in page


def test_the_body_that_leads_a_measure_writes_its_decrees_and_not_the_law(client: Client, law: LegalText) -> None:
    of, body = measure(law), OrganisationFactory()
    lead(of, body)
    client.force_login(member(body))

    assert client.get(reverse("law:measure", args=[of.uid])).status_code == 200
    assert client.get(reverse("law:text", args=[law.uid])).status_code == 403


def test_another_body_and_a_reviewer_write_nothing(client: Client, law: LegalText) -> None:
    of = measure(law)
    for person in (member(OrganisationFactory()), member(law.plan.organisation, "reviewer")):
        client.force_login(person)
        assert client.post(reverse("law:new-decree", args=[of.uid]), {"standing": "not-needed"}).status_code == 403
    assert not Decree.objects.exists()


def test_a_decree_past_its_announced_day_waits_for_who_keeps_the_law(law: LegalText) -> None:
    decree(measure(law), expected="2026-03")
    decree(measure(law), expected="2027-03")

    heap = waiting_for(member(law.plan.organisation), 5)

    assert (heap.count, heap.oldest[0].kind) == (1, "Décret attendu")


@pytest.mark.parametrize("kind", ["law", "article", "decree"])
def test_two_people_who_write_at_once_lose_nothing(organiser: Client, law: LegalText, kind: str) -> None:
    of = measure(law)
    address, first, second = {
        "law": (reverse("law:text", args=[law.uid]), TEXT, {**TEXT, "number": "2026-99"}),
        "article": (
            reverse("law:article", args=[of.uid, article(of, "4").uid]),
            {"article": "5"},
            {"article": "6"},
        ),
        "decree": (
            reverse("law:decree", args=[of.uid, decree(of).uid]),
            {"standing": "awaited", "nature": "decree", "expected": "mars 2027"},
            {"standing": "not-needed", "nature": "decree"},
        ),
    }[kind]
    organiser.post(address, {**first, "base": "0"})

    refused = organiser.post(address, {**second, "base": "0"})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Quelqu’un a enregistré cette page" in page
    assert 'name="base" value="1"' in page
    assert organiser.post(address, {**second, "base": "1"}).status_code == 302


def test_a_row_is_taken_away_with_its_trace(organiser: Client, law: LegalText) -> None:
    row = decree(measure(law))

    organiser.post(reverse("law:decree", args=[row.measure.uid, row.uid]), {"remove": "1"})

    assert not Decree.objects.exists()


def test_the_page_of_a_measure_shows_its_duties_and_leads_to_where_they_are_written(
    organiser: Client, law: LegalText
) -> None:
    of = measure(law)
    step = duty(of, done=True)

    page = organiser.get(reverse("law:measure", args=[of.uid])).content.decode()

    assert str(step.title) in page
    assert reverse("drafting:commitment", args=[of.uid]) in page
    assert reverse("drafting:progress", args=[of.uid]) in page
