"""Series, editions and places are written on pages of their own, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest

from parvis.convene.agenda.actions import merge_places, write_edition
from parvis.convene.agenda.models import Edition, Event, Series
from parvis.convene.editing.queries.frames import alike, edition_doubts
from parvis.ground.journal.queries import entries_for
from parvis.ground.places.actions import write_place
from parvis.ground.places.models import Place
from parvis.ground.versions.queries import latest
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PlaceFactory,
    SeriesFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def edition_form(edition=None, **changes):
    typed = {
        "series": str((edition.series if edition else SeriesFactory()).uid),
        "name_fr": "Mois de l’innovation 2027",
        "name_en": "Innovation month 2027",
        "summary_fr": "",
        "summary_en": "",
        "year": "2027",
        "first_day": "2027-03-01",
        "last_day": "2027-03-31",
        "host": str(edition.host.uid) if edition else "",
        "website": "",
        "published": "on",
        "base": "0",
    }
    return {**typed, **changes}


def lines(number=0, **rows):
    return {"lines-TOTAL_FORMS": str(number), "lines-INITIAL_FORMS": "0", **rows}


def test_an_edition_is_created_in_both_languages(client, member):
    body = OrganisationFactory()
    organiser = member("organiser", body)

    answer = client.post("/en/organise/editions/new/", edition_form(host=str(body.uid)))

    edition = Edition.objects.get()
    assert answer.status_code == 302
    assert (edition.name.localize("fr"), edition.name.localize("en")) == (
        "Mois de l’innovation 2027",
        "Innovation month 2027",
    )
    assert (edition.slug, edition.host, edition.first_day) == ("mois-de-l-innovation-2027", body, date(2027, 3, 1))
    assert latest("edition", edition.uid).actor == organiser
    assert entries_for("edition", edition.uid, language="en")[0].action == "edition.created"


def test_a_series_is_created_then_changed(client, member):
    member("organiser")
    typed = {"name_fr": "Mois", "name_en": "", "summary_fr": "", "summary_en": "", "kind": "month", "base": "0"}

    client.post("/fr/organise/series/new/", typed)
    series = Series.objects.get()
    client.post(f"/fr/organise/series/{series.uid}/", {**typed, "name_fr": "Mois public", "base": "1"})

    assert str(Series.objects.get().name) == "Mois public"
    assert latest("series", series.uid).number == 2


def test_an_edition_that_ends_before_it_begins_keeps_what_was_typed(client, member):
    body = OrganisationFactory()
    member("organiser", body)
    edition = EditionFactory(host=body)

    answer = client.post(f"/en/organise/editions/{edition.uid}/", edition_form(edition, last_day="2027-02-01"))

    assert answer.status_code == 422
    assert "The last day comes before the first" in answer.content.decode()
    assert "Innovation month 2027" in answer.content.decode()


def test_of_two_who_write_at_once_the_second_sees_both_and_loses_nothing(client, member):
    body = OrganisationFactory()
    member("organiser", body)
    edition = EditionFactory(host=body)
    client.post(f"/en/organise/editions/{edition.uid}/", edition_form(edition))
    write_edition(UserFactory(name="Hugo"), edition, {"website": "https://mois.example/", "name_fr": "Le mois 2027"})

    typed = edition_form(edition, base="2", name_fr="Notre mois 2027")
    answer = client.post(f"/en/organise/editions/{edition.uid}/", typed)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Hugo saved while you were writing" in page
    assert 'value="Notre mois 2027"' in page
    assert 'value="https://mois.example/"' in page
    saved = client.post(
        f"/en/organise/editions/{edition.uid}/", {**typed, "base": "3", "website": "https://mois.example/"}
    )
    assert saved.status_code == 302
    assert Edition.objects.get().name.localize("fr") == "Notre mois 2027"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_fr": "Mois de l’innovation 2025"}, "name_fr"),
        ({"last_day": "2029-01-02"}, "last_day"),
        ({"summary_fr": "Rendez-vous le samedi 15 mars 2027."}, "summary_fr"),
    ],
)
def test_what_an_edition_contradicts_in_itself_is_said_in_the_margin(changes, field):
    content = {"year": 2027, "name_fr": "Mois 2027", "first_day": "2027-03-01", "last_day": "2027-03-31", **changes}

    doubts = edition_doubts(content, "fr", date(2026, 11, 25))

    assert [doubt.field for doubt in doubts] == [field]


def test_an_edition_without_contradiction_has_nothing_in_the_margin():
    content = {"year": 2026, "name_fr": "Semaine 2025-2026", "first_day": "2026-12-28", "last_day": "2027-01-03"}

    assert edition_doubts(content, "fr", date(2026, 11, 25)) == ()


def test_a_place_that_looks_like_another_is_added_only_on_purpose(client, member):
    member("contributor")
    PlaceFactory(name="Halle aux Grains", city="Ambrelle", address="1 quai du Port")
    typed = {"name": "halle aux grains", "city": "Ambrelle", "country": "FR", **lines()}

    first = client.post("/en/organise/places/new/", typed)
    second = client.post("/en/organise/places/new/", {**typed, "another": "1"})

    assert first.status_code == 409
    assert "same name" in first.content.decode()
    assert second.status_code == 302
    assert Place.objects.count() == 2


def test_places_are_alike_by_name_by_address_or_by_one_name_within_the_other():
    PlaceFactory(name="Médiathèque", address="3 rue Haute")
    PlaceFactory(name="Gare", address="3, rue HAUTE")
    PlaceFactory(name="Salle des fêtes", address="ailleurs", city="Autreville")

    found = alike("Médiathèque Simone-Veil", "3 rue haute", "Ambrelle")

    assert [one.name for one in found] == ["Gare", "Médiathèque"]


def test_a_place_keeps_its_lines_in_order(client, member):
    member("organiser")
    place = PlaceFactory()
    rows = {
        "lines-0-mode": "metro", "lines-0-label": "4", "lines-0-stop": "Halles", "lines-0-distance_m": "200",
        "lines-1-mode": "bus", "lines-1-label": "38", "lines-1-stop": "",
    }  # fmt: skip

    client.post(
        f"/en/organise/places/{place.uid}/", {"name": "Halle", "country": "FR", "base": "0", **lines(2, **rows)}
    )

    assert [str(line) for line in place.lines.all()] == ["Métro 4 Halles", "Bus 38"]
    assert latest("place", place.uid).content["lines"][0]["distance_m"] == 200


def test_merging_moves_every_event_and_session_and_the_address_redirects(client, member):
    administrator = member("administrator")
    kept, gone = PlaceFactory(slug="halle"), PlaceFactory(slug="la-halle", name="La Halle")
    event, other = EventFactory(place=gone), EventFactory(place=kept)
    session = SessionFactory(event=other, place=gone)
    older = PlaceFactory(slug="vieille-halle")
    merge_places(administrator, gone, older)

    shown = client.get(f"/en/organise/places/{kept.uid}/merge/", {"gone": str(gone.uid)})
    done = client.post(f"/en/organise/places/{kept.uid}/merge/", {"gone": str(gone.uid), "sure": "1"})

    event.refresh_from_db()
    session.refresh_from_db()
    assert "One event moves" in shown.content.decode()
    assert done.status_code == 302
    assert (event.place, session.place) == (kept, kept)
    assert not Place.objects.filter(slug="la-halle").exists()
    for former in ("la-halle", "vieille-halle"):
        assert client.get(f"/fr/places/{former}/")["Location"] == "/fr/places/halle/"
    assert entries_for("place", kept.uid, language="en")[0].sentence.endswith(
        "merged “La Halle, Ambrelle” into this place"
    )
    assert entries_for("event", event.uid)[0].action == "event.place-merged"
    assert latest("event", event.uid).content["place"] == str(kept.uid)


def test_a_place_is_not_merged_with_itself(client, member):
    member("administrator")
    place = PlaceFactory()

    answer = client.post(f"/en/organise/places/{place.uid}/merge/", {"gone": str(place.uid), "sure": "1"})

    assert answer.status_code == 422
    assert Place.objects.filter(pk=place.pk).exists()


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("contributor", "editions/new/", 403),
        ("contributor", "series/new/", 403),
        ("contributor", "places/new/", 200),
        ("contributor", "places/{place}/", 403),
        ("organiser", "places/{place}/", 200),
        ("organiser", "places/{place}/merge/", 403),
        ("organiser", "editions/{edition}/", 403),
        ("organiser", "series/{series}/", 403),
        ("administrator", "places/{place}/merge/", 200),
    ],
)
def test_each_page_opens_to_whom_the_rules_say(client, member, role, path, status):
    edition = EditionFactory(host=OrganisationFactory())
    member(role)

    answer = client.get(
        "/fr/organise/" + path.format(place=PlaceFactory().uid, edition=edition.uid, series=edition.series.uid)
    )

    assert answer.status_code == status


@pytest.mark.parametrize("path", ["editions/", "series/", "places/"])
def test_lists_ask_the_same_whatever_they_hold(client, member, path, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    body = OrganisationFactory()
    member("administrator", body)
    counts = []
    for _round in range(2):
        for _number in range(1 + 2 * _round):
            EventFactory(place=PlaceFactory(), editions=[EditionFactory(host=body)])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/fr/organise/{path}").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12


def test_a_writer_of_a_place_is_not_overtaken(client, member):
    organiser = member("organiser")
    place = PlaceFactory(name="Halle", latitude="48.5", longitude="2.25")
    typed = {"name": "Halle", "city": "Ambrelle", "address": place.address, "country": "FR",
             "latitude": "48.5", "longitude": "2.25", **lines()}  # fmt: skip
    write_place(organiser, place, {"website": "https://halle.example/"})

    answer = client.post(f"/en/organise/places/{place.uid}/", {**typed, "base": "1", "name": "La Halle"})

    assert answer.status_code == 409
    assert 'value="https://halle.example/"' in answer.content.decode()
    assert Event.objects.count() == 0
