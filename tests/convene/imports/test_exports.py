"""A list leaves as a file and comes back with no change; nothing hidden leaves with it."""

import io
import json
import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.importing.running import run
from parvis.convene.agenda.models import Event, Information, Participation, Quote, RegistrationLink, Session
from parvis.ground.versions.models import Version
from tests.convene.imports.test_pages import organiser
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
FORMS = ("csv", "export.ics", "openagenda.json", "zip")


@pytest.fixture(autouse=True)
def _in_march(time_machine_at) -> None:
    time_machine_at("2026-03-01T09:00:00+01:00")


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def taken(client: Client, form: str, folder: Path, query: str = "") -> list[Path]:
    """The export as files that `parvis import` reads."""
    response = client.get(f"/fr/agenda.{form}{query}")
    assert response.status_code == 200
    content = body_of(response)
    if form == "zip":
        zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
        return sorted(folder.glob("*.md"))
    (folder / f"list.{form}").write_bytes(content)
    return [folder / f"list.{form}"]


def season() -> None:
    """Events that hold everything an export may carry."""
    body = OrganisationFactory(name="Ville d’Ambrelle")
    rich = EventFactory(
        title="Les berges: “l’eau”, la suite",
        lead="Venez *tous*.\r\nApportez vos bottes.",
        body="## Au programme\r\n\r\n- une visite | un débat\n- `=1+1`",
        place=PlaceFactory(name="Halle aux Grains", postcode="99420", accessibility=["step-free", "lift"]),
        formats=["workshop"],
        themes=["open-data"],
        audiences=["everyone"],
        editions=[EditionFactory()],
        online_url="https://visio.example/berges",
        mode="mixed",
        organisation=body,
    )
    Participation.objects.create(event=rich, organisation=body, role="organiser")
    Participation.objects.create(event=rich, person=PersonFactory(), role="speaker", order=1)
    RegistrationLink.objects.create(event=rich, label="S’inscrire", url="https://billets.example/1")
    Information.objects.create(event=rich, label="Garde d’enfants", content="dès 3 ans")
    Quote.objects.create(event=rich, text="Une ville, c’est une rive.", author="Ada Rivière", office="maire")
    SessionFactory(event=rich, formats=["workshop"])
    EventFactory(title="Trois jours", start_day=date(2026, 3, 20), end_day=date(2026, 3, 22), start_time=None)
    EventFactory(title="Sans fin dite", start_day=date(2026, 3, 21), end_time=None)
    EventFactory(title="Annulé", start_day=date(2026, 3, 23), status="cancelled", mode="unknown")
    EventFactory(title="Nuit", start_day=date(2026, 3, 24), end_day=date(2026, 3, 25), end_time=time(2))
    EventFactory(title="Brouillon secret", state="draft")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_exported_comes_back_with_no_change(form: str, client: Client, tmp_path: Path) -> None:
    season()
    before = list(Event.objects.order_by("pk").values())

    outcome = run(taken(client, form, tmp_path), publish=True, language="fr")

    assert [record.parts for record in outcome.records if record.parts] == []
    assert outcome.counts == {"created": 0, "updated": 0, "unchanged": 5, "quarantined": 0}
    assert list(Event.objects.order_by("pk").values()) == before
    assert not Version.objects.exists()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_exported_makes_the_season_again_elsewhere_once(form: str, client: Client, tmp_path: Path) -> None:
    season()
    files = taken(client, form, tmp_path)
    told = ("title", "start_day", "start_time", "end_day", "end_time", "status", "mode", "online_url")
    before = list(Event.objects.filter(state="published").order_by("start_day").values_list(*told))
    Event.objects.all().delete()

    first = run(files, publish=True, language="fr")
    second = run(files, publish=True, language="fr")

    assert first.counts == {"created": 5, "updated": 0, "unchanged": 0, "quarantined": 0}
    assert second.counts == {"created": 0, "updated": 0, "unchanged": 5, "quarantined": 0}
    assert list(Event.objects.order_by("start_day").values_list(*told)) == before


def test_a_page_carries_everything(client: Client, tmp_path: Path) -> None:
    season()
    files = taken(client, "zip", tmp_path)
    Event.objects.all().delete()

    run(files, publish=True, language="fr")

    event = Event.objects.get(start_day=date(2026, 3, 12))
    assert event.place is not None
    assert event.place.name == "Halle aux Grains"
    assert [term.code for term in event.formats.all()] == ["workshop"]
    assert [term.code for term in event.themes.all()] == ["open-data"]
    assert event.quotes.get().author == "Ada Rivière"
    assert event.information.get().content == "dès 3 ans"
    assert event.registration_links.get().label == "S’inscrire"
    assert {row.role for row in event.participations.filter(session=None)} == {"organiser", "speaker"}
    assert Session.objects.filter(event=event).count() == 1


