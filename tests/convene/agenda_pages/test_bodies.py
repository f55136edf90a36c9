"""Series, editions, organisations, places."""

from __future__ import annotations

import pytest
from django.test import Client

from parvis.convene.agenda.models import Inclusion, Participation
from parvis.people.models import OrganisationName
from tests.convene.agenda_pages.conftest import day
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, PlaceFactory, SeriesFactory, both

pytestmark = pytest.mark.django_db


def test_a_series_lists_its_editions_and_its_events(read) -> None:
    series = SeriesFactory(slug="sommet", name=both("Sommet", "Summit"))
    edition = EditionFactory(series=series, slug="sommet-2026", name=both("Sommet 2026", "Summit 2026"))
    EventFactory(title="Plénière", slug="pleniere", editions=[edition], start_day=day(20))

    _html, words = read("/fr/series/sommet/")

    assert words.links["Sommet 2026"] == "/fr/editions/sommet-2026/"
    assert words.links["Plénière"] == "/fr/agenda/pleniere/"
    assert read("/en/series/")[1].links["Summit"] == "/en/series/sommet/"


def test_an_edition_offers_the_selection_of_each_body(read) -> None:
    edition = EditionFactory(slug="mois-2026")
    body = OrganisationFactory(slug="reseau", name="Réseau des tiers-lieux")
    chosen, other = EventFactory(title="Atelier retenu"), EventFactory(title="Atelier laissé")
    Inclusion.objects.create(event=chosen, edition=edition, selected_by=body)
    Inclusion.objects.create(event=other, edition=edition)

    _html, words = read("/fr/editions/mois-2026/")
    narrowed = read(words.links["Réseau des tiers-lieux (1)"])[1]

    assert {"Atelier retenu", "Atelier laissé"} <= set(words.text)
    assert "Atelier retenu" in narrowed.text
    assert "Atelier laissé" not in narrowed.text


def test_an_unpublished_edition_is_not_found(client: Client) -> None:
    EditionFactory(slug="mois-2027", published=False)

    assert client.get("/fr/editions/mois-2027/").status_code == 404


def test_an_organisation_shows_what_it_was_called_and_who_came_after(read) -> None:
    dinum = OrganisationFactory(slug="dinum", name="DINUM")
    dinsic = OrganisationFactory(slug="dinsic", name="DINSIC", successor=dinum)
    OrganisationName.objects.create(organisation=dinsic, name="Direction interministérielle du numérique et du SI")
    EventFactory(title="Ouverture", organisers=[dinsic], start_day=day(20))

    _html, words = read("/fr/organisations/dinsic/")

    assert words.links["DINUM"] == "/fr/organisations/dinum/"
    assert "Direction interministérielle du numérique et du SI" in words.text
    assert "Ouverture" in words.text
    assert read("/fr/organisations/dinum/")[1].links["DINSIC"] == "/fr/organisations/dinsic/"


def test_the_directory_finds_a_body_by_its_former_name_without_accents(read) -> None:
    body = OrganisationFactory(name="DINUM")
    OrganisationName.objects.create(organisation=body, name="Secrétariat d'État")
    OrganisationFactory(name="Cartogramme")

    _html, words = read("/fr/organisations/?q=secretariat")

    assert "DINUM" in words.text
    assert "Cartogramme" not in words.text


def test_the_directory_goes_on_from_page_to_page(read) -> None:
    for number in range(151):
        OrganisationFactory(name=f"Association {number:03}")

    _html, words = read("/fr/organisations/")
    rest = read(words.links["Noms suivants"])[1]

    assert "Association 149" in words.text
    assert "Association 150" not in words.text
    assert "Association 150" in rest.text


def test_a_place_says_how_to_get_there_and_what_takes_place(read) -> None:
    place = PlaceFactory(slug="halle", name="Halle aux Grains", access_note="Ascenseur en panne.")
    EventFactory(title="À venir ici", place=place, start_day=day(20))
    EventFactory(title="Passé ici", place=place, start_day=day(2))

    _html, words = read("/fr/places/halle/")

    assert words.text.index("À venir ici") < words.text.index("Passé ici")
    assert "Ascenseur en panne." in words.text


@pytest.mark.parametrize("kind", ["series", "editions", "organisations", "places"])
def test_what_does_not_exist_is_not_found(client: Client, kind: str) -> None:
    assert client.get(f"/fr/{kind}/nowhere/").status_code == 404


def test_each_page_takes_as_many_queries_for_3_events_as_for_60(queries_of) -> None:
    edition, place = EditionFactory(slug="mois", series=SeriesFactory(slug="serie")), PlaceFactory(slug="halle")
    body = OrganisationFactory(slug="ville")
    paths = ("/fr/series/", "/fr/series/serie/", "/fr/editions/mois/", "/fr/organisations/", "/fr/organisations/ville/")

    def more(number: int) -> None:
        for n in range(number):
            event = EventFactory(place=place, editions=[edition], organisers=[body], start_day=day(2 + n % 25))
            Participation.objects.create(event=event, organisation=OrganisationFactory(), role="participant")

    more(3)
    few = {path: queries_of(path) for path in (*paths, "/fr/places/halle/")}
    more(57)

    assert {path: queries_of(path) for path in few} == few
    assert max(few.values()) <= 12
