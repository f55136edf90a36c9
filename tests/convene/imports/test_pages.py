"""Bringing documents in from a page: a table of what will happen, a decision, and what could not be read."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.convene.agenda import actions as agenda
from parvis.convene.agenda.models import Event, ImportedDocument, QuarantinedDocument
from parvis.convene.imports import actions, tasks
from parvis.convene.imports.models import Batch, Piece, Row, State
from parvis.ground import clock
from parvis.people.models import Membership
from parvis.people.todo import waiting_for
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, UserFactory, enter_staff_mode

pytestmark = pytest.mark.django_db
HEADER = "id,title,start,end,place,city,organisers\n"


def organiser(body: Any = None, role: str = "organiser") -> tuple[Any, Any]:
    body, user = body or OrganisationFactory(), UserFactory()
    Membership.objects.create(user=user, organisation=body, role=role)
    return user, body


def csv(*rows: str, name: str = "saison.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (HEADER + "".join(f"{row}\n" for row in rows)).encode())


def bring(client: Client, body: Any, *files: SimpleUploadedFile, **said: Any) -> Any:
    form = {"files-files": list(files), "files-organisation": body.pk}
    return client.post("/fr/organise/import/", form | {f"files-{name}": value for name, value in said.items()})


def brought(client: Client, body: Any, *files: SimpleUploadedFile, **said: Any) -> Batch:
    response = bring(client, body, *files, **said)
    assert response.status_code == 302, response.content.decode()
    return Batch.objects.latest("pk")


def page_of(batch: Batch) -> str:
    return reverse("imports:batch", args=[batch.uid])


def write(client: Client, batch: Batch) -> Batch:
    """Press the button with the page's own checkboxes."""
    rows = Row.objects.filter(batch=batch)
    form = {
        "act": "write",
        "shown": [row.number for row in rows],
        "row": [row.number for row in rows if row.chosen],
    }
    client.post(page_of(batch), form)
    batch.refresh_from_db()
    return batch


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_nothing_is_written_before_the_person_decides() -> None:
    user, body = organiser()
    client = signed_in(user)

    batch = brought(client, body, csv("a,Les berges,2026-12-12T18:30,,Halle neuve,Ambrelle,Un organisme inconnu"))

    assert batch.state == State.READ
    assert [(row.action, row.title, row.chosen) for row in batch.rows.all()] == [("create", "Les berges", True)]
    assert not Event.objects.exists()
    assert not ImportedDocument.objects.exists()
    assert "Les berges" in client.get(page_of(batch)).content.decode()


def test_chosen_rows_are_written_in_the_name_of_the_body_and_the_others_are_not() -> None:
    user, body = organiser()
    client = signed_in(user)
    batch = brought(client, body, csv("a,Les berges,2026-12-12,,,,", "b,Le pont,2026-12-13,,,,"), publish="on")

    client.post(page_of(batch), {"act": "write", "shown": [1, 2], "row": [2]})

    event = Event.objects.get()
    assert (event.title, event.organisation, event.state) == ("Le pont", body, "published")
    batch.refresh_from_db()
    assert (batch.state, batch.counts["created"]) == (State.DONE, 1)
    assert "/fr/agenda/le-pont/" in client.get(page_of(batch)).content.decode()


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    user, body = organiser()
    client = signed_in(user)
    row = "a,Les berges,2026-12-12,,Halle,Ambrelle,"
    write(client, brought(client, body, csv(row)))

    again = brought(client, body, csv(row))

    assert [one.action for one in again.rows.all()] == ["unchanged"]


def test_an_update_says_which_parts_change() -> None:
    user, body = organiser()
    client = signed_in(user)
    write(client, brought(client, body, csv("a,Les berges,2026-12-12,,Halle,Ambrelle,")))

    batch = brought(client, body, csv("a,Les berges vertes,2026-12-14,,Halle,Ambrelle,"))

    (row,) = batch.rows.all()
    assert row.action == "update"
    assert {"title", "start_day"} <= set(row.parts)
    assert "titre" in client.get(page_of(batch)).content.decode()


def test_another_bodys_event_is_left_out_with_its_reason() -> None:
    theirs, mine = OrganisationFactory(name="Les voisins"), OrganisationFactory()
    event = EventFactory(organisation=theirs, title="À eux", start_day=date(2026, 12, 12), start_time=None)
    user, body = organiser(mine)
    client = signed_in(user)

    batch = brought(client, body, csv(f"{event.uid}@127.0.0.1,À nous,2026-12-12,,,,"))
    actions.choose_all(batch, True)
    write(client, batch)

    (row,) = batch.rows.all()
    assert row.action == "left-out"
    assert "Les voisins" in row.reasons[0]
    event.refresh_from_db()
    assert event.title == "À eux"


