"""A program declares for its body what its body may declare, once however often it is sent, and never a judgement."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from parvis.commit.plans.models import Evidence, ProgressReport, Responsibility, Role
from parvis.ground.journal.queries import entries_for
from parvis.people.actions.tokens import create_token
from tests.commit.drafting.conftest import World
from tests.factories import EventFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def post(world: World, body: Any, what: str, sent: dict[str, Any], key: str | None = None, **query: str) -> Any:
    from parvis.people.models import Role as TeamRole
    from tests.commit.drafting.conftest import person

    _token, secret = create_token(
        person(body, TeamRole.ADMINISTRATOR), body, name=f"Tableau de bord {uuid4()}", scope="write"
    )
    address = f"/api/v1/commitments/{world.commitment.uid}/{what}"
    if query:
        address += "?" + "&".join(f"{name}={value}" for name, value in query.items())
    headers = {"Authorization": f"Bearer {secret}", **({"Idempotency-Key": key} if key else {})}
    return Client().post(address, json.dumps(sent), content_type="application/json", headers=headers)


def test_the_lead_s_program_declares_with_its_evidence(world: World) -> None:
    event = EventFactory(slug="sommet-2019", title="Sommet 2019")
    answer = post(
        world,
        world.directorate,
        "progress",
        {
            "day": "2026-03-10",
            "completion": "complete",
            "milestone": str(world.late.uid),
            "evidence": [{"url": "/fr/agenda/sommet-2019/", "kind": "supporting", "happened": "2019"}],
        },
        key=str(uuid4()),
    )

    assert answer.status_code == 201, answer.content
    report = ProgressReport.objects.get()
    assert (report.milestone, report.organisation, report.author) == (world.late, world.directorate, None)
    assert report.proof is not None
    assert (report.proof.object_uid, report.proof.day) == (event.uid, "2019")
    assert answer.json()["evidence"] == [str(report.proof.uid)]
    sentences = [line.sentence for line in entries_for("commitment", world.commitment.uid, 3, language="fr")]
    assert any("DGDP déclare du jalon 14.1" in one for one in sentences), sentences


def test_completed_without_evidence_is_refused_part_by_part(world: World) -> None:
    answer = post(
        world, world.directorate, "progress", {"day": "2026-03-10", "completion": "complete"}, key=str(uuid4())
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "evidence"
    assert not ProgressReport.objects.exists()


def test_a_request_without_a_number_is_refused_and_a_dry_one_leaves_nothing(world: World) -> None:
    sent = {"day": "2026-03-10", "completion": "limited"}

    assert post(world, world.directorate, "progress", sent).status_code == 400
    tried = post(world, world.directorate, "progress", sent, dry="1")

    assert tried.status_code == 200
    assert tried.json()["dry"] is True
    assert not ProgressReport.objects.exists()


def test_a_supporting_body_s_program_brings_evidence_and_declares_nothing(world: World) -> None:
    body = OrganisationFactory()
    Responsibility.objects.create(commitment=world.commitment, role=Role.SUPPORTING, organisation=body)

    refused = post(world, body, "progress", {"day": "2026-03-10", "completion": "limited"}, key=str(uuid4()))
    brought = post(world, body, "evidence", {"url": "https://ambrelle.example/page", "title": "Page"}, key=str(uuid4()))

    assert (refused.status_code, brought.status_code) == (403, 201)
    assert Evidence.objects.get().organisation == body
    assert not ProgressReport.objects.exists()


def test_the_program_of_a_body_without_a_role_writes_nothing(world: World) -> None:
    stranger = OrganisationFactory()

    answer = post(world, stranger, "evidence", {"url": "https://a.example/", "title": "x"}, key=str(uuid4()))

    assert answer.status_code == 403
    assert not Evidence.objects.exists()
