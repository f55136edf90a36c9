"""The list, the month, subscribing and embedding."""

from __future__ import annotations

import brotli
import pytest
from django.test import Client

from parvis.convene.agenda.models import Inclusion
from tests.convene.agenda_pages.conftest import day
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def test_an_event_stands_under_its_day_with_its_hours_its_place_and_its_kind(read) -> None:
    EventFactory(
        slug="berges", title="Trois scénarios", place=PlaceFactory(name="Halle aux Grains"), formats=["workshop"]
    )

    html, words = read("/fr/agenda/")

    assert words.links["Trois scénarios"] == "/fr/agenda/berges/"
    assert "18\u202fh\u202f30 – 21\u202fh" in html
    assert "Halle aux Grains, Ambrelle" in words.text
    assert 'id="d-2026-03-12"' in html
    assert "aujourd’hui" in words.text


def test_the_page_is_whole_in_english_too(read) -> None:
    EventFactory(title="Trois scénarios")

    html, words = read("/en/agenda/")

    assert 'lang="fr">Trois scénarios</a>' in html
    assert "6.30\u202fpm – 9\u202fpm" in words.text
    assert "1 event" in words.text


@pytest.mark.parametrize("path", ["/fr/agenda/", "/fr/agenda/month/", "/fr/agenda/embed/", "/fr/agenda/subscribe/"])
def test_a_list_takes_as_many_queries_for_3_events_as_for_300(queries_of, path: str) -> None:
    place = PlaceFactory()
    for number in range(3):
        EventFactory(place=place, formats=["workshop"], start_day=day(12 + number))
    few = queries_of(path)
    for number in range(297):
        EventFactory(place=place, start_day=day(12 + number % 19))

    many = queries_of(path)

    assert many == few <= 12


def test_a_filter_in_force_shows_and_can_be_taken_off(read) -> None:
    EventFactory(mode="online")

    html, words = read("/fr/agenda/?mode=online")

    assert '<option value="online" selected>' in html
    assert words.links["en ligne"] == "/fr/agenda/"


def test_a_filter_of_the_drawer_keeps_the_drawer_open(read) -> None:
    assert "<details" in read("/fr/agenda/")[0]
    assert 'class="sentence-more" open' not in read("/fr/agenda/")[0]
    assert 'class="sentence-more" open' in read("/fr/agenda/?accessible=1")[0]


def test_what_the_sentence_has_no_word_for_travels_with_the_form(read) -> None:
    OrganisationFactory(slug="service-de-l-eau")

    html, _words = read("/fr/agenda/?organiser=service-de-l-eau")

    assert '<input type="hidden" name="organiser" value="service-de-l-eau">' in html


def test_an_address_that_means_nothing_gives_a_list_and_a_sentence(read) -> None:
    EventFactory(title="Trois scénarios")

    _html, words = read("/fr/agenda/?about=nowhere&when=2026-02-31")

    assert "Trois scénarios" in words.text
    assert any("nowhere" in sentence for sentence in words.text)
    assert any("2026-02-31" in sentence for sentence in words.text)


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", '"><img src=x>'])
def test_words_of_an_address_are_never_markup(read, value: str) -> None:
    html, _words = read(f"/fr/agenda/?q={value}&about={value}")

    assert value not in html


def test_an_empty_list_offers_the_nearest_days(read) -> None:
    EventFactory(start_day=day(20))

    _html, words = read("/fr/agenda/?when=2026-03-15")

    assert words.links["Vendredi 20 mars 2026"] == "/fr/agenda/?when=2026-03-20"


def test_a_cancelled_event_stays_in_the_list_and_says_so(read) -> None:
    EventFactory(title="Nuit des archives", status="cancelled")

    _html, words = read("/fr/agenda/")

    assert words.text.index("Nuit des archives") < words.text.index("Annulé")


def test_a_draft_is_nowhere(read) -> None:
    EventFactory(slug="secret", title="Brouillon secret", state="draft")

    for path in ("/fr/agenda/", "/fr/agenda/month/", "/fr/agenda/embed/"):
        assert "Brouillon secret" not in read(path)[0]


def test_the_month_shows_each_day_and_how_many_more_it_holds(read) -> None:
    for number in range(5):
        EventFactory(title=f"Atelier {number}", start_day=day(20))

    html, words = read("/fr/agenda/month/2026-03/")

    assert len([text for text in words.text if text.startswith("Atelier ")]) == 3
    assert words.links["et 2 autres"] == "/fr/agenda/?when=2026-03-20"
    assert html.count('aria-current="date"') == 1


@pytest.mark.parametrize("when", ["2026-13", "march", "0007-01", "2026-03-12"])
def test_a_month_that_does_not_exist_is_not_found(client: Client, when: str) -> None:
    assert client.get(f"/fr/agenda/month/{when}/").status_code == 404


def test_subscribing_keeps_what_was_chosen(read) -> None:
    html, words = read("/fr/agenda/subscribe/?mode=online")

    assert words.links["Ouvrir dans mon calendrier"].startswith("webcal://")
    assert words.links["Ouvrir dans mon calendrier"].endswith("/fr/agenda.ics?mode=online")
    assert "/fr/agenda.atom?mode=online" in html
    assert "&lt;iframe src=&quot;" in html
    assert "/fr/agenda/embed/?mode=online&quot;" in html


def test_only_the_embedded_list_may_be_framed_and_it_sets_no_cookie(client: Client) -> None:
    EventFactory()

    embedded, page = client.get("/fr/agenda/embed/"), client.get("/fr/agenda/")

    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert not embedded.cookies
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_links_of_the_embedded_list_are_whole_addresses(read, settings) -> None:
    EventFactory(title="Trois scénarios", slug="berges")

    html, words = read("/fr/agenda/embed/")

    assert words.links["Trois scénarios"] == f"{settings.SITE_URL}/fr/agenda/berges/"
    assert '<base target="_top">' in html


def test_the_list_says_its_own_address_once_and_for_all(read, settings) -> None:
    html, _words = read("/fr/agenda/?when=month&mode=online&about=")

    assert f'<link rel="canonical" href="{settings.SITE_URL}/fr/agenda/?mode=online">' in html


def test_a_page_of_thirty_events_is_light(client: Client) -> None:
    place = PlaceFactory()
    edition = EditionFactory()
    for number in range(60):
        Inclusion.objects.create(event=EventFactory(place=place, start_day=day(12 + number // 5)), edition=edition)

    html = client.get("/fr/agenda/").content

    assert len(brotli.compress(html, quality=5)) < 16_000