def test_an_import_of_which_nothing_can_be_written_offers_nothing_to_write() -> None:
    user, body = organiser()
    client = signed_in(user)
    theirs = EventFactory(organisation=OrganisationFactory(), title="À eux", start_day=date(2026, 12, 12))
    left_out = brought(client, body, csv(f"{theirs.uid}@127.0.0.1,À nous,2026-12-12,,,,"))
    row = "a,Les berges,2026-12-12,,Halle,Ambrelle,"
    write(client, brought(client, body, csv(row)))
    unchanged = brought(client, body, csv(row))

    shown = [client.get(page_of(batch)).content.decode() for batch in (left_out, unchanged)]
    refused = client.post(page_of(left_out), {"act": "write"}, follow=True).content.decode()
    client.post(page_of(unchanged), {"act": "set-aside"})

    assert all('value="write"' not in html and 'value="all"' not in html for html in shown)
    assert "chaque document est laissé de côté, et sa ligne dit pourquoi" in shown[0]
    assert "tout ce que disent ces documents est déjà ici" in shown[1]
    assert "Rien de cet import ne peut être écrit." in refused
    left_out.refresh_from_db(), unchanged.refresh_from_db()
    assert (left_out.state, unchanged.state) == (State.READ, State.SET_ASIDE)


def test_when_each_row_was_settled_one_by_one_nothing_is_left_to_write() -> None:
    user, body = organiser()
    client = signed_in(user)
    batch = brought(client, body, csv("b,Sans jour,,,,,"))
    assert 'value="write"' in client.get(page_of(batch)).content.decode()

    client.post(reverse("imports:row", args=[batch.uid, 1]), {"row-1-start_day": "2026-12-12"})

    html = client.get(page_of(batch)).content.decode()
    assert 'value="write"' not in html
    assert "Il n’y a plus rien à écrire" in html


def test_the_body_that_a_document_names_answers_only_if_the_person_organises_for_it() -> None:
    user, body = organiser()
    other = OrganisationFactory(name="Ma deuxième maison")
    Membership.objects.create(user=user, organisation=other, role="administrator")
    OrganisationFactory(name="Les voisins")
    client = signed_in(user)

    write(
        client,
        brought(
            client,
            body,
            csv("a,Un,2026-12-12,,,,Ma deuxième maison", "b,Deux,2026-12-13,,,,Les voisins", "c,Trois,2026-12-14,,,,"),
        ),
    )

    assert dict(Event.objects.values_list("title", "organisation__name")) == {
        "Un": "Ma deuxième maison",
        "Deux": body.name,
        "Trois": body.name,
    }


def test_a_near_duplicate_is_shown_with_a_link_and_is_not_chosen() -> None:
    user, body = organiser()
    EventFactory(title="Les berges, et après ?", slug="les-berges-et-apres", start_day=date(2026, 12, 12))
    client = signed_in(user)

    batch = brought(client, body, csv("a,Les berges et après,2026-12-12,,,,"))

    (row,) = batch.rows.all()
    assert row.chosen is False
    html = client.get(page_of(batch)).content.decode()
    assert "/fr/agenda/les-berges-et-apres/" in html


def test_the_days_of_a_series_are_no_duplicates_but_a_row_said_twice_is() -> None:
    user, body = organiser()
    client = signed_in(user)

    batch = brought(
        client,
        body,
        csv(
            "a,Atelier vélo 1,2026-12-12T18:30,,Halle,Ambrelle,",
            "b,Atelier vélo 2,2026-12-13T18:30,,Halle,Ambrelle,",
            "c,Atelier vélo 2,2026-12-13T18:30,,Halle,Ambrelle,",
        ),
    )

    assert [(row.chosen, len(row.twins)) for row in batch.rows.all()] == [(True, 0), (False, 1), (False, 1)]


def test_a_twin_that_the_person_may_not_see_is_not_told() -> None:
    user, body = organiser()
    EventFactory(title="Secret des voisins", state="draft", organisation=OrganisationFactory())
    client = signed_in(user)

    batch = brought(client, body, csv("a,Secret des voisins,2026-03-12,,,,"))

    (row,) = batch.rows.all()
    assert (row.twins, row.reasons) == ([], [])


