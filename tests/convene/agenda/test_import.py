"""Importing documents: each is created or quarantined with a reason; twice changes nothing; people's edits stay."""

import json
from datetime import date, time
from pathlib import Path
from textwrap import dedent

import pytest

from parvis.convene.agenda import actions
from parvis.convene.agenda.importing.running import run
from parvis.convene.agenda.models import (
    Edition,
    Event,
    ImportedDocument,
    Inclusion,
    QuarantinedDocument,
    Session,
)
from parvis.disclose.importing.records import Outcome, Record
from parvis.ground.journal.models import Entry
from parvis.ground.places.models import Place
from parvis.ground.search.queries import search
from parvis.people.models import Organisation
from tests import shared
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, PlaceFactory
from tests.instances import put_migrated

pytestmark = pytest.mark.django_db

PAGE = """\
---
title: {title}
date: 2026-01-05 09:00:00 +01:00
{extra}categories:
- Atelier
tags:
- Données ouvertes
- Un programme à nous
chapeau-text: "{lead}"
event_start_date: {start}
lieu: Halle aux Grains
adresse: 2 place des Mesureurs, 99420 Ambrelle
champs_informations:
- intitule: Inscription
  contenu: S'inscrire
  lien: https://ambrelle.example/inscription
---

Un texte.
"""


def write(folder: Path, name: str = "berges.md", **changes: str) -> Path:
    said = {"title": "Les berges", "lead": "Venez.", "start": "2026-03-12 18:30:00 +01:00", "extra": "", **changes}
    path = folder / name
    path.write_text(PAGE.format(**said), encoding="utf-8")
    return path


def actions_of(outcome: Outcome) -> list[str]:
    return [record.action for record in outcome.records]


def test_a_page_becomes_an_event(tmp_path: Path) -> None:
    outcome = run([write(tmp_path)], publish=True, language="fr")

    (record,) = outcome.records
    assert (record.action, record.slug, record.start, record.precision, record.place) == (
        "create",
        "berges",
        "2026-03-12T18:30:00+01:00",
        "minute",
        "Halle aux Grains",
    )
    event = Event.objects.get()
    assert (event.start_day, event.start_time, event.state, event.mode) == (
        date(2026, 3, 12),
        time(18, 30),
        "published",
        "onsite",
    )
    assert [term.code for term in event.formats.all()] == ["workshop"]
    assert [term.code for term in event.themes.all()] == ["open-data"]
    assert event.place is not None
    assert (event.place.city, event.place.postcode) == ("Ambrelle", "99420")
    assert event.registration_links.get().url == "https://ambrelle.example/inscription"
    document = event.document
    assert document.text.startswith("---\ntitle: Les berges")
    assert {"kind": "theme", "text": "Un programme à nous", "data": {}, "line": 0} in document.suggestions
    assert [hit.title for hit in search("berges", "fr").hits] == ["Les berges"]
    assert Entry.objects.get(object_uid=event.uid).action == "event.imported"


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    run([path], publish=True)
    before = list(Event.objects.values()), Entry.objects.count(), list(ImportedDocument.objects.values())

    outcome = run([path], publish=True)

    assert actions_of(outcome) == ["unchanged"]
    assert (list(Event.objects.values()), Entry.objects.count(), list(ImportedDocument.objects.values())) == before


def test_a_new_version_updates_what_it_says_differently(tmp_path: Path) -> None:
    run([write(tmp_path)], publish=True)
    slug_before = Event.objects.get().slug

    outcome = run([write(tmp_path, title="Les berges, la suite", start="2026-03-19 18:30:00 +01:00")])

    assert actions_of(outcome) == ["update"]
    event = Event.objects.get()
    assert (event.title, event.start_day, event.slug, event.sequence) == (
        "Les berges, la suite",
        date(2026, 3, 19),
        slug_before,
        1,
    )
    assert Entry.objects.filter(action="event.import-updated").count() == 1
    assert event.starts_at.day == 19


def test_an_import_never_overwrites_what_a_person_edited(tmp_path: Path) -> None:
    run([write(tmp_path)], publish=True)
    event = Event.objects.get()
    event.title = "Corrigé à la main"
    event.save()
    event.registration_links.all().delete()
    actions.edited_by_hand(None, event, {"title", "registration_links"})

    outcome = run([write(tmp_path, title="Autre titre", lead="Venez tous.")], language="fr")

    event.refresh_from_db()
    assert event.title == "Corrigé à la main"
    assert event.lead == "Venez tous."
    assert not event.registration_links.exists()
    (record,) = outcome.records
    assert record.action == "update"
    assert any("registration_links, title" in reason for reason in record.reasons)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    paths = [write(tmp_path), write(tmp_path, "sans-date.md", start="bientôt")]

    dry = run(paths, dry=True)
    assert not Event.objects.exists()
    assert not Place.objects.exists()
    assert not QuarantinedDocument.objects.exists()
    wet = run(paths)

    assert dry.as_json() == wet.as_json()
    assert actions_of(wet) == ["create", "quarantine"]


