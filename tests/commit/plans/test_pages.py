"""What the page of a commitment and the page of a plan are made of."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from parvis.commit.plans import panels
from parvis.commit.plans.models import Evidence, PlanVersion, ProgressReport, Responsibility, Text
from parvis.commit.plans.panels import Judgement, Panel
from parvis.commit.plans.queries import commitment_page, plan_page, read_page
from parvis.commit.plans.queries.columns import columns, rows_of_plan
from parvis.commit.plans.queries.parties import span
from parvis.ground.themes.models import Term
from parvis.people.models import Membership
from tests.commit.plans.promised import DIGEST, TODAY, whole
from tests.factories import CommitmentFactory, MilestoneFactory, OrganisationFactory, PlanFactory, UserFactory, both

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def _without_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_of_commitments", "_of_plans", "_judges"):
        monkeypatch.setattr(panels, name, {})


def page_of(commitment, asked: str = "", language: str = "fr"):
    with override(language):
        found = commitment_page(commitment.plan.slug, commitment.slug, asked, NOBODY, language, TODAY)
    assert found is not None
    return found


def test_what_has_yet_to_begin_is_told_from_that_day() -> None:
    after, before = date(2026, 12, 1), date(2026, 11, 1)

    with override("en"):
        assert span(after, None, TODAY, "en") == "from 1 December 2026"
        assert span(before, None, TODAY, "en") == "since 1 November 2026"
    with override("fr"):
        assert span(after, None, TODAY, "fr") == "à partir du 1er décembre 2026"


def test_a_commitment_says_everything_once() -> None:
    page = page_of(whole())

    assert page.promise is not None
    assert page.promise.html == "<p>La Ville <strong>publie</strong> tout.</p>"
    assert page.promise.marks == ("tel qu’adopté",)
    assert [passage.label for passage in page.texts] == ["Problème"]
    (lead,) = page.parties
    assert [(one.name, one.office, one.when, one.former) for one in lead.parties] == [
        ("Secrétariat des assemblées", "la Secrétaire", "depuis le 1er mai 2026", False),
        ("Mission données", "", "jusqu’au 30 avril 2026", True),
    ]
    assert [(area.label, area.note) for area in page.areas] == [
        ("Défi : justice", "du 1er janvier 2023 au 31 décembre 2028")
    ]
    (milestone,) = page.milestones
    assert (milestone.due, milestone.late) == ("17 octobre 2026", "En retard de 40 jours")
    assert (milestone.declared, milestone.declared_note) == ("Limité", "1er octobre 2026, 1 preuve")
    assert [group.kind for group in page.evidence] == ["direct", "budget"]
    event = page.evidence[0].lines[0]
    assert (event.what, event.when, event.external) == ("Événement", "Octobre 2026", False)
    assert page.evidence[1].lines[0].whole_digest == DIGEST
    assert [(source.title, source.consulted, source.locators) for source in page.sources] == [
        ("Délibération 2025-018", "20 janvier 2026", ("page 2",))
    ]
    assert page.promise.note == 1
    assert [(one.rule, one.message, one.line) for one in page.findings] == [("F-NARR", "Rien n’est dit ici.", 1)]
    assert page.values == ("Inclusion",)
    assert not page.core_value


def test_texts_are_told_apart_by_wording_language_and_authority() -> None:
    commitment = whole()

    page = page_of(commitment)
    later = page_of(commitment, "later.fr.official")
    english = page_of(commitment, language="en")

    assert [tab.label for tab in page.tabs] == [
        "Tel qu’adopté",
        "Tel qu’amendé",
        "Tel qu’adopté, English, traduit par une machine",
    ]
    assert later.promise is not None
    assert "presque" in later.promise.changes
    assert "<ins>" in later.promise.changes
    assert english.promise is not None
    assert english.promise.marks == ("as adopted", "translated by a machine")
    assert english.promise.language == "en"
    assert [passage.language for passage in english.texts] == ["fr"]  # what no translation says is shown as it is


def test_what_is_missing_says_why_in_its_own_words() -> None:
    commitment = CommitmentFactory(
        absences={
            "budget": "not-published",
            "supporting": "not-applicable",
            "status": "no-reviewer-data",
            "ends": "not-looked-up",
        }
    )

    page = page_of(commitment)

    gaps = {fact.label: fact.value for fact in page.facts if fact.gap}
    assert gaps == {
        "Chef de file": "Personne n’est nommé",
        "Institutions associées": "Sans objet",
        "Échéance": "Non recherché",
        "Budget": "Non publié",
        "Statut": "Pas de données de l’évaluateur",
    }
    assert page.lane.headline == "Rien de déclaré"
    assert page.lane.gap


def test_the_two_lanes_are_filled_by_different_hands() -> None:
    commitment = whole()
    milestone = commitment.milestones.get()
    ProgressReport.objects.create(
        commitment=commitment, day=date(2026, 11, 1), completion="substantial", body="Presque fini."
    )
    panels.register_commitment_panel(
        "reviews", 10, lambda viewer, of: Panel("lane", "reviews/lane.html", {"of": of.number})
    )
    panels.register_commitment_panel("law", 20, lambda viewer, of: Panel("body", "law/panel.html", {}))
    panels.register_judgements(
        "reviews", lambda viewer, kind, uids: {milestone.uid: Judgement("Pas tenu")} if kind == "milestone" else {}
    )

    page = page_of(commitment)

    assert page.lane.headline == "Substantiel"
    assert page.lane.html == "<p>Presque fini.</p>"
    assert page.lane.summary == "0 jalon sur 1 déclaré achevé."
    assert [panel.template for panel in page.lanes] == ["reviews/lane.html"]
    assert [panel.template for panel in page.panels] == ["law/panel.html"]
    assert page.milestones[0].judgement == Judgement("Pas tenu")
    assert page.milestones[0].declared == "Limité"


def test_evidence_set_aside_stays_with_its_reason_and_proves_nothing() -> None:
    commitment = whole()
    Evidence.objects.filter(object_type="event").update(
        set_aside_at="2026-11-02T09:00Z", set_aside_reason="Autre année"
    )

    page = page_of(commitment)

    assert page.evidence[0].lines[0].aside == "Autre année"
    assert page.milestones[0].declared_note == "1er octobre 2026, sans preuve"
    assert page.reports[0].proofs == ()
    assert page.lane.proofs == 1


def test_a_commitment_costs_the_same_for_1_and_30_milestones() -> None:
    few, many = whole(1), whole(30)

    costs = []
    for commitment in (few, many):
        page_of(commitment)
        with CaptureQueriesContext(connection) as queries:
            page_of(commitment)
        costs.append(len(queries))

    # Evidence names events: one query for them beside those of the page, whose panels ask up to six more.
    assert costs[0] == costs[1] <= 6


def test_a_page_that_was_read_is_shown_word_for_word() -> None:
    commitment = whole()

    page = read_page(commitment.plan.slug, commitment.slug, DIGEST[:16], NOBODY, "en")

    assert page is not None
    assert page.lines[2] == (3, "Achèvement : terminé")
    assert page.findings[0].message == "Nothing is said here."
    assert read_page(commitment.plan.slug, commitment.slug, "0123", NOBODY, "en") is None


def test_a_commitment_that_follows_another_leads_to_it_and_back() -> None:
    first = CommitmentFactory(title=both("La première", "The first"))
    second = CommitmentFactory(predecessor=first, title=both("La suite", "The next"))

    assert page_of(first).successor.label == "La suite"
    assert page_of(second).predecessor.label == "La première"
    assert page_of(first).predecessor is None


def full_plan(size: int):
    plan = PlanFactory(title=both("Plan d’action", "Action plan"), absences={"number": "not-published"})
    first = PlanVersion.objects.create(plan=plan, number=1, adopted=True, adopted_on=date(2026, 1, 15))
    second = PlanVersion.objects.create(
        plan=plan,
        number=2,
        kind="withdrawal",
        adopted=True,
        adopted_on_absence="not-published",
        note=both("Retrait", "Withdrawal"),
    )
    for n in range(size):
        commitment = whole(2, plan=plan, order=n)
        commitment.added_in = first
        commitment.save()
    gone = CommitmentFactory(
        plan=plan, withdrawn_on=date(2026, 5, 3), withdrawal_reason="Trop tard", withdrawn_in=second, order=99
    )
    MilestoneFactory(commitment=gone, due="2026-02-01")
    return plan


def test_a_plan_tells_its_versions_and_the_state_of_every_milestone() -> None:
    plan = full_plan(1)

    page = plan_page(plan.slug, "", NOBODY, "fr", TODAY)

    assert page is not None
    assert [(one.kind, one.when) for one in page.versions][:2] == [
        ("Plan initial", "Adoptée le 15 janvier 2026"),
        ("Retrait", "Jour d’adoption\u00a0: non publié"),
    ]
    assert len(page.versions[1].withdrawn) == 1
    kept, gone = page.cards
    assert [(mark.step.code, mark.words) for mark in kept.steps] == [("late", "en retard de 40 jours")] * 2
    assert kept.lead == "Secrétariat des assemblées"
    assert gone.became == "Retiré le 3 mai 2026"
    assert gone.steps[0].step.code == "withdrawn"
    assert (page.tally.total, page.tally.late, page.withdrawn_count) == (2, 2, 1)
    assert [(gap.label, gap.note) for gap in page.gaps] == [("Numéro", "Non publié")]


def test_a_plan_costs_the_same_for_3_and_30_commitments(client) -> None:
    costs = []
    for plan in (full_plan(3), full_plan(30)):
        client.get(f"/fr/commitments/{plan.slug}/?warm=1")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/fr/commitments/{plan.slug}/?fresh=1").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


def test_a_stranger_reads_by_compiled_queries_what_a_signed_in_reader_reads_by_the_orm() -> None:
    before = whole()
    commitment = CommitmentFactory(plan=before.plan, number="99", predecessor=before, state="published")

    for one in (before, commitment):
        with override("fr"):
            stranger, reader = (
                commitment_page(one.plan.slug, one.slug, "", viewer, "fr", TODAY) for viewer in (NOBODY, UserFactory())
            )
        assert stranger is not None
        assert stranger == reader

    assert (page_of(before).successor is not None, page_of(commitment).predecessor is not None) == (True, True)


def test_what_a_compiled_plan_reads_is_what_the_orm_reads() -> None:
    plan = full_plan(2)
    PlanFactory()
    CommitmentFactory(plan=plan, state="draft", published_at=None)

    compiled = rows_of_plan(plan.pk, TODAY)

    assert compiled == list(columns(plan.commitments.filter(state="published").order_by("order", "pk"), TODAY))


def test_a_member_of_the_body_sees_its_drafts_among_the_others(client) -> None:
    body = OrganisationFactory()
    plan = PlanFactory(organisation=body)
    CommitmentFactory(plan=plan)
    CommitmentFactory(plan=plan, state="draft", published_at=None, title=both("Brouillon de promesse", "Draft promise"))
    member = UserFactory()
    Membership.objects.create(user=member, organisation=body, role="organiser")

    assert len(plan_page(plan.slug, "", NOBODY, "fr", TODAY).cards) == 1
    assert [card.draft for card in plan_page(plan.slug, "", member, "fr", TODAY).cards] == [False, True]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_whole_in_both_languages_and_sets_no_cookie(client, language) -> None:
    commitment = whole(2, withdrawn_on=date(2026, 5, 3), withdrawal_reason="Trop tard")
    base = f"/{language}/commitments/{commitment.plan.slug}/"
    own = f"{base}{commitment.slug}/"
    paths = (f"/{language}/commitments/", base, own, f"{own}?text=later.fr.official", f"{own}read/{DIGEST[:16]}/")
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["ETag"]
        assert not answer.cookies
        assert "Accept-Language" not in answer.get("Vary", "")


def test_the_words_of_a_stranger_are_escaped(client) -> None:
    evil = "<script>alert(1)</script>"
    commitment = CommitmentFactory(
        title=both(evil, evil), external_id=evil[:20], withdrawal_reason=evil, withdrawn_on=date(2026, 5, 3)
    )
    MilestoneFactory(commitment=commitment, title=both(evil, evil), number=evil[:18], due_words=evil)
    Evidence.objects.create(commitment=commitment, title=evil, note=evil, url="https://ambrelle.example/?<b>")
    Text.objects.create(commitment=commitment, part="solution", language="fr", body=evil)

    for path in (
        "/fr/commitments/",
        f"/fr/commitments/{commitment.plan.slug}/",
        f"/fr/commitments/{commitment.plan.slug}/{commitment.slug}/",
    ):
        assert b"<script>" not in client.get(path).content


def test_the_row_of_a_commitment_follows_each_of_its_facts(client) -> None:
    plan = PlanFactory()
    commitment = CommitmentFactory(plan=plan, number="7", title=both("Ouvrir les données", "Open the data"))
    second, first = (MilestoneFactory(commitment=commitment, number=f"7.{n}", due="2030", order=n) for n in (2, 1))
    later, sooner = (
        Responsibility.objects.create(commitment=commitment, organisation=OrganisationFactory(name=name), order=order)
        for name, order in (("Mairie", 2), ("Archives", 1))
    )

    def row(language: str = "fr") -> str:
        page = client.get(f"/{language}/commitments/{plan.slug}/?fresh={uuid4()}").content.decode()
        return page[page.index('<article class="promise') : page.index("</article>")]

    before = row()
    assert "Ouvrir les données" in before
    assert "Open the data" in row("en")
    assert "Archives, Mairie" in before
    assert before.index("7.1") < before.index("7.2")
    assert before.count("step silent") == 2

    ProgressReport.objects.create(commitment=commitment, milestone=first, day=date(2026, 10, 1), completion="limited")
    assert "step under-way" in row()
    ProgressReport.objects.create(commitment=commitment, day=date(2026, 10, 2), completion="substantial")
    assert "Substantiel" in row()
    assert "2 octobre 2026" in row()
    second.withdrawn_on, second.withdrawal_reason = date(2026, 5, 3), "Sans objet"
    second.save()
    assert "step withdrawn" in row()
    sooner.valid_to = date(2020, 1, 1)
    sooner.save()
    assert "Archives" not in row()
    commitment.policy_areas.add(Term.objects.get(vocabulary="policy-area", code="challenge-justice"))
    assert "Défi : justice" in row().replace("\u202f", " ")
    plan.commitments.update(title=both("Ouvrir toutes les données", "Open all the data"))
    assert "Ouvrir toutes les données" in row()
    assert "Open all the data" in row("en")
    assert "Mairie" in row("en")
    later.delete()
    assert "Mairie" not in row()
