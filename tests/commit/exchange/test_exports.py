"""A plan taken away: everything that is public, nothing that is not, and it comes back the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.civics.formats.plans import guessed, mapping_of, read_csv, read_table
from parvis.commit.exchange.exporting import texts
from parvis.commit.exchange.importing.foreseeing import foresee
from parvis.commit.exchange.importing.writing import bring
from parvis.commit.plans import actions, rows
from parvis.commit.plans.models import Commitment, Evidence, Milestone, Responsibility, Text, Wording
from parvis.commit.plans.queries import published
from tests.commit.exchange.tables import WHOLE, plan_with_writer, tabled
from tests.factories import CommitmentFactory, MilestoneFactory, OrganisationFactory, PlanFactory, both

pytestmark = pytest.mark.django_db


def rich_plan() -> Any:
    """A published plan with everything that a table can hold."""
    plan, user = plan_with_writer(title=both("Plan d’Ambrelle", "Plan of Ambrelle"))
    OrganisationFactory(name="Ville d’Ambrelle", acronym="VA", kind="local")
    bring(tabled(WHOLE), plan, user, good_rows=False, publish=True)
    one = Commitment.objects.get(plan=plan)
    actions.write_commitment(
        user,
        one,
        {
            "title_en": "Publish the minutes",
            "budget_minor": 1_250_050,
            "budget_note": "sur deux ans",
            "carried_over": True,
            "absences": {"supporting": "not-published"},
            "context_fr": "=1+1 n’est pas une formule.",
        },
    )
    step = Milestone.objects.get(commitment=one)
    for day, completion in ((date(2026, 5, 1), "limited"), (date(2026, 9, 1), "complete")):
        actions.report_progress(
            None,
            one,
            milestone=step,
            day=day,
            completion=completion,
            body="Au point.",
            shown=[actions.Shown(title="La page", url="https://ville.example/page")]
            if completion == "complete"
            else [],
        )
    return plan


def exported(plan: Any, suffix: str, query: str = "") -> Any:
    return Client().get(f"/commitments/{plan.slug}/export.{suffix}{query}")


def body_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def test_an_exported_table_brought_in_again_changes_nothing() -> None:
    plan = rich_plan()
    data = read_table(body_of(exported(plan, "csv")))

    found = foresee(read_csv(data, mapping_of(guessed(data))), plan, None)

    assert [(line.action, line.parts, line.reasons) for line in found.lines] == [("unchanged", (), ())]


def test_an_exported_table_makes_the_same_commitments_in_another_plan() -> None:
    plan, other = rich_plan(), PlanFactory()
    data = read_table(body_of(exported(plan, "csv")))
    bring(read_csv(data, mapping_of(guessed(data))), other, None, good_rows=False, publish=True)
    bring(read_csv(data, mapping_of(guessed(data))), other, None, good_rows=False)  # what it declares

    assert list(texts(published().filter(plan=other).order_by("order"), "fr")) == list(
        texts(published().filter(plan=plan).order_by("order"), "fr")
    )


def test_drafts_are_in_no_export() -> None:
    plan = rich_plan()
    CommitmentFactory(
        plan=plan, number="99", state="draft", published_at=None, title=both("Secret encore", "Still secret")
    )
    hidden = PlanFactory(published=False, published_at=None)

    for suffix in ("csv", "jsonld", "html", "md", "popolo.json"):
        assert "Secret" not in body_of(exported(plan, suffix))
        assert exported(hidden, suffix).status_code == 404


def test_what_was_withdrawn_stays_in_the_exports_with_its_reason() -> None:
    plan = rich_plan()
    CommitmentFactory(
        plan=plan, number="7", withdrawn_on=date(2026, 6, 1), withdrawal_reason="Remplacé par le 8.",
        title=both("Retirée", "Withdrawn"),
    )  # fmt: skip

    for suffix in ("csv", "jsonld", "html", "md"):
        assert "Remplacé par le 8." in body_of(exported(plan, suffix))


def test_evidence_that_was_set_aside_no_longer_shows_anything() -> None:
    plan = rich_plan()
    actions.set_evidence_aside(None, Evidence.objects.get(), "Page d’un autre sujet.")

    assert "https://ville.example/page" not in body_of(exported(plan, "csv"))


def test_summaries_are_exported_as_such_where_nothing_else_is_said() -> None:
    one = CommitmentFactory()
    Text.objects.create(commitment=one, part="problem", language="fr", wording=Wording.SUMMARISED, body="En bref.")

    (said,) = texts(published(), "fr")

    assert (said.wording, said.parts) == ("summarised", (("problem", "En bref."),))


def test_summaries_come_back_as_summaries_of_the_commitment_and_of_its_milestones() -> None:
    one = CommitmentFactory(external_id="FR0043")
    step = MilestoneFactory(commitment=one, number="14.1")
    Text.objects.create(commitment=one, part="problem", language="fr", wording=Wording.SUMMARISED, body="En bref.")
    Text.objects.create(
        commitment=one, milestone=step, part="milestone", language="fr", wording=Wording.SUMMARISED, body="Un pas."
    )
    data = read_table(body_of(exported(one.plan, "csv")))
    given = read_csv(data, mapping_of(guessed(data)))
    other = PlanFactory()

    assert bring(given, one.plan, None, good_rows=False).counts == {"unchanged": 1}
    bring(given, other, None, good_rows=False)
    assert bring(given, other, None, good_rows=False).counts == {"unchanged": 1}

    texts_there = Text.objects.filter(commitment__plan=other).order_by("part")
    assert [(text.part, text.wording, text.body) for text in texts_there] == [
        ("milestone", "summarised", "Un pas."),
        ("problem", "summarised", "En bref."),
    ]


def test_json_ld_points_to_addresses_that_lead_to_the_pages() -> None:
    plan = rich_plan()
    document = json.loads(body_of(exported(plan, "jsonld")))
    one = Commitment.objects.get(plan=plan)

    assert document["@context"].endswith("/commitments/context.jsonld")
    (promise,) = document["hasPart"]
    for iri, end in (
        (document["@id"], f"/fr/commitments/{plan.slug}/"),
        (promise["@id"], f"/fr/commitments/{plan.slug}/{one.slug}/"),
        (promise["milestone"][0]["@id"], f"/fr/commitments/{plan.slug}/{one.slug}/#m-1.1"),
    ):
        answer = Client().get("/commitments/id/" + iri.rpartition("/")[2])
        assert (answer.status_code, answer["Location"]) == (302, end)
    context = Client().get("/commitments/context.jsonld")
    assert context["Content-Type"] == "application/ld+json"
    assert "Commitment" in context.json()["@context"]


def test_an_address_of_something_hidden_leads_nowhere() -> None:
    hidden = CommitmentFactory(state="draft", published_at=None)

    assert Client().get(f"/commitments/id/{hidden.uid}", follow=True).status_code == 404


def test_popolo_tells_bodies_with_their_offices() -> None:
    plan = rich_plan()
    one = Commitment.objects.get(plan=plan)
    body = OrganisationFactory(name="Ministère d’aujourd’hui")
    body.names.create(name="Ministère d’hier", valid_to=date(2020, 1, 1))
    Responsibility.objects.create(
        commitment=one, organisation=body, role="supporting", office="Secrétaire d’État", valid_from=date(2026, 2, 1)
    )

    document = json.loads(body_of(exported(plan, "popolo.json")))

    assert [each["name"] for each in document["organizations"]] == ["Ministère d’aujourd’hui", "Ville d’Ambrelle"]
    assert document["organizations"][0]["other_names"] == [{"name": "Ministère d’hier", "end_date": "2020-01-01"}]
    assert [(post["label"], post["start_date"]) for post in document["posts"]] == [("Secrétaire d’État", "2026-02-01")]


def test_the_language_asked_is_that_of_the_titles_and_of_the_headings() -> None:
    plan = rich_plan()

    assert "What public problem" in body_of(exported(plan, "html", "?lang=en"))
    assert "À quel problème public" in body_of(exported(plan, "html"))


def test_an_export_sets_no_cookie_and_is_not_sent_twice() -> None:
    plan = rich_plan()
    first = exported(plan, "csv")
    again = Client().get(f"/commitments/{plan.slug}/export.csv", HTTP_IF_NONE_MATCH=first["ETag"])

    assert not first.cookies
    assert first["Access-Control-Allow-Origin"] == "*"
    assert again.status_code == 304


@pytest.mark.parametrize("suffix", ["csv", "jsonld", "html", "md", "popolo.json"])
def test_the_queries_of_an_export_do_not_grow_with_the_plan(suffix: str) -> None:
    def counted(number: int) -> int:
        plan = PlanFactory()
        for place in range(number):
            one = CommitmentFactory(plan=plan, number=str(place))
            MilestoneFactory(commitment=one, number=f"{place}.1")
            Responsibility.objects.create(commitment=one, organisation=OrganisationFactory(), role="lead")
            Text.objects.create(commitment=one, part="solution", language="fr", body="Faire.")
        with CaptureQueriesContext(connection) as seen:
            body_of(exported(plan, suffix))
        return len(seen)

    few = counted(3)
    assert counted(30) == few
    assert few <= 14


def test_what_waits_for_an_amendment_is_in_no_export() -> None:
    plan = rich_plan()
    actions.adopt_plan(None, plan, on=date(2026, 1, 15))
    actions.write_commitment(None, Commitment.objects.get(plan=plan), {"solution_fr": "Rien de cela."})

    for suffix in ("csv", "jsonld", "html", "md"):
        assert "Rien de cela." not in body_of(exported(plan, suffix))
    actions.amend_plan(None, plan, on=date(2026, 2, 15), note="Autrement.")
    assert "Rien de cela." in body_of(exported(plan, "csv"))


def test_who_leads_is_who_leads_today_until_the_day_of_the_handing_over() -> None:
    plan = rich_plan()
    one = Commitment.objects.get(plan=plan)
    heir = OrganisationFactory(name="Agence des assemblées")
    (leading,) = next(iter(texts(published().filter(plan=plan), "fr"))).lead
    actions.hand_over(None, one, heir, on=date(2026, 12, 10))
    page = f"/fr/commitments/{plan.slug}/"

    def told() -> tuple[Any, Any, bool]:
        (row,) = rows.commitment_rows(list(rows.commitments(Commitment.objects.filter(pk=one.pk))), "fr")
        (text,) = texts(published().filter(plan=plan), "fr")
        caches["pages"].clear()
        return row["lead"], text.lead, "Agence des assemblées" in Client().get(page).content.decode()

    assert told() == ([leading], (leading,), False)
    with time_machine.travel("2026-12-10T10:00:00+00:00", tick=False):
        assert told() == (["Agence des assemblées"], ("Agence des assemblées",), True)


def test_a_table_that_says_who_leads_today_does_not_take_away_who_takes_over() -> None:
    plan = rich_plan()
    one = Commitment.objects.get(plan=plan)
    actions.hand_over(None, one, OrganisationFactory(name="Agence des assemblées"), on=date(2026, 12, 10))

    data = read_table(body_of(exported(plan, "csv")))

    assert foresee(read_csv(data, mapping_of(guessed(data))), plan, None).counts == {"unchanged": 1}
