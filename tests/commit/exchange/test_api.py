"""A table brought in by a program of the body."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from parvis.commit.plans.models import Commitment
from parvis.people.actions.tokens import create_token
from parvis.people.models import Scope
from tests.commit.exchange.tables import HEADER, WHOLE, many, plan_with_writer
from tests.factories import OrganisationFactory, PlanFactory, member

pytestmark = pytest.mark.django_db
NAMES = HEADER.strip().split(";")
MAPPING = {"columns": dict(zip(NAMES, NAMES, strict=True))}


def program(body: Any, scope: str = Scope.WRITE) -> Any:
    """Ask as a program of that body; the answer's status and content."""
    _token, secret = create_token(
        member(body, "administrator"),
        body,
        name=f"program {scope}",
        scope=scope,
        expires_at=datetime(2027, 1, 1, tzinfo=UTC),
    )

    def ask(plan: str, content: dict[str, Any], query: str = "", key: str = "") -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": f'"{key}"'} if key else {})
        answer = Client().post(
            f"/api/v1/plan-tables/{plan}?lang=en{query}", json.dumps(content), "application/json", headers=headers
        )
        return answer.status_code, answer.json()

    return ask


def test_a_program_tries_then_writes_once() -> None:
    plan, _user = plan_with_writer()
    ask = program(plan.organisation)
    table = {"content": HEADER + WHOLE, "mapping": MAPPING}

    tried = ask(plan.slug, table, "&dry=1")
    assert (tried[0], tried[1]["counts"], tried[1]["dry"]) == (200, {"create": 1}, True)
    assert not Commitment.objects.exists()

    written = ask(str(plan.uid), table, key="one")
    again = ask(str(plan.uid), table, key="one")
    assert (written[0], written[1]["counts"]) == (201, {"create": 1})
    assert again == written
    assert Commitment.objects.count() == 1


def test_without_a_mapping_the_answer_says_what_the_headers_suggest() -> None:
    plan, _user = plan_with_writer()

    status, answer = program(plan.organisation)(plan.slug, {"content": "Intitulé;Humeur\nA;b\n"}, "&dry=1")

    assert (status, answer["errors"][0]["code"]) == (422, "missing")
    assert answer["guesses"] == {"Intitulé": "title", "Humeur": ""}


def test_bad_rows_stop_everything_or_are_left_out_by_choice() -> None:
    plan, _user = plan_with_writer()
    ask = program(plan.organisation)
    table = {"content": many(10, 5), "mapping": MAPPING}

    status, answer = ask(plan.slug, table, key="all")
    assert status == 422
    assert [row["row"] for row in answer["rows"]] == [6, 11]
    assert all(fault["message"].startswith("Row ") for fault in answer["errors"])
    assert not Commitment.objects.exists()

    status, answer = ask(plan.slug, {**table, "good_rows": True}, key="good")
    assert (status, answer["counts"]) == (201, {"create": 8, "refused": 2})


def test_a_program_writes_the_plans_of_its_body_alone() -> None:
    plan = PlanFactory()
    hidden = PlanFactory(published=False, published_at=None)
    ask = program(OrganisationFactory())
    table = {"content": HEADER + WHOLE, "mapping": MAPPING}

    assert ask(plan.slug, table, "&dry=1")[0] == 403
    assert ask(hidden.slug, table, "&dry=1")[0] == 404


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"content": "PK", "mapping": {"columns": {}}}, 422),
        ({"content": "a;b\n1;2\n", "mapping": {"columns": {"a": "colour"}}}, 422),
        ({"mapping": MAPPING}, 422),
        ({"content": HEADER + WHOLE, "mapping": MAPPING, "surprise": 1}, 422),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: dict[str, Any], status: int) -> None:
    plan, _user = plan_with_writer()

    found, answer = program(plan.organisation)(plan.slug, content, "&dry=1")

    assert found == status
    assert answer["errors"][0]["message"]


def test_writing_needs_a_number_and_a_token_that_writes() -> None:
    plan, _user = plan_with_writer()
    table = {"content": HEADER + WHOLE, "mapping": MAPPING}

    assert program(plan.organisation)(plan.slug, table)[0] == 400
    assert program(plan.organisation, Scope.READ)(plan.slug, table, "&dry=1")[0] == 403
