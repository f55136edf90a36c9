"""The page of an event, in the states an event can be in."""

from __future__ import annotations

import json
import re
from datetime import time

import pytest
from django.test import Client

from parvis.convene.agenda.models import (
    EventSource,
    Figure,
    FormerSlug,
    Information,
    Participation,
    Quote,
    RegistrationLink,
)
from parvis.ground.places.models import TransportLine
from parvis.ground.sources.models import Source
from tests.convene.agenda_pages.conftest import day
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    SessionFactory,
    UserFactory,
    enter_staff_mode,
)

pytestmark = pytest.mark.django_db


def test_the_page_tells_when_where_and_how_to_come(read) -> None:
    place = PlaceFactory(name="Halle aux Grains", accessibility=["induction-loop"])
    TransportLine.objects.create(place=place, mode="metro", label="2", stop="Quai Vert", distance_m=150)
    event = EventFactory(slug="berges", title="Trois scénarios", place=place)
    RegistrationLink.objects.create(event=event, url="https://inscriptions.example/berges")

    html, words = read("/fr/agenda/berges/")

    assert html.count("<h1>") == 1
    assert "Aujourd’hui, dure 2\u202fh\u202f30" in words.text
    assert '<b class="sign sign-metro">2</b>' in html
    assert "Quai Vert" in words.text
    assert words.links["S’inscrire"] == "https://inscriptions.example/berges"
    assert "Vous quittez ce site pour inscriptions.example." in words.text


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("cancelled", "Annulé"),
        ("postponed", "Reporté"),
        ("moved-online", "Passé en ligne"),
        ("full", "Complet"),
        ("rescheduled", "Reprogrammé"),
    ],
)
def test_what_became_of_the_event_is_said_before_its_title(read, status: str, word: str) -> None:
    EventFactory(slug="berges", title="Trois scénarios", status=status, previous_start_day=day(5))

    html, words = read("/fr/agenda/berges/")

    assert html.index(f"<strong>{word}</strong>") < html.index("<h1>")
    assert "D’abord annoncé pour le jeudi 5 mars 2026." in words.text


def test_nobody_is_asked_to_register_for_what_is_cancelled(read) -> None:
    event = EventFactory(slug="berges", status="cancelled")
    RegistrationLink.objects.create(event=event, url="https://inscriptions.example/berges")

    html, _words = read("/fr/agenda/berges/")

    assert 'class="button wide"' not in html


def test_the_programme_is_told_by_day_with_who_speaks(read) -> None:
    event = EventFactory(slug="sommet", start_day=day(12), end_day=day(13), start_time=None)
    first = SessionFactory(event=event, title="Ouverture", start_day=day(12), press_only=True)
    SessionFactory(event=event, title="Clôture", start_day=day(13), recording_url="https://video.example/1")
    Participation.objects.create(
        event=event, session=first, person=PersonFactory(name="Inès Barthélemy"), office="hydrologue", role="speaker"
    )

    html, words = read("/fr/agenda/sommet/")

    days = [f">{words}</h" for words in ("Jeudi 12 mars", "Ouverture", "Vendredi 13 mars", "Clôture")]
    assert sorted(days, key=html.index) == days
    assert "Presse seulement" in words.text
    assert "Inès Barthélemy, hydrologue" in words.text
    assert words.links["Voir l’enregistrement"] == "https://video.example/1"


def test_figures_quotes_sources_and_information_are_shown_with_who_says_so(read) -> None:
    event = EventFactory(slug="sommet", standing="documented")
    source = Source.objects.create(url="https://source.example/", title="Le compte rendu")
    Figure.objects.create(event=event, value="90", unit="exposants", scope="cette édition", source=source)
    Quote.objects.create(event=event, text="Nous ouvrons.", author="Camille Rivière", office="maire", source=source)
    EventSource.objects.create(event=event, source=source)
    Information.objects.create(event=event, label="Garde d'enfants", content="Sur place")

    html, words = read("/fr/agenda/sommet/")

    assert "Archive documentée" in words.text
    assert html.count('href="https://source.example/"') == 3
    assert "«\u202fNous ouvrons.\u202f»" in html
    assert "Garde d’enfants" in words.text


