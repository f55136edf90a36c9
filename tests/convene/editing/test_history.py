"""The history of a page: who saved what, what changed, and the way back."""

from __future__ import annotations

import pytest

from parvis.convene.agenda.actions import write_edition, write_event, write_series
from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.frames import edition_content
from parvis.convene.agenda.models import Event
from parvis.ground.journal.queries import entries_for
from parvis.ground.places.actions import write_place
from parvis.ground.versions.actions import erase_contents
from parvis.ground.versions.queries import latest, versions_of
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PlaceFactory,
    SeriesFactory,
    SessionFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return OrganisationFactory()


def address(kind, thing, rest=""):
    return f"/en/organise/{kind}/{thing.uid}/history/{rest}"


def test_a_history_says_who_saved_what_and_what_changed(client, member, body):
    writer = member("contributor", body)
    hall, market = PlaceFactory(name="Halle aux grains"), PlaceFactory(name="Marché couvert")
    event = EventFactory(organisation=body, title="Les berges samedi", place=hall)
    write_event(writer, event, {"title": "Les berges dimanche", "place": str(market.uid), "start_day": "2026-03-15"})

    page = client.get(address("events", event)).content.decode()

    assert writer.name in page
    assert '<del><span class="hidden">removed: </span>samedi</del>' in page
    assert "Halle aux grains" in page
    assert "Marché couvert" in page
    assert "Sunday 15 March 2026" in page
    assert str(market.uid) not in page


def test_any_two_versions_are_compared(client, member, body):
    writer = member("contributor", body)
    event = EventFactory(organisation=body, title="un")
    for title in ("deux", "trois"):
        write_event(writer, event, {"title": title})

    page = client.get(address("events", event), {"from": "1", "to": "3"}).content.decode()

    assert "From version 1 to version 3" in page
    assert "</span>un</del>" in page
    assert "</span>trois</ins>" in page


@pytest.mark.parametrize("asked", [{"from": "x", "to": "99999999999999999999"}, {"from": "3"}, {"to": "-1"}])
def test_nonsense_compares_the_last_two(client, member, body, asked):
    writer = member("contributor", body)
    event = EventFactory(organisation=body)
    write_event(writer, event, {"title": "deux"})

    assert "From version 1 to version 2" in client.get(address("events", event), asked).content.decode()


def test_going_back_writes_a_new_version_and_says_so_in_the_journal(client, member, body):
    writer = member("contributor", body)
    event = EventFactory(organisation=body, title="un")
    session = SessionFactory(event=event, title="Table ronde")
    write_event(writer, event, {"title": "deux", "sessions": []})

    shown = client.get(address("events", event, "1/restore/"))
    done = client.post(address("events", event, "1/restore/"), {"base": "2"})

    assert "Table ronde" in shown.content.decode()
    assert done.status_code == 302
    assert Event.objects.get(pk=event.pk).title == "un"
    assert content_of(event)["sessions"][0]["uid"] == str(session.uid)
    assert [version.number for version in versions_of("event", event.uid)] == [3, 2, 1]
    assert "changed" in entries_for("event", event.uid, language="en")[0].sentence


def test_going_back_is_refused_when_somebody_saved_meanwhile(client, member, body):
    writer = member("contributor", body)
    event = EventFactory(organisation=body, title="un")
    write_event(writer, event, {"title": "deux"})
    write_event(UserFactory(), event, {"title": "trois"})

    answer = client.post(address("events", event, "1/restore/"), {"base": "2"}, follow=True)

    assert "Somebody saved in the meantime" in answer.content.decode()
    assert Event.objects.get(pk=event.pk).title == "trois"


def test_a_version_that_was_erased_is_not_offered(client, member, body):
    writer = member("contributor", body)
    event = EventFactory(organisation=body)
    write_event(writer, event, {"title": "deux"})
    erase_contents("event", event.uid)

    assert "What it said was erased" in client.get(address("events", event)).content.decode()
    assert client.get(address("events", event, "1/restore/")).status_code == 404


def test_a_history_without_a_version_says_so(client, member, body):
    member("contributor", body)

    assert "No version yet" in client.get(address("events", EventFactory(organisation=body))).content.decode()


@pytest.mark.parametrize("role", ["contributor", "moderator"])
def test_nobody_reads_the_history_of_another_body(client, member, role):
    member(role)
    event = EventFactory(organisation=OrganisationFactory())

    assert client.get(address("events", event)).status_code == 403
    assert client.post(address("events", event, "1/restore/")).status_code == 403


def test_editions_series_and_places_have_a_history_too(client, member, body):
    organiser = member("administrator", body)
    series, place = SeriesFactory(), PlaceFactory()
    edition = EditionFactory(series=series, host=body)
    write_edition(organiser, edition, {"name_fr": "Le grand rendez-vous"})
    write_series(organiser, series, {"summary_en": "Every week"})
    write_place(organiser, place, {"lines": [{"mode": "metro", "label": "4"}]})

    pages = [client.get(address(*pair)).content.decode() for pair in (
        ("editions", edition), ("series", series), ("places", place)
    )]  # fmt: skip

    assert "Le grand rendez-vous" in pages[0]
    assert "Every week" in pages[1]
    assert "Transport lines" in pages[2]
    assert client.post(address("editions", edition, "1/restore/"), {"base": "2"}).status_code == 302
    assert edition_content(type(edition).objects.get(pk=edition.pk))["name_fr"] != "Le grand rendez-vous"


@pytest.mark.parametrize("versions", [2, 12])
def test_a_history_asks_few_questions(client, member, body, versions, django_assert_max_num_queries):
    writer = member("contributor", body)
    event = EventFactory(organisation=body, place=PlaceFactory(), themes=[TermFactory()], organisers=[body])
    for number in range(versions):
        write_event(writer, event, {"title": f"titre {number}", "themes": [], "place": None})

    with django_assert_max_num_queries(9):
        client.get(address("events", event))


def test_the_version_that_stands_names_a_place_merged_since(client, member, body):
    from parvis.convene.agenda.actions import merge_places

    writer = member("administrator", body)
    kept, gone = PlaceFactory(name="Halle"), PlaceFactory(name="La Halle")
    event = EventFactory(organisation=body, place=gone)
    write_event(writer, event, {"title": "deux"})

    assert merge_places(writer, kept, gone) == 1

    assert "La Halle" in client.get(address("events", event)).content.decode()
    assert latest("event", event.uid).content["place"] == str(kept.uid)
    assert client.post(address("events", event, "1/restore/"), {"base": "3"}).status_code == 302
    assert Event.objects.get(pk=event.pk).place == kept