def test_without_publish_an_event_is_a_draft_and_publish_shows_it_later(tmp_path: Path) -> None:
    path = write(tmp_path)
    run([path])
    assert Event.objects.get().state == "draft"
    assert search("berges", "fr").total == 0

    outcome = run([path], publish=True)

    assert actions_of(outcome) == ["update"]
    assert Event.objects.get().state == "published"
    assert search("berges", "fr").total == 1


def test_what_its_source_does_not_publish_is_never_published(tmp_path: Path) -> None:
    path = write(tmp_path, extra="published: false\n")

    (record,) = run([path], publish=True, language="en").records
    run([path], publish=True)

    assert record.action == "create"
    assert Event.objects.get().state == "draft"
    assert record.reasons


def test_a_withdrawn_event_is_not_published_again_by_an_import(tmp_path: Path) -> None:
    path = write(tmp_path)
    run([path], publish=True)
    actions.withdraw(None, Event.objects.get())

    assert actions_of(run([path], publish=True)) == ["unchanged"]
    assert Event.objects.get().state == "withdrawn"


def test_a_document_without_a_date_is_kept_word_for_word_with_its_reason(tmp_path: Path) -> None:
    path = write(tmp_path, start="0007-08-31 23:09:21 +00:09")

    first, second = run([path], language="fr"), run([path], language="fr")

    assert actions_of(first) == actions_of(second) == ["quarantine"]
    (record,) = first.records
    assert (record.start, record.end, record.precision, record.slug) == (None, None, "unknown", None)
    assert record.reasons
    row = QuarantinedDocument.objects.get()
    assert row.text == path.read_text()
    assert row.reasons[0]["message"]["fr"]


def test_a_document_put_right_leaves_the_quarantine(tmp_path: Path) -> None:
    run([write(tmp_path, start="bientôt")])

    assert actions_of(run([write(tmp_path)])) == ["create"]
    assert not QuarantinedDocument.objects.exists()


def test_twins_are_told_and_never_merged(tmp_path: Path) -> None:
    EventFactory(title="LES BERGES", slug="deja-la", start_day=date(2026, 3, 12))

    outcome = run([write(tmp_path), write(tmp_path, "berges-5ca8c5.md")], language="en")

    assert actions_of(outcome) == ["create", "create"]
    assert Event.objects.count() == 3
    assert "deja-la" in outcome.records[0].reasons[-1]
    assert any("berges" in reason for reason in outcome.records[1].reasons)