def test_a_table_corrected_elsewhere_changes_what_it_says_and_nothing_else(client: Client, tmp_path: Path) -> None:
    season()
    (path,) = taken(client, "csv", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("Sans fin dite", "Une fin dite"), encoding="utf-8")
    sessions = list(Session.objects.values())

    outcome = run([path], language="fr")

    assert outcome.counts == {"created": 0, "updated": 1, "unchanged": 4, "quarantined": 0}
    changed = Event.objects.get(title="Une fin dite")
    assert [version.number for version in Version.objects.filter(object_uid=changed.uid).order_by("number")] == [1, 2]
    assert list(Session.objects.values()) == sessions


def test_an_export_has_the_filters_of_the_page(client: Client) -> None:
    EventFactory(title="Un atelier", formats=["workshop"])
    EventFactory(title="Une visite", formats=["visit"])
    EventFactory(title="Autre mois", formats=["workshop"], start_day=date(2026, 4, 12))

    text = body_of(client.get("/fr/agenda.csv?format=workshop&when=2026-03")).decode("utf-8-sig")

    assert "Un atelier" in text
    assert "Une visite" not in text
    assert "Autre mois" not in text


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_published_is_not_exported(form: str, client: Client) -> None:
    EventFactory(title="Brouillon secret", slug="secret", state="draft")

    content = body_of(client.get(f"/fr/agenda.{form}"))

    assert b"ecret" not in content
    assert client.get("/fr/agenda/secret.md").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_an_export_asks_as_many_queries_for_three_events_as_for_one(form: str, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            body_of(client.get(f"/fr/agenda.{form}"))
        return len(asked)

    season()
    Event.objects.exclude(title__startswith="Les berges").delete()
    once = queries()
    season()

    assert queries() == once <= 20


def test_an_export_sets_no_cookie_and_is_not_sent_twice(client: Client) -> None:
    EventFactory()
    first = client.get("/fr/agenda.csv")
    body_of(first)

    again = client.get("/fr/agenda.csv", HTTP_IF_NONE_MATCH=first["ETag"])

    assert not first.cookies
    assert again.status_code == 304
    assert 'filename="agenda.csv"' in first["Content-Disposition"]


def test_openagenda_leaves_out_what_lasts_too_long_for_it(client: Client) -> None:
    EventFactory(title="Dix ans", start_day=date(2020, 1, 1), end_day=date(2030, 1, 1), start_time=None)
    EventFactory(title="Un jour")

    events = json.loads(body_of(client.get("/fr/agenda.openagenda.json")))["events"]

    assert [event["title"]["fr"] for event in events] == ["Un jour"]


def test_one_event_leaves_as_a_page(client: Client, tmp_path: Path) -> None:
    event = EventFactory(title="Les berges", slug="les-berges")
    page = tmp_path / "x.md"
    page.write_bytes(client.get("/fr/agenda/les-berges.md").content)

    outcome = run([page])

    assert [(record.action, record.slug) for record in outcome.records] == [("unchanged", event.slug)]


def test_the_subscription_page_leads_to_every_export_under_the_same_filters(client: Client) -> None:
    EventFactory(formats=["workshop"])

    html = client.get("/fr/agenda/subscribe/?format=workshop").content.decode()

    for form in FORMS:
        assert f"/fr/agenda.{form}?when=month&amp;format=workshop" in html


def organisers_list(client: Client, form: str, query: str = "") -> Any:
    return client.get(f"/fr/organise/events.{form}{query}")


@pytest.mark.parametrize("form", FORMS)
def test_an_organisers_list_leaves_with_drafts_of_their_bodies_alone_and_is_kept_by_nobody(
    form: str, client: Client
) -> None:
    user, body = organiser()
    EventFactory(title="Mon brouillon", slug="mon-brouillon", state="draft", organisation=body)
    EventFactory(title="Autre brouillon", slug="autre-brouillon", state="draft", organisation=OrganisationFactory())
    client.force_login(user)

    response = organisers_list(client, form)
    content = body_of(response)

    names = (
        b" ".join(name.encode() for name in zipfile.ZipFile(io.BytesIO(content)).namelist())
        if form == "zip"
        else content
    )
    assert b"rouillon" in names
    assert b"utre" not in names
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_an_organisers_export_has_the_filters_of_their_list(client: Client) -> None:
    user, body = organiser()
    EventFactory(title="Brouillon", state="draft", organisation=body)
    EventFactory(title="Publié", organisation=body)
    client.force_login(user)

    text = body_of(organisers_list(client, "csv", "?state=draft")).decode("utf-8-sig")

    assert "Brouillon" in text
    assert "Publié" not in text
    assert "/fr/organise/events.csv?state=draft" in client.get("/fr/organise/events/?state=draft").content.decode()


def test_a_stranger_takes_no_organisers_list(client: Client) -> None:
    assert organisers_list(client, "csv").status_code == 302


def test_a_draft_that_comes_back_stays_one(client: Client, tmp_path: Path) -> None:
    user, body = organiser()
    EventFactory(title="Brouillon", state="draft", organisation=body)
    client.force_login(user)
    path = tmp_path / "mine.csv"
    path.write_bytes(body_of(organisers_list(client, "csv")))

    outcome = run([path], publish=True)

    assert outcome.counts["unchanged"] == 1
    assert Event.objects.get().state == "draft"