def test_findings_of_the_checker_stand_beside_the_row() -> None:
    user, body = organiser()
    text = "---\nparvis: 1\ntitle: Les berges\nevent_start_date: 2026-12-12\n---\nRendez-vous lundi 12 décembre 2026.\n"
    client = signed_in(user)

    batch = brought(client, body, SimpleUploadedFile("x.md", text.encode()))

    (row,) = batch.rows.all()
    assert "12 décembre 2026" in row.findings[0]["message"]
    assert "samedi" in client.get(page_of(batch)).content.decode()


def test_bad_rows_of_a_table_are_named_one_by_one() -> None:
    user, body = organiser()
    client = signed_in(user)

    batch = brought(client, body, csv("a,Bon,2026-12-12,,,,", "b,Sans jour,,,,,", "c,Faux jour,le 32 mai,,,,"))

    rows = list(batch.rows.all())
    assert [row.action for row in rows] == ["create", "quarantine", "quarantine"]
    assert rows[1].reasons == ["Premier jour, ligne 3\u202f: Aucune date d’événement n’a été trouvée."]
    assert rows[2].reasons == ["Premier jour, ligne 4\u202f: « le 32 mai » n’est pas une date lisible."]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Comment on participe, ligne 2\u202f: «\u202fpeut-être\u202f» n’est pas une valeur connue de ce champ."),
        ("en", "How people take part, line 2: “peut-être” is not a known value of this field."),
    ],
)
def test_a_doubt_names_the_field_as_the_form_does_and_its_line(language: str, said: str) -> None:
    user, body = organiser()
    client = signed_in(user)
    table = SimpleUploadedFile("saison.csv", "id,title,start,mode\na,Un,2026-12-12,peut-être\n".encode())
    form = {"files-files": [table], "files-organisation": body.pk}

    client.post(f"/{language}/organise/import/", form)
    (row,) = Batch.objects.get().rows.all()

    assert [re.sub("(?<=«) | (?=»)", "\u202f", reason) for reason in row.reasons] == [said]


def test_correcting_a_quarantined_row_makes_the_event_and_keeps_the_document() -> None:
    user, body = organiser()
    client = signed_in(user)
    batch = brought(client, body, csv("b,Sans jour,,,Halle,Ambrelle,"))
    address = reverse("imports:row", args=[batch.uid, 1])

    wrong = client.post(address, {"row-1-start_day": "demain", "row-1-start_time": "18:30"})
    client.post(address, {"row-1-start_day": "2026-12-12", "row-1-start_time": "18:30", "row-1-end_time": "20:00"})

    assert 'value="18:30"' in wrong.content.decode()
    event = Event.objects.get()
    assert (event.title, event.start_day, event.start_time) == ("Sans jour", date(2026, 12, 12), time(18, 30))
    assert event.place is not None
    assert event.place.name == "Halle"
    assert event.organisation == body
    assert "start_day" in event.edited
    assert "Sans jour" in event.document.text
    assert not QuarantinedDocument.objects.exists()


def test_a_corrected_document_is_not_quarantined_again() -> None:
    user, body = organiser()
    client = signed_in(user)
    batch = brought(client, body, csv("b,Sans jour,,,,,"))
    client.post(reverse("imports:row", args=[batch.uid, 1]), {"row-1-start_day": "2026-12-12"})

    again = brought(client, body, csv("b,Sans jour,,,,,"))

    assert [row.action for row in again.rows.all()] == ["unchanged"]


def test_quarantined_rows_wait_with_the_organisers_of_the_body_and_nobody_else() -> None:
    user, body = organiser()
    other, _elsewhere = organiser()
    client = signed_in(user)
    write(client, brought(client, body, csv("b,Sans jour,,,,,")))
    (document,) = QuarantinedDocument.objects.all()
    address = reverse("imports:quarantined", args=[document.pk])

    assert [one.title for one in waiting_for(user, 5).oldest] == ["Sans jour"]
    assert waiting_for(other, 5).count == 0
    assert signed_in(other).get(address).status_code == 302
    assert "Sans jour" in client.get(address).content.decode()
    client.post(address, {f"row-{document.pk}-start_day": "2026-12-12"})
    assert Event.objects.get().title == "Sans jour"
    assert waiting_for(user, 5).count == 0