def test_two_documents_of_one_identity_do_not_fight(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    paths = [write(tmp_path / "a"), write(tmp_path / "b", title="Autre")]

    first, second = run(paths), run(paths)

    assert actions_of(first) == ["create", "quarantine"]
    assert actions_of(second) == ["unchanged", "quarantine"]
    assert Event.objects.get().title == "Les berges"


def test_a_known_place_and_a_former_name_of_a_body_are_recognised(tmp_path: Path) -> None:
    known = PlaceFactory(name="HALLE AUX GRAINS", city="Ambrelle")
    body = OrganisationFactory(name="Direction interministérielle du numérique")
    body.names.create(name="DINSIC")
    feed = tmp_path / "agenda.ics"
    feed.write_text(
        dedent("""\
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//FR
        BEGIN:VEVENT
        UID:1@ambrelle.example
        DTSTAMP:20260101T000000Z
        DTSTART;VALUE=DATE:20260312
        DTEND;VALUE=DATE:20260314
        SUMMARY:Deux jours
        ORGANIZER;CN=Dinsic:mailto:a@ambrelle.example
        END:VEVENT
        END:VCALENDAR
        """).replace("\n", "\r\n"),
        encoding="utf-8",
    )

    outcome = run([write(tmp_path), feed], publish=True)

    assert actions_of(outcome) == ["create", "create"]
    assert Event.objects.get(slug="berges").place == known
    days = Event.objects.get(slug="deux-jours")
    assert (days.start_day, days.end_day) == (date(2026, 3, 12), date(2026, 3, 13))
    assert outcome.records[1].end == "2026-03-13"
    assert days.participations.get().organisation == body
    assert Organisation.objects.count() == 1


def test_an_edition_asked_for_holds_the_events(tmp_path: Path) -> None:
    edition = EditionFactory(slug="mois-2026")

    run([write(tmp_path)], publish=True, edition=edition)
    again = run([write(tmp_path)], publish=True, edition=edition)

    assert Inclusion.objects.get().edition == edition
    assert actions_of(again) == ["unchanged"]


def test_a_file_that_is_not_a_document_is_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "photo.md"
    path.write_bytes(b"\x89PNG\x00\x00")

    (record,) = run([path], language="en").records

    assert record.action == "quarantine"
    assert "not text" in record.reasons[0]


class TestSeeds:
    """The real documents beside the repository."""

    def imported(self, *names: str) -> dict[str, Record]:
        seeds = shared.path("seeds")
        paths = sorted(path for name in names for path in seeds.glob(f"{name}_*"))
        return {Path(record.path).name[:3]: record for record in run(paths, publish=True, language="fr").records}

    def test_a_press_note_becomes_an_event_with_nine_sessions(self) -> None:
        record = self.imported("002")["002"]

        assert (record.action, record.sessions, record.start, record.end) == ("create", 9, "2016-12-05", "2016-12-09")
        sessions = list(Session.objects.order_by("starts_at"))
        assert len(sessions) == 9
        assert [session.off for session in sessions] == [True] + [False] * 8
        assert sessions[0].mode == "online"
        assert [session.press_only for session in sessions[:2]] == [False, True]

    def test_a_page_of_sub_events_becomes_an_edition_whose_doubtful_sessions_are_held_back(self) -> None:
        record = self.imported("004")["004"]

        assert (record.action, record.sessions, record.start, record.end) == ("create", 2, "2023-11-02", "2023-11-30")
        edition = Edition.objects.get()
        assert (edition.year, edition.first_day, edition.last_day) == (2023, date(2023, 11, 2), date(2023, 11, 30))
        assert Inclusion.objects.get().edition == edition
        sessions = list(Session.objects.order_by("start_day"))
        # Kept as the text writes them: neither moved to the weekday nor to 2022.
        assert [session.start_day for session in sessions] == [date(2023, 11, 3), date(2023, 11, 7)]
        assert all(session.held_back for session in sessions)
        assert "2022" in sessions[0].doubts[0]["fr"]
        assert any("jeudi 03/11" in reason for reason in record.reasons)

    def test_a_commitment_and_a_blog_post_wait_in_quarantine(self) -> None:
        records = self.imported("001", "003")

        assert {record.action for record in records.values()} == {"quarantine"}
        assert any("engagement, pas un événement" in reason for reason in records["001"].reasons)
        assert [child["number"] for child in records["001"].children][:2] == ["14.1", "14.2"]
        assert QuarantinedDocument.objects.get(kind="blog-post").suggestions

    def test_every_real_page_is_created_or_quarantined_and_twice_changes_nothing(self) -> None:
        folder = shared.path("data/agenda")
        paths = sorted(path for path in folder.rglob("*") if path.is_file())

        first, second = run(paths, publish=True), run(paths, publish=True)

        assert len(first.records) >= len(paths) >= 33
        assert all(record.reasons for record in first.records if record.action == "quarantine")
        assert {record.action for record in second.records} == {"unchanged", "quarantine"}
        assert not Event.objects.filter(start_day__year__lt=2015).exists()
        for record in first.records:
            assert record.start is None or record.end is None or len(record.start) == len(record.end)


class TestCommand:
    def test_json_alone_on_standard_output(self, parvis, tmp_path: Path) -> None:
        env = {"DATABASE_URL": f"sqlite:///{tmp_path}/import.sqlite3", "LANG": "fr_FR.UTF-8", "LC_ALL": ""}
        put_migrated(tmp_path / "import.sqlite3")
        write(tmp_path)
        missing = tmp_path / "absent.md"

        told = parvis("import", str(tmp_path / "berges.md"), str(missing), "--format", "json", env=env)
        unknown = parvis("import", str(tmp_path / "berges.md"), "--edition", "aucune", env=env)
        again = parvis("import", str(tmp_path / "berges.md"), "--dry-run", env=env)

        found = json.loads(told.stdout)
        assert told.returncode == 2
        assert "absent.md" in told.stderr
        assert "Traceback" not in told.stderr
        assert (found["created"], found["updated"], found["unchanged"], found["quarantined"]) == (1, 0, 0, 0)
        assert set(found["records"][0]) == {
            "path", "kind", "external_id", "action", "slug", "title", "start", "end", "precision", "timezone", "mode",
            "place", "sessions", "children", "reasons",
        }  # fmt: skip
        assert unknown.returncode == 2
        assert "aucune" in unknown.stderr
        assert again.returncode == 0
        assert "= berges.md" in again.stdout


def test_rows_of_a_table_without_identifiers_are_events_of_their_own_once(tmp_path: Path) -> None:
    table = tmp_path / "saison.csv"
    table.write_text("title,start\nLes berges,2026-03-12\nLa cantine,2026-03-13\n", encoding="utf-8")
    assert actions_of(run([table], publish=True)) == ["create", "create"]
    assert actions_of(run([table], publish=True)) == ["unchanged", "unchanged"]


def test_letters_that_cannot_be_printed_are_left_out_and_titles_stay_on_one_line(tmp_path: Path) -> None:
    calendar = tmp_path / "agenda.ics"
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:un@ambrelle.example", "DTSTART;VALUE=DATE:20260312")
    said = ("SUMMARY:Les \x01berges\\nBcc: tous", "DESCRIPTION:Venez\x1b.", "END:VEVENT", "END:VCALENDAR", "")
    calendar.write_bytes("\r\n".join((*lines, *said)).encode())
    run([calendar], publish=True)
    event = Event.objects.get()
    assert event.title == "Les berges Bcc: tous"
    assert "\x1b" not in event.lead + event.body
