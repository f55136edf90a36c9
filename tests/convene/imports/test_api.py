"""Documents brought in by a program of a body: the reader and the rights of the pages, once a request."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from parvis.commit.plans.models import Commitment, Plan, ReadPage
from parvis.commit.reviews.models import Review
from parvis.convene.agenda.models import Event, QuarantinedDocument
from parvis.disclose.importing.registry import Asked
from parvis.disclose.importing.running import import_files
from parvis.ground.journal.models import Entry
from parvis.people.actions.tokens import create_token
from parvis.people.models import Scope
from tests import shared
from tests.convene.imports.test_other_rooms import FRENCH, rows
from tests.factories import EditionFactory, OrganisationFactory, member

pytestmark = pytest.mark.django_db
PAGE = (
    "---\ntitle: Les berges\ncategories:\n- Atelier\nevent_start_date: 2026-12-12 18:30:00 +01:00\n---\n\nUn texte.\n"
)
TEXT = FRENCH.read_text(encoding="utf-8")
Ask = Callable[..., tuple[int, Any]]


def program(body: Any, scope: str = Scope.WRITE) -> Ask:
    """Ask as a program of that body; the answer's status and content."""
    keeper, ends = member(body, "administrator"), datetime(2028, 1, 1, tzinfo=UTC)
    _token, secret = create_token(keeper, body, name=f"program {scope}", scope=scope, expires_at=ends)

    def ask(content: str, query: str = "", key: str = "", **said: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": f'"{key}"'} if key else {})
        sent = json.dumps({"content": content, **said})
        answer = Client().post(f"/api/v1/imports?lang=en{query}", sent, "application/json", headers=headers)
        return answer.status_code, answer.json()

    return ask


def test_a_program_tries_a_commitments_page_then_writes_it_once() -> None:
    body = OrganisationFactory()
    ask = program(body)
    before = rows()

    status, tried = ask(TEXT, "&dry=1", name="XQ0012.fr.txt")

    (record,) = tried["records"]
    assert (status, tried["dry"], record["action"], record["external_id"]) == (200, True, "create", "XQ0012")
    assert [one["kind"] for one in record["children"]].count("recommendation") == 3
    assert "C-EVID" in {one["rule"] for one in record["findings"]}
    assert any(one.endswith("not published") for one in record["absences"])
    assert record["held"][0].startswith("Held back: 2 reviews")
    assert rows() == before

    written, again = ask(TEXT, key="one", publish=True), ask(TEXT, key="one", publish=True)
    assert (written[0], written[1]["counts"]["created"]) == (201, 1)
    assert again == written
    commitment = Commitment.objects.get()
    assert (commitment.plan.organisation, commitment.state) == (body, "published")
    assert written[1]["records"][0]["url"] == f"/en/commitments/{commitment.plan.slug}/{commitment.slug}/"
    assert Entry.objects.get(action="commitment.brought-in").public["signed"]["body"] == body.name
    assert ReadPage.objects.get().held_back == ["review"]
    assert not Review.objects.exists()

    _status, known = ask(TEXT, key="two")
    assert (known["counts"]["unchanged"], Commitment.objects.count()) == (1, 1)


def test_a_page_of_the_agenda_takes_the_same_way_and_the_token_signs() -> None:
    body = OrganisationFactory()

    status, answer = program(body)(PAGE, key="one", name="les-berges.md", publish=True)

    event = Event.objects.get()
    assert (status, answer["counts"]["created"], event.organisation, event.state) == (201, 1, body, "published")
    assert Entry.objects.get(action="event.imported").public["signed"]["body"] == body.name


def test_another_bodys_commitment_is_left_out() -> None:
    import_files([FRENCH], Asked(publish=True))
    Plan.objects.update(organisation=OrganisationFactory(name="Les voisins"))
    ask = program(OrganisationFactory())
    before = rows()

    _status, answer = ask(TEXT, key="one")

    assert (answer["records"][0]["action"], answer["counts"]["left_out"]) == ("left-out", 1)
    assert "Les voisins" in answer["records"][0]["reasons"][-1]
    assert {label for label, number in rows().items() if number != before[label]} <= {"people.IdempotentRequest"}


def test_what_cannot_be_read_as_an_event_waits_with_the_organisers_of_the_body() -> None:
    body = OrganisationFactory()

    _status, answer = program(body)("Un billet sans date.\n", key="one", name="billet.md")

    assert answer["records"][0]["action"] == "quarantine"
    assert QuarantinedDocument.objects.get().custody.organisation == body


def test_an_edition_is_filled_by_its_host_alone_and_must_exist() -> None:
    body = OrganisationFactory()
    ask, edition = program(body), EditionFactory()

    unknown, theirs = ask(PAGE, key="one", edition="nulle-part"), ask(PAGE, key="one", edition=edition.slug)
    assert [(status, answer["errors"][0]["parameter"]) for status, answer in (unknown, theirs)] == [
        (422, "edition")
    ] * 2
    assert not Event.objects.exists()

    ask(PAGE, key="one", edition=EditionFactory(host=body).slug)
    assert Event.objects.get().editions.count() == 1


@pytest.mark.parametrize(
    ("content", "said", "status", "parameter"),
    [
        (" \n", {}, 422, "content"),
        (TEXT, {"colour": "blue"}, 422, "colour"),
        (
            "id,title,start\n" + "".join(f"{n},Titre {n},2026-12-12\n" for n in range(201)),
            {"name": "t.csv"},
            422,
            "content",
        ),
    ],
)
def test_a_bad_request_is_told_where_it_is_wrong(content: str, said: Any, status: int, parameter: str) -> None:
    answered, answer = program(OrganisationFactory())(content, key="one", **said)

    assert (answered, answer["errors"][0]["parameter"]) == (status, parameter)
    assert not Event.objects.exists()
    assert not Commitment.objects.exists()


def test_writing_needs_a_number_and_a_token_that_writes() -> None:
    body = OrganisationFactory()

    assert program(body)(TEXT)[1]["errors"][0]["code"] == "idempotency-key-missing"
    assert program(body, Scope.READ)(TEXT, key="one")[0] == 403
    assert Client().post("/api/v1/imports", "{}", "application/json").status_code == 401
    assert not Commitment.objects.exists()


def test_the_real_page_by_the_api() -> None:
    (path,) = shared.path("seeds").glob("001_*")

    status, answer = program(OrganisationFactory())(path.read_text(encoding="utf-8"), key="one", name=path.name)

    (record,) = answer["records"]
    assert (status, record["external_id"], record["action"]) == (201, "FR0043", "create")
    assert [one["number"] for one in record["children"] if one["kind"] == "milestone"] == ["14.1", "14.2"]