def test_participants_come_with_the_programmes_that_bring_them(read) -> None:
    event = EventFactory(slug="sommet", organisers=[OrganisationFactory(name="Ville d’Ambrelle", slug="ville")])
    Participation.objects.create(
        event=event, organisation=OrganisationFactory(name="Cartogramme"), role="participant", programmes=["Tremplin"]
    )

    _html, words = read("/fr/agenda/sommet/")

    assert words.links["Ville d’Ambrelle"] == "/fr/organisations/ville/"
    assert "(Tremplin)" in words.text


def test_more_details_to_come_leads_to_where_one_asks_for_them(read) -> None:
    event = EventFactory(slug="eau", more_to_come=True, start_time=None, hours_to_confirm=True)

    _html, words = read("/fr/agenda/eau/")

    assert "Précisions à venir" in words.text
    assert words.links["Me prévenir quand on en saura plus"].startswith(f"/fr/follow/event/{event.uid}/")
    assert "Horaires à confirmer" in words.text


def test_structured_data_can_be_read_and_cannot_close_its_element(read) -> None:
    EventFactory(slug="berges", title="Trois </script><script>alert(1)</script> scénarios")

    html, _words = read("/fr/agenda/berges/")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)

    assert "alert(1)</script>" not in html
    assert json.loads(found[0])["name"] == "Trois </script><script>alert(1)</script> scénarios"


def test_an_old_address_leads_for_ever_to_the_present_one(client: Client) -> None:
    event = EventFactory(slug="berges")
    FormerSlug.objects.create(slug="berges-2", event=event)

    response = client.get("/en/agenda/berges-2/")

    assert (response.status_code, response["Location"]) == (301, "/en/agenda/berges/")


def test_an_address_without_event_offers_a_search(read) -> None:
    html, words = read("/fr/agenda/berges-de-l-ambre/", status=404)

    assert "Aucun événement à cette adresse" in words.text
    assert 'value="berges de l ambre"' in html


def test_a_withdrawn_event_is_gone_and_a_draft_was_never_there(client: Client) -> None:
    shown = EventFactory(slug="retire")
    type(shown).objects.filter(pk=shown.pk).update(state="withdrawn")
    EventFactory(slug="brouillon", title="Brouillon secret", state="draft")

    gone, draft = client.get("/fr/agenda/retire/"), client.get("/fr/agenda/brouillon/")

    assert (gone.status_code, draft.status_code) == (410, 404)
    assert "Brouillon secret" not in draft.content.decode()


def test_staff_reads_a_draft_marked_as_one(client: Client) -> None:
    EventFactory(slug="brouillon", title="Brouillon secret", state="draft")
    enter_staff_mode(client, UserFactory(is_staff=True))

    html = client.get("/fr/agenda/brouillon/").content.decode()

    assert '<span class="tag filled">Brouillon</span>' in html
    assert "application/ld+json" not in html


def test_an_event_takes_as_many_queries_with_one_session_as_with_thirty(queries_of) -> None:
    edition = EditionFactory()
    small = EventFactory(slug="petit", editions=[edition], formats=["workshop"])
    large = EventFactory(slug="grand", editions=[edition], formats=["workshop"], place=PlaceFactory())
    SessionFactory(event=small)
    for minute in range(30):
        session = SessionFactory(event=large, start_time=time(18, minute), admission="free")
        Participation.objects.create(event=large, session=session, person=PersonFactory(), role="speaker")

    few, many = queries_of("/fr/agenda/petit/"), queries_of("/fr/agenda/grand/")

    assert many == few <= 12


def test_a_page_in_another_language_says_which_parts_are(read) -> None:
    EventFactory(slug="berges", title="Trois scénarios", language="fr")

    html, words = read("/en/agenda/berges/")

    assert '<article class="event" lang="fr">' in html
    assert '<div class="event-aside" lang="en">' in html
    assert "Français" in words.text
