"""From a table to a plan: what is foreseen, what is written, and what a table never does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.commit.exchange.importing.creating import create_many
from parvis.commit.exchange.importing.foreseeing import foresee
from parvis.commit.exchange.importing.writing import NotWritten, bring
from parvis.commit.plans import actions
from parvis.commit.plans.content import content_of
from parvis.commit.plans.models import (
    Commitment,
    Milestone,
    ProgressReport,
    Responsibility,
    Role,
    State,
    Text,
    Wording,
)
from parvis.ground.journal.models import Entry
from parvis.ground.versions.queries import latest
from tests.commit.exchange.tables import HEADER, WHOLE, many, plan_with_writer, tabled
from tests.factories import CommitmentFactory, MilestoneFactory, OrganisationFactory, PlanFactory

pytestmark = pytest.mark.django_db


def test_a_dry_run_names_every_bad_row_and_writes_nothing() -> None:
    plan = PlanFactory()
    found = foresee(tabled(many(120, 40).removeprefix(HEADER)), plan, None)

    refused = [line for line in found.lines if line.action == "refused"]
    assert [line.row for line in refused] == [41, 81, 121]  # the header is row 1
    assert all(f"Ligne {line.row}, « ends » : « 31/02/2027 »" in line.reasons[0] for line in refused)
    assert found.counts == {"create": 117, "refused": 3}
    assert not Commitment.objects.exists()


def test_all_or_nothing_writes_nothing_while_one_row_is_bad() -> None:
    plan = PlanFactory()

    with pytest.raises(NotWritten) as refused:
        bring(tabled(many(10, 5).removeprefix(HEADER)), plan, None, good_rows=False)

    assert [reason.partition(",")[0] for reason in refused.value.reasons] == ["Ligne 6", "Ligne 11"]
    assert not Commitment.objects.exists()


def test_the_good_rows_alone_are_written_when_somebody_says_so_and_a_second_run_changes_nothing() -> None:
    plan = PlanFactory()

    first = bring(tabled(many(10, 5).removeprefix(HEADER)), plan, None, good_rows=True)
    entries = Entry.objects.count()
    again = bring(tabled(many(10, 5).removeprefix(HEADER)), plan, None, good_rows=True)

    assert first.counts == {"create": 8, "refused": 2}
    assert again.counts == {"unchanged": 8, "refused": 2}
    assert Commitment.objects.filter(plan=plan).count() == 8
    assert Entry.objects.count() == entries


def test_a_row_is_written_whole() -> None:
    body = OrganisationFactory(name="Ville d’Ambrelle")
    plan, user = plan_with_writer()

    bring(tabled(WHOLE), plan, user, good_rows=False)

    one = Commitment.objects.get(plan=plan)
    content = content_of(one)
    assert (one.external_id, one.number, one.state, one.starts, one.ends) == ("FR0001", "1", "draft", "2026", "2027")
    assert content["solution_fr"] == "Publier le compte rendu des 16 instances."
    assert (content["values"], content["policy_areas"]) == (["access-to-information"], ["open-parliament"])
    (lead,) = content["responsibilities"]
    assert (lead["role"], lead["organisation"], lead["office"]) == ("lead", str(body.uid), "")
    (step,) = content["milestones"]
    assert (step["number"], step["due"], step["due_words"]) == ("1.1", "2026-41", "S2 2026")
    assert latest("commitment", one.uid).content == content
    assert Entry.objects.filter(action="commitment.created", object_uid=one.uid, actor=user).exists()
    entry = Entry.objects.get(action="plan.table-brought")
    assert (entry.object_uid, entry.public) == (plan.uid, {"created": 1, "changed": 0})


def test_many_at_once_are_the_rows_that_one_at_a_time_would_be() -> None:
    body = OrganisationFactory()
    contents: list[dict[str, Any]] = [
        {
            "title_fr": "Même titre",
            "title_en": "Same title",
            "number": str(number),
            "external_id": f"X{number}",
            "solution_fr": "Publier **tout**.",
            "problem_en": "Nothing is published.",
            "authority_en": "machine",
            "values": ["inclusion"],
            "policy_areas": ["aid", "lobbying"],
            "starts": "2026",
            "ends": "2027/..",
            "budget_minor": 1250,
            "budget_currency": "CHF",
            "budget_note": "environ",
            "carried_over": False,
            "absences": {"supporting": "not-applicable"},
            "responsibilities": [
                {"role": "lead", "organisation": str(body.uid), "office": "", "valid_from": None, "valid_to": None},
                {"role": "supporting", "organisation": None, "office": "Un bureau", "valid_from": None},
            ],
            "milestones": [
                {"number": "1", "title_fr": "Faire", "text_fr": "Faire *bien*.", "due": "2026-41",
                 "due_words": "S2 2026", "responsible": str(body.uid), "office": ""},
                {"number": "2", "title_fr": "Dire", "due": "", "responsible": None, "office": "Un bureau"},
            ],
        }
        for number in (1, 2)
    ]  # fmt: skip
    one_by_one, at_once = PlanFactory(), PlanFactory()

    slow = [actions.create_commitment(None, one_by_one, content) for content in contents]
    fast = create_many(None, at_once, contents)

    assert [one.slug for one in fast] == [one.slug for one in slow]
    for model in (Commitment, Text, Milestone, Responsibility):
        assert sorted(rows_of(model, fast)) == sorted(rows_of(model, slow))
    for quick, patient in zip(fast, slow, strict=True):
        assert without_uids(content_of(quick)) == without_uids(content_of(patient))
        assert without_uids(latest("commitment", quick.uid).content) == without_uids(content_of(patient))


def rows_of(model: Any, commitments: list[Commitment]) -> list[tuple[Any, ...]]:
    """Every column that is neither a key, an identifier nor a moment."""
    left = {"id", "uid", "plan", "commitment", "milestone", "created_at", "changed_at", "reported_at"}
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in left]
    within = {"pk__in" if model is Commitment else "commitment__in": [one.pk for one in commitments]}
    return [
        tuple(str(getattr(row, column)) for column in columns) for row in model.objects.filter(**within).order_by("pk")
    ]


def without_uids(content: dict[str, Any]) -> dict[str, Any]:
    steps = [{name: value for name, value in step.items() if name != "uid"} for step in content["milestones"]]
    return {**content, "milestones": steps}


def test_a_later_table_changes_what_it_says_and_leaves_the_rest() -> None:
    plan, user = plan_with_writer()
    bring(tabled(WHOLE), plan, user, good_rows=False)
    one = Commitment.objects.get()
    actions.write_commitment(user, one, {"context_fr": "Écrit à la main."})

    done = bring(
        tabled("FR0001;Publier tous les comptes rendus;;2028\n", header="id;title;problem;ends\n"),
        plan,
        user,
        good_rows=False,
    )

    content = content_of(Commitment.objects.get())
    assert [(line.action, line.parts) for line in done.lines] == [("update", ("ends", "title_fr"))]
    assert (content["title_fr"], content["ends"]) == ("Publier tous les comptes rendus", "2028")
    # An empty cell and a column that is not there say nothing.
    assert content["problem_fr"] == "Rien n’est publié."
    assert content["context_fr"] == "Écrit à la main."
    assert [step["number"] for step in content["milestones"]] == ["1.1"]


def test_a_new_milestone_joins_those_that_stand_and_none_is_taken_away() -> None:
    plan, user = plan_with_writer()
    bring(tabled(WHOLE), plan, user, good_rows=False)
    uid = Milestone.objects.get().uid

    given = tabled(
        "1;Publier les comptes rendus;1.2;Publier;2027\n",
        header="number;title;milestone;milestone_title;milestone_due\n",
    )
    bring(given, plan, user, good_rows=False)

    assert list(Milestone.objects.order_by("order").values_list("number", flat=True)) == ["1.1", "1.2"]
    assert Milestone.objects.get(number="1.1").uid == uid


def test_what_was_adopted_stays_and_the_new_wording_stands_beside_it() -> None:
    plan, user = plan_with_writer(published=False, published_at=None)
    bring(tabled(WHOLE), plan, user, good_rows=False, publish=True)
    actions.adopt_plan(user, plan, on=date(2026, 1, 10))

    done = bring(
        tabled("FR0001;Publier les comptes rendus;Tout publier.\n", header="id;title;solution\n"),
        plan,
        user,
        good_rows=False,
    )

    assert done.counts == {"update": 1}
    texts = Text.objects.filter(part="solution", milestone=None).order_by("pk")
    assert [(text.wording, text.frozen, text.body) for text in texts] == [
        (Wording.ADOPTED, True, "Publier le compte rendu des 16 instances."),
        (Wording.LATER, False, "Tout publier."),
    ]


def test_a_role_that_was_adopted_is_not_taken_away_by_a_table() -> None:
    plan, user = plan_with_writer(published=False, published_at=None)
    bring(tabled(WHOLE), plan, user, good_rows=False, publish=True)
    actions.adopt_plan(user, plan, on=date(2026, 1, 10))

    done = bring(
        tabled("FR0001;Publier les comptes rendus;Un autre bureau\n", header="id;title;lead\n"),
        plan,
        user,
        good_rows=False,
    )

    offices = Responsibility.objects.order_by("order").values_list("office", flat=True)
    assert list(offices) == ["Un autre bureau", "Ville d’Ambrelle"]
    assert any("sur la page de l’engagement" in reason for reason in done.lines[0].reasons)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("FR0009;1;Autre", "FR0001"),
        ("FR0001;2;Publier", "Ligne 2"),
    ],
)
def test_a_row_that_would_take_anothers_number_is_refused(row: str, says: str) -> None:
    plan = PlanFactory()
    CommitmentFactory(plan=plan, external_id="FR0001", number="1")
    CommitmentFactory(plan=plan, external_id="FR0002", number="2")

    found = foresee(tabled(f"{row}\n", header="id;number;title\n"), plan, None)

    assert [line.action for line in found.lines] == ["refused"]
    assert says in found.lines[0].reasons[0]


def test_a_withdrawn_commitment_is_left_alone() -> None:
    plan = PlanFactory()
    CommitmentFactory(plan=plan, number="1", withdrawn_on=date(2026, 5, 1), withdrawal_reason="Sans objet.")

    done = bring(tabled("1;Autre titre\n", header="number;title\n"), plan, None, good_rows=False)

    assert done.counts == {"left-out": 1}
    assert "Autre titre" not in str(Commitment.objects.get().title)


def test_names_that_nobody_bears_here_are_kept_as_the_plan_writes_them_and_said() -> None:
    plan = PlanFactory()

    done = bring(
        tabled("1;Ouvrir;Secrétaire d’État|DINSIC;Magie\n", header="number;title;lead;policy_areas\n"),
        plan,
        None,
        good_rows=False,
    )

    roles = Responsibility.objects.order_by("order").values_list("role", "organisation", "office")
    assert list(roles) == [(Role.LEAD, None, "Secrétaire d’État"), (Role.LEAD, None, "DINSIC")]
    said = " ".join(done.lines[0].reasons)
    assert "«\xa0Secrétaire d’État\xa0»" in said
    assert "«\xa0Magie\xa0»" in said


def declared(commitment: Any, completion: str, evidence: str = "") -> Any:
    header = "number;title;milestone;milestone_title;declared_completion;declared_on;declared_results;evidence\n"
    title = commitment.title.localize("fr")
    step = commitment.milestones.first()
    cells = (
        commitment.number,
        title,
        step.number,
        step.title.localize("fr"),
        completion,
        "2026-05-01",
        "Fait.",
        evidence,
    )
    return tabled(";".join(cells) + "\n", header=header)


def test_what_a_table_declares_is_added_once_in_the_self_declared_lane() -> None:
    plan, _user = plan_with_writer()
    one = CommitmentFactory(plan=plan, number="1")
    MilestoneFactory(commitment=one, number="1.1")
    Responsibility.objects.create(commitment=one, organisation=plan.organisation, role=Role.LEAD)

    given = declared(one, "complete", "https://ville.example/preuve")
    bring(given, plan, _user, good_rows=False)
    again = bring(given, plan, _user, good_rows=False)

    (report,) = ProgressReport.objects.all()
    assert (report.completion, report.body, report.organisation) == ("complete", "Fait.", plan.organisation)
    assert report.milestone is not None
    assert report.proof is not None
    assert report.proof.url == "https://ville.example/preuve"
    assert again.counts == {"unchanged": 1}


def test_a_point_of_contact_that_does_not_lead_declares_nothing() -> None:
    plan, user = plan_with_writer()
    one = CommitmentFactory(plan=plan, number="1")
    MilestoneFactory(commitment=one, number="1.1")
    Responsibility.objects.create(commitment=one, organisation=OrganisationFactory(), role=Role.LEAD)

    done = bring(declared(one, "limited"), plan, user, good_rows=False)

    assert not ProgressReport.objects.exists()
    assert "chef de file" in done.lines[0].reasons[0]


def test_new_commitments_are_published_when_asked_unless_they_contradict_themselves() -> None:
    plan, user = plan_with_writer()

    done = bring(tabled(WHOLE, "FR0002;2;Faire quelque chose;;;;;;;;;;;\n"), plan, user, good_rows=False, publish=True)

    states = dict(Commitment.objects.values_list("number", "state"))
    assert states == {"1": State.PUBLISHED, "2": State.DRAFT}
    held = next(line for line in done.lines if line.number == "2")
    assert any("brouillon" in reason for reason in held.reasons)


def test_the_queries_do_not_grow_with_the_rows() -> None:
    def counted(number: int) -> tuple[int, int]:
        plan, given = PlanFactory(), tabled(many(number, 10**6).removeprefix(HEADER))
        with CaptureQueriesContext(connection) as seen:
            foresee(given, plan, None)
        looking = len(seen)
        with CaptureQueriesContext(connection) as seen:
            bring(given, plan, None, good_rows=False)
        return looking, len(seen)

    few, some = counted(3), counted(60)
    assert some[0] == few[0]
    # SQLite takes 999 values a query: a hundred rows or so are one more.
    assert some[1] <= few[1] + 5


def test_another_language_adds_its_title_and_keeps_the_first() -> None:
    plan = PlanFactory()
    bring(tabled("1;Ouvrir les données\n", header="number;title\n"), plan, None, good_rows=False)

    bring(tabled("1;Open data\n", header="number;title\n", language="en"), plan, None, good_rows=False)

    title = Commitment.objects.get().title
    assert (title.localize("fr"), title.localize("en")) == ("Ouvrir les données", "Open data")
