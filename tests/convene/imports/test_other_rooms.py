"""Pages that another room writes, through the organisers' import: a commitment, and what is held back of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.commit.plans.models import Commitment, Plan, ReadPage
from parvis.commit.reviews.models import Glance, Recommendation, Review
from parvis.convene.agenda.models import Event, QuarantinedDocument
from parvis.convene.imports.actions import entrust
from parvis.convene.imports.models import Batch, State
from parvis.disclose.importing.registry import Asked
from parvis.disclose.importing.running import import_files
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.models import Membership
from tests import shared
from tests.convene.imports.test_pages import brought, organiser, page_of, signed_in, write
from tests.factories import OrganisationFactory, UserFactory, enter_staff_mode, member

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parents[2] / "civics" / "formats" / "pages"
FRENCH, ENGLISH = PAGES / "XQ0012.fr.txt", PAGES / "XQ0012.en.txt"
NOTE = (
    "Le blog\n\nvendredi 30 septembre 2022\n\nLe DataJardins Summit, organisé par Semis (avec le soutien de la "
    "Ligue des rivières), a réuni plus de 90 intervenants.\n"
)


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def rows() -> dict[str, int]:
    """How many rows each table holds, but those of the imports themselves."""
    kept = {
        "imports.Batch",
        "imports.Piece",
        "imports.Row",
        "journal.Entry",
        "sessions.Session",
        "people.StaffVisit",
        "people.TokenUse",
    }
    found = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    return {label: number for label, number in found.items() if label not in kept}


def held_address(read: ReadPage) -> str:
    return f"/fr/organise/reviews/held/{read.commitment.uid}/{read.digest}/"


def test_the_table_says_what_a_commitments_page_would_make_and_nothing_is_written() -> None:
    user, body = organiser()
    client = signed_in(user)
    before = rows()

    batch = brought(client, body, upload(FRENCH))

    (row,) = batch.rows.all()
    assert (row.action, row.chosen, row.title) == ("create", True, "Fête des Datajardins (XQ0012)")
    assert row.holds == ["2 jalons", "2 revues", "3 recommandations"]
    assert any(one.endswith("non publié") for one in row.absences)
    assert any("2 revues" in one for one in row.held)
    assert {"F-NARR", "C-EVID"} <= {one["rule"] for one in row.findings}
    assert any("Formations" in reason for reason in row.reasons)
    shown = client.get(page_of(batch)).content.decode()
    assert all(words in shown for words in ("2 jalons, 2 revues, 3 recommandations", "constats", "C-EVID"))
    assert rows() == before


@pytest.mark.parametrize(("language", "where"), [("fr", "Langue, ligne 28\u202f: "), ("en", "Language, line 28: ")])
def test_a_doubt_of_a_commitments_page_stands_under_the_label_of_a_field(language: str, where: str) -> None:
    user, body = organiser()
    client = signed_in(user)

    client.post(f"/{language}/organise/import/", {"files-files": [upload(FRENCH)], "files-organisation": body.pk})
    batch = Batch.objects.get()
    foreseen = batch.rows.get().reasons
    write(client, batch)

    assert any(one.startswith(where) for one in foreseen)
    assert any(one.startswith(where) for one in batch.rows.get().reasons)
    assert not any("language:28" in one for one in (*foreseen, *batch.rows.get().reasons))
    (record,) = import_files([FRENCH], Asked(language=language)).records
    assert any(one.startswith("language:28: ") for one in record.reasons)  # whoever reads the file knows its names


def test_a_chosen_page_becomes_a_commitment_of_the_body_in_the_name_of_the_person() -> None:
    user, body = organiser()
    client = signed_in(user)

    batch = write(client, brought(client, body, upload(FRENCH)))

    commitment = Commitment.objects.get()
    assert (batch.state, batch.counts["created"]) == (State.DONE, 1)
    assert (commitment.external_id, commitment.state, commitment.plan.organisation) == ("XQ0012", "draft", body)
    assert commitment.milestones.count() == 2
    assert ReadPage.objects.get().text == FRENCH.read_text(encoding="utf-8")
    entry = Entry.objects.get(action="commitment.brought-in")
    assert (entry.actor, entry.object_uid) == (user, commitment.uid)
    assert Entry.objects.get(action="plan.brought-in").actor == user
    assert f"/fr/commitments/{commitment.plan.slug}/{commitment.slug}/" in client.get(page_of(batch)).content.decode()
    assert not QuarantinedDocument.objects.exists()
    assert not Event.objects.exists()


def test_published_at_once_when_it_is_asked() -> None:
    user, body = organiser()
    client = signed_in(user)

    write(client, brought(client, body, upload(FRENCH), publish="on"))

    commitment = Commitment.objects.get()
    page = Client().get(f"/fr/commitments/{commitment.plan.slug}/{commitment.slug}/")
    assert (commitment.state, commitment.plan.published, page.status_code) == ("published", True, 200)


def test_the_same_page_twice_changes_nothing() -> None:
    user, body = organiser()
    client = signed_in(user)
    write(client, brought(client, body, upload(FRENCH)))
    before = rows()

    again = write(client, brought(client, body, upload(FRENCH)))

    assert [(row.action, row.chosen) for row in again.rows.all()] == [("unchanged", False)]
    assert rows() == before


def test_both_languages_of_a_page_in_one_import_are_one_commitment() -> None:
    user, body = organiser()
    client = signed_in(user)

    batch = write(client, brought(client, body, upload(FRENCH), upload(ENGLISH)))

    assert [row.outcome for row in batch.rows.order_by("number")] == ["create", "update"]
    assert set(Commitment.objects.get().title.data) == {"fr", "en"}
    assert ReadPage.objects.count() == 2


def test_words_pasted_are_read_like_a_file() -> None:
    user, body = organiser()
    client = signed_in(user)
    text = FRENCH.read_text(encoding="utf-8")

    for _time in range(2):
        said = {"text-text": text.replace("\n", "\r\n"), "text-organisation": body.pk}
        response = client.post("/fr/organise/import/text/", said)
        assert response.status_code == 302, response.content.decode()
        write(client, Batch.objects.latest("pk"))

    assert Commitment.objects.get().external_id == "XQ0012"
    assert ReadPage.objects.get().text == text
    assert [row.action for row in Batch.objects.latest("pk").rows.all()] == ["unchanged"]


def test_an_empty_paste_is_refused_where_it_was_typed() -> None:
    user, body = organiser()

    response = signed_in(user).post("/fr/organise/import/text/", {"text-text": " \n", "text-organisation": body.pk})

    assert response.status_code == 200
    assert "Collez les mots d’une page" in response.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("answers", ["nobody", "another body"])
def test_a_commitment_that_the_person_may_not_write_is_left_out_with_its_reason(answers: str) -> None:
    import_files([FRENCH], Asked(publish=True))
    if answers == "another body":
        Plan.objects.update(organisation=OrganisationFactory(name="Les voisins"))
    user, body = organiser()
    client = signed_in(user)
    before = rows()

    batch = write(client, brought(client, body, upload(ENGLISH)))

    (row,) = batch.rows.all()
    assert (row.action, row.chosen, row.outcome) == ("left-out", False, "")
    assert ("Les voisins" if answers == "another body" else "personne ne répond") in row.reasons[-1]
    assert rows() == before


def test_the_name_of_a_body_whose_plan_is_not_public_is_not_told() -> None:
    import_files([FRENCH], Asked())
    Plan.objects.update(organisation=OrganisationFactory(name="Les voisins"))
    user, body = organiser()

    batch = brought(signed_in(user), body, upload(FRENCH))

    (row,) = batch.rows.all()
    assert row.action == "left-out"
    assert "voisins" not in str([row.reasons, row.url, row.findings, row.held])


def test_a_page_that_names_no_plan_is_left_out_with_a_sentence() -> None:
    user, body = organiser()
    client = signed_in(user)
    text = FRENCH.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("Plan d'action")]

    batch = write(client, brought(client, body, SimpleUploadedFile("page.txt", "\n".join(lines).encode())))

    (row,) = batch.rows.all()
    assert (row.kind, row.action) == ("commitment-page", "left-out")
    assert row.reasons
    assert not Plan.objects.exists()


def test_who_writes_for_the_body_publishes_none_of_its_reviews() -> None:
    user, body = organiser()
    Membership.objects.create(user=user, organisation=body, role="reviewer")
    client = signed_in(user)

    batch = write(client, brought(client, body, upload(FRENCH), publish="on"))

    read = ReadPage.objects.get()
    assert not Review.objects.exists()
    assert not Glance.objects.exists()
    assert read.held_back == ["review"]
    assert any("2 revues" in one for one in batch.rows.get().held)
    assert client.get(held_address(read)).status_code == 403
    commitment = Commitment.objects.get()
    public = Client().get(f"/fr/commitments/{commitment.plan.slug}/{commitment.slug}/read/{read.digest[:16]}/")
    assert "Ses revues ne sont pas publiées ici" in public.content.decode()


def test_a_reviewer_of_the_body_brings_in_what_was_held_back_once() -> None:
    user, body = organiser()
    client = signed_in(user)
    write(client, brought(client, body, upload(FRENCH), publish="on"))
    read = ReadPage.objects.get()
    reviewer = member(body, "reviewer")
    independent = signed_in(reviewer)

    desk = independent.get("/fr/organise/reviews/").content.decode()
    shown = independent.get(held_address(read)).content.decode()
    for _time in range(2):
        independent.post(held_address(read))

    assert held_address(read) in desk
    assert "Achèvement" in shown
    assert Review.objects.filter(read=True, state="published").count() == 2
    assert Recommendation.objects.count() == 3
    assert Glance.objects.count() == 1
    assert ReadPage.objects.get().held_back == []
    assert {entry.actor for entry in Entry.objects.filter(action="review.brought-in")} == {reviewer}
    assert Entry.objects.filter(action="commitment.held-released").count() == 1
    assert held_address(read) not in independent.get("/fr/organise/reviews/").content.decode()


def test_a_reviewer_of_another_body_brings_nothing_in() -> None:
    user, body = organiser()
    client = signed_in(user)
    write(client, brought(client, body, upload(FRENCH), publish="on"))
    read = ReadPage.objects.get()
    stranger = signed_in(member(OrganisationFactory(), "reviewer"))

    assert stranger.post(held_address(read)).status_code == 403
    assert not Review.objects.exists()


def test_the_command_of_an_operator_brings_in_what_was_held_back() -> None:
    user, body = organiser()
    client = signed_in(user)
    write(client, brought(client, body, upload(FRENCH)))

    (record,) = import_files([FRENCH], Asked()).records
    (again,) = import_files([FRENCH], Asked()).records

    assert (record.action, again.action) == ("update", "unchanged")
    assert Review.objects.count() == 2
    assert ReadPage.objects.get().held_back == []


def test_who_runs_the_instance_writes_what_the_command_writes() -> None:
    body, keeper = OrganisationFactory(), UserFactory(is_superuser=True, is_staff=True)
    client = Client()
    enter_staff_mode(client, keeper)

    batch = write(client, brought(client, body, upload(FRENCH), publish="on"))

    assert batch.state == State.DONE, batch.failure
    assert batch.rows.get().held == []
    assert (Review.objects.count(), Recommendation.objects.count(), Glance.objects.count()) == (2, 3, 1)
    assert Plan.objects.get().organisation == body


def test_documents_of_the_same_import_add_their_findings_to_the_pages_one_may_write(tmp_path: Path) -> None:
    user, body = organiser()
    client = signed_in(user)
    text = FRENCH.read_text(encoding="utf-8").replace("fête", "sommet").replace("Fête", "Sommet")
    page, note = SimpleUploadedFile("page.txt", text.encode()), SimpleUploadedFile("note.txt", NOTE.encode())

    batch = write(client, brought(client, body, note, page))

    crossed = {"N-COUNT", "X-ORGANISER", "X-SUPPORT"}
    told = batch.rows.get(kind="commitment-page").findings
    assert crossed <= {one["rule"] for one in told}
    assert crossed <= {one["rule"] for one in ReadPage.objects.get().findings}
    assert batch.rows.get(name="note.txt").outcome == "quarantine"

    Plan.objects.update(organisation=OrganisationFactory())
    before = ReadPage.objects.get().findings
    other = SimpleUploadedFile("autre.txt", NOTE.replace("90", "900").encode())
    write(client, brought(client, body, other, SimpleUploadedFile("page.txt", text.encode())))
    assert ReadPage.objects.get().findings == before


def test_a_page_that_waited_in_the_quarantine_leaves_it_once_it_is_written() -> None:
    user, body = organiser()
    client = signed_in(user)
    before = brought(client, body, upload(FRENCH))
    waiting = QuarantinedDocument.objects.create(
        origin="commitment-page",
        external_id="XQ0012",
        kind="commitment-page",
        name=FRENCH.name,
        text=FRENCH.read_text(encoding="utf-8"),
        digest=before.rows.get().external_id,
        seen_at=clock.now(),
    )
    entrust(waiting, body)

    write(client, before)

    assert not QuarantinedDocument.objects.exists()


def test_the_form_says_that_pages_about_a_commitment_are_read() -> None:
    user, _body = organiser()

    assert "pages sur un engagement" in signed_in(user).get("/fr/organise/import/").content.decode()


def test_the_real_page_with_its_neighbours_through_the_page() -> None:
    paths = sorted(shared.path("seeds").iterdir())
    body, keeper = OrganisationFactory(), UserFactory(is_superuser=True, is_staff=True)
    client = Client()
    enter_staff_mode(client, keeper)

    batch = write(client, brought(client, body, *map(upload, paths), publish="on"))

    commitment = Commitment.objects.get()
    assert batch.state == State.DONE, batch.failure
    assert (commitment.external_id, commitment.milestones.count()) == ("FR0043", 2)
    assert (Review.objects.count(), Recommendation.objects.count()) == (2, 3)
    assert Recommendation.objects.exclude(condition="").count() == 2
    rules = {finding["rule"] for finding in ReadPage.objects.get().findings}
    assert {"F-NARR", "F-EMPTY", "F-CONFLICT", "C-MILE", "F-GLUE", "D-OPEN", "C-ID", "C-REL", "C-PHASE"} <= rules
    assert {"N-COUNT", "X-SUPPORT", "X-ORGANISER"} <= rules
    before: Any = rows()
    write(client, brought(client, body, *map(upload, paths), publish="on"))
    assert rows() == before