def test_a_document_is_dismissed_with_a_note_and_stays_so() -> None:
    user, body = organiser()
    client = signed_in(user)
    batch = brought(client, body, csv("b,Sans jour,,,,,"))
    address = reverse("imports:row", args=[batch.uid, 1])

    refused = client.post(address, {"act": "dismiss", "no-1-note": ""})
    client.post(address, {"act": "dismiss", "no-1-note": "Une ligne de total."})

    assert refused.status_code == 200
    document = QuarantinedDocument.objects.get()
    assert document.note == "Une ligne de total."
    assert document.settled_at is not None
    assert waiting_for(user, 5).count == 1  # the batch itself


def test_documents_of_the_command_line_wait_with_who_runs_the_instance() -> None:
    QuarantinedDocument.objects.create(
        origin="pages",
        external_id="x",
        kind="text",
        name="x.md",
        title="Billet",
        text="Un billet.",
        seen_at=clock.now(),
    )
    user, body = organiser()
    keeper = UserFactory(is_superuser=True, is_staff=True)
    document = QuarantinedDocument.objects.get()
    address = reverse("imports:quarantined", args=[document.pk])
    client = Client()
    enter_staff_mode(client, keeper)

    assert waiting_for(user, 5).count == 0
    assert "Billet" in client.get("/fr/organise/import/quarantine/").content.decode()
    assert client.get(address).status_code == 200
    said = {"start_day": "2026-12-12", "title": "Le billet", "organisation": body.pk}
    client.post(address, {f"row-{document.pk}-{name}": value for name, value in said.items()})
    assert Event.objects.get().organisation == body


@pytest.mark.parametrize("role", ["contributor", "moderator", "reviewer"])
def test_only_organisers_import(role: str) -> None:
    user, _body = organiser(role=role)

    assert signed_in(user).get("/fr/organise/import/").status_code == 403


def test_nobody_opens_the_import_of_another_body() -> None:
    user, body = organiser()
    batch = brought(signed_in(user), body, csv("a,Les berges,2026-12-12,,,,"))
    other, _elsewhere = organiser()

    assert signed_in(other).get(page_of(batch)).status_code == 403
    assert signed_in(other).post(page_of(batch), {"act": "write"}).status_code == 403
    assert bring(signed_in(other), body, csv("a,x,2026-12-12,,,,")).status_code == 200
    assert Batch.objects.count() == 1


def test_only_editions_that_the_persons_bodies_host_are_offered() -> None:
    user, body = organiser()
    ours, theirs = EditionFactory(host=body), EditionFactory(host=OrganisationFactory())
    client = signed_in(user)

    assert bring(client, body, csv("a,x,2026-12-12,,,,"), edition=theirs.pk).status_code == 200
    write(client, brought(client, body, csv("a,x,2026-12-12,,,,"), edition=ours.pk))

    assert list(Event.objects.get().editions.all()) == [ours]


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03",
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"---\n" + b"a: [" * 20_000 + b"\n---\n",
        b"---\n" + b"- " * 50_000 + b"\n---\n",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 2000,
        b"\xff\xfe\x00\x00a",
        "titre;date\nCafé;2026-12-12\n".encode("utf-16"),
        b'titre,date\n"jamais ferme,2026-12-12\n',
        b"titre,date\nNul\x00e,2026-12-12\n",
        b"<html><body>rien</body></html>",
    ],
    ids=lambda content: content[:12].hex(),
)
def test_a_hostile_file_gives_a_sentence(content: bytes) -> None:
    user, body = organiser()
    client = signed_in(user)

    response = bring(client, body, SimpleUploadedFile("hostile.json", content))
    batch = Batch.objects.get()
    if batch.state == State.READING:  # large enough for a worker
        tasks.read.call(str(batch.uid))
        batch.refresh_from_db()

    assert response.status_code == 302
    assert batch.state == State.READ
    assert client.get(page_of(batch)).status_code == 200
    assert {row.action for row in batch.rows.all()} <= {"quarantine", "create"}
    assert all(row.reasons for row in batch.rows.all() if row.action == "quarantine")


def test_more_than_ten_megabytes_are_refused_in_one_sentence() -> None:
    user, body = organiser()

    response = bring(signed_in(user), body, SimpleUploadedFile("grand.csv", b"x" * 10_000_001))

    assert response.status_code == 200
    assert "10\u202fMo" in response.content.decode()
    assert not Batch.objects.exists()


def test_many_documents_are_read_and_written_by_a_worker_with_visible_progress() -> None:
    user, body = organiser()
    client = signed_in(user)

    batch = brought(
        client,
        body,
        csv(*(f"e{n},Rencontre {n} {'abcdefghij'[n % 10]},2026-12-{n % 28 + 1:02},,,," for n in range(250))),
    )
    waiting = client.get(page_of(batch)).content.decode()
    tasks.read.call(str(batch.uid))
    actions.choose_all(batch, True)
    client.post(page_of(batch), {"act": "write"})
    batch.refresh_from_db()
    writing = batch.state
    during = client.get(page_of(batch)).content.decode()
    tasks.write.call(str(batch.uid))
    tasks.write.call(str(batch.uid))
    batch.refresh_from_db()

    assert writing == State.DECIDED
    assert "Voir où cela en est" in waiting
    assert "Voir où cela en est" in during
    assert (batch.state, batch.counts["created"]) == (State.DONE, 250)
    assert Event.objects.count() == 250


def test_a_failure_is_shown_as_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    user, body = organiser()
    client = signed_in(user)
    batch = brought(client, body, csv("a,Les berges,2026-12-12,,,,"))
    Membership.objects.all().delete()

    batch.state = State.DECIDED
    batch.save()
    actions.write_batch(Batch.objects.get(pk=batch.pk))

    batch.refresh_from_db()
    assert batch.state == State.FAILED
    assert batch.failure
    assert not Event.objects.exists()


def test_an_import_is_decided_once() -> None:
    user, body = organiser()
    batch = brought(signed_in(user), body, csv("a,Les berges,2026-12-12,,,,"))
    late = Batch.objects.get(pk=batch.pk)
    actions.decide(user, batch)

    with pytest.raises(actions.AlreadyDecided):
        actions.decide(user, late)

    assert Event.objects.count() == 1


def test_what_a_person_edited_since_is_kept_and_said() -> None:
    user, body = organiser()
    client = signed_in(user)
    write(client, brought(client, body, csv("a,Les berges,2026-12-12,,,,")))
    agenda.write_event(user, Event.objects.get(), {"title": "Corrigé à la main"})

    batch = brought(client, body, csv("a,Les quais,2026-12-13,,,,"))
    write(client, batch)

    assert Event.objects.get().title == "Corrigé à la main"
    assert Event.objects.get().start_day == date(2026, 12, 13)
    assert any("title" in reason for reason in batch.rows.get().reasons)


def test_files_and_rows_are_erased_after_a_month(time_machine_at) -> None:
    time_machine_at("2026-01-01T09:00:00+01:00")
    user, body = organiser()
    batch = brought(signed_in(user), body, csv("a,Les berges,2026-12-12,,,,"))
    time_machine_at("2026-02-15T09:00:00+01:00")

    actions.erase_old()

    assert not Piece.objects.exists()
    assert not Row.objects.exists()
    batch.refresh_from_db()
    assert batch.state == State.SET_ASIDE


def test_pages_ask_as_many_queries_for_three_rows_as_for_one() -> None:
    user, body = organiser()
    client = signed_in(user)

    def queries(*rows: str) -> int:
        batch = brought(client, body, csv(*rows))
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(batch))
        return len(asked)

    one = queries("a,Un,2026-12-12,,,,", "q,Sans jour,,,,,")
    three = queries(
        *(f"{n},Nom {n},2026-11-{n + 10},,,," for n in range(3)), *(f"q{n},Sans jour {n},,,,," for n in range(3))
    )

    assert one == three <= 12


@pytest.mark.parametrize(
    ("name", "title", "slug"),
    [
        ("01-les-berges.md", "Les berges", "les-berges"),
        ("2026-12-12-les-berges.md", "Les berges", "les-berges"),
        ("01-5eme-anniversaire.md", "5ème anniversaire", "5eme-anniversaire"),
        ("10-ans-de-donnees.md", "10 ans de données", "10-ans-de-donnees"),
    ],
)
def test_an_address_keeps_no_rank_of_a_file(name: str, title: str, slug: str) -> None:
    user, body = organiser()
    page = f"---\ntitle: {title}\nevent_start_date: 2026-12-12 18:30:00 +01:00\n---\nTexte.\n"
    client = signed_in(user)

    write(client, brought(client, body, SimpleUploadedFile(name, page.encode())))

    assert Event.objects.get().slug == slug


def test_a_very_long_title_is_cut_at_a_word_in_the_page_and_in_its_address() -> None:
    user, body = organiser()
    client = signed_in(user)

    write(client, brought(client, body, csv(f"a,{'Une rencontre très longue ' * 30},2026-12-12,,,,")))

    event = Event.objects.get()
    assert len(event.title) <= 200
    assert event.title.endswith("longue…") or event.title.endswith("rencontre…") or event.title.endswith("très…")
    assert len(event.slug) <= 90
    assert not event.slug.endswith("-")
