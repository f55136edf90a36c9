"""Writing a commitment, adopting its plan, amending it: what was adopted stays, and everything leaves its trace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from parvis.commit.plans import actions
from parvis.commit.plans.content import PARTS, content_of, plan_content
from parvis.commit.plans.models import Commitment, Plan, PlanVersion, Responsibility, Text, VersionKind
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import entries_for
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import latest
from tests.factories import CommitmentFactory, FrameworkFactory, OrganisationFactory, PlanFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_march")]


@pytest.fixture
def _in_march() -> Any:
    with time_machine.travel("2026-03-12T10:00:00+00:00", tick=False):
        yield


def whole(lead: Any, **others: Any) -> dict[str, Any]:
    """A commitment that holds together, as a form would write it."""
    return {
        "title_fr": "Publier les comptes rendus",
        "number": "14",
        "solution_fr": "Publier sous quinze jours le compte rendu des 16 instances.",
        "public_change_fr": "Chacun pourra lire ce qui s’est décidé et qui a voté quoi, quinze jours après.",
        "values": ["access-to-information"],
        "policy_areas": ["open-parliament"],
        "responsibilities": [{"role": "lead", "organisation": str(lead.uid), "office": "", "valid_from": None}],
        "milestones": [
            {
                "number": "14.1",
                "title_fr": "Ouvrir la page",
                "due": "S2 2026",
                "text_fr": "Ouvrir la page des séances.",
            },
            {"number": "14.2", "title_fr": "Publier le bilan", "due": "2027", "responsible": str(lead.uid)},
        ],
        **others,
    }


def written(plan: Any = None, **others: Any) -> Commitment:
    plan = plan or PlanFactory(published=False, published_at=None)
    return actions.create_commitment(UserFactory(), plan, whole(OrganisationFactory(), **others))


def test_what_was_written_reads_back_the_same() -> None:
    lead = OrganisationFactory()
    one = actions.create_commitment(UserFactory(), PlanFactory(), whole(lead))

    content = content_of(one)

    assert set(content) == set(PARTS)
    assert content["solution_fr"] == "Publier sous quinze jours le compte rendu des 16 instances."
    assert content["authority_fr"] == "official"
    assert content["policy_areas"] == ["open-parliament"]
    assert [(row["number"], row["due"], row["due_words"]) for row in content["milestones"]] == [
        ("14.1", "2026-41", "S2 2026"),
        ("14.2", "2027", ""),
    ]
    assert content["milestones"][1]["responsible"] == str(lead.uid)
    assert actions.write_commitment(None, one, content) == frozenset()


def test_contents_of_many_cost_the_same_as_of_one(django_assert_num_queries: Any) -> None:
    plan = PlanFactory()
    for number in range(3):
        written(plan, number=str(number))
    from parvis.commit.plans.content import contents_of

    rows = list(plan.commitments.all())
    with django_assert_num_queries(5):
        contents_of(rows[:1])
    with django_assert_num_queries(5):
        assert len(contents_of(rows)) == 3


def test_a_change_names_the_parts_that_changed_in_the_reader_s_language() -> None:
    one = written()

    changed = actions.write_commitment(UserFactory(name="Nadia"), one, {"number": "15", "ambition_fr": "Être lu."})

    assert changed == {"number", "ambition_fr"}
    sentence = entries_for("commitment", one.uid, 1, language="fr")[0].sentence
    assert "Nadia" in sentence
    assert "ambition" in sentence
    assert latest("commitment", one.uid).content["number"] == "15"  # type: ignore[union-attr]


def test_an_edit_that_was_overtaken_writes_nothing() -> None:
    one = written()
    base = latest("commitment", one.uid).number  # type: ignore[union-attr]
    actions.write_commitment(None, one, {"number": "15"}, base=base)

    with pytest.raises(Overtaken):
        actions.write_commitment(None, one, {"number": "16"}, base=base)
    one.refresh_from_db()
    assert one.number == "15"
    assert Entry.objects.filter(action="commitment.changed").count() == 1


def test_going_back_to_a_version_writes_what_it_said() -> None:
    one = written()
    before = content_of(one)
    actions.write_commitment(None, one, {"solution_fr": "Autre chose.", "milestones": []})

    actions.write_commitment(None, one, actions.restored(before))

    assert content_of(one) == before


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ({"title_fr": " "}, "title_fr"),
        ({"values": ["beauty"]}, "values"),
        ({"policy_areas": ["nothing"]}, "policy_areas"),
        ({"budget_minor": -1}, "budget_minor"),
        ({"starts": "un jour"}, "starts"),
        ({"colour": "red"}, "__all__"),
        ({"solution_fr": "a\0b"}, "solution_fr"),
        ({"responsibilities": [{"role": "lead"}]}, "responsibilities 1"),
        ({"milestones": [{"title_fr": "Ouvrir", "due": "bientôt"}]}, "milestones 1"),
        ({"milestones": [{"title_fr": ""}]}, "milestones 1"),
        ({"milestones": [{"title_fr": "a", "number": "1"}, {"title_fr": "b", "number": "1"}]}, "milestones 2"),
        ({"predecessor": "x"}, "predecessor"),
    ],
)
def test_what_is_wrong_is_said_under_its_part(content: dict[str, Any], part: str) -> None:
    one = written()

    with pytest.raises(ValidationError) as refused:
        actions.write_commitment(None, one, content)

    assert part in refused.value.message_dict


def test_two_commitments_of_a_plan_do_not_share_a_number() -> None:
    plan = PlanFactory()
    written(plan)

    with pytest.raises(ValidationError) as refused:
        written(plan)
    assert "number" in refused.value.message_dict


def test_a_commitment_that_nobody_leads_is_not_published() -> None:
    one = written(responsibilities=[])

    with pytest.raises(actions.HeldBack) as held:
        actions.publish_commitment(None, one)

    assert [advice.rule for advice in held.value.advice] == ["C-OWNER"]
    one.refresh_from_db()
    assert one.state == "draft"


def test_a_warning_holds_nothing_back() -> None:
    one = written(values=["technology-and-innovation"])

    assert actions.publish_commitment(None, one).state == "published"


def adopted(**others: Any) -> Commitment:
    one = actions.publish_commitment(None, written(**others))
    actions.adopt_plan(None, one.plan, on=date(2026, 3, 1), note="Adopté en conseil.")
    one.refresh_from_db()
    return one


def test_an_adoption_freezes_the_texts_and_makes_the_plan_public() -> None:
    one = adopted()

    version = PlanVersion.objects.get()
    assert (version.number, version.kind, version.adopted, version.adopted_on) == (
        1,
        VersionKind.ORIGINAL,
        True,
        date(2026, 3, 1),
    )
    assert one.added_in == version
    assert one.plan.published
    assert set(Text.objects.values_list("frozen", "version")) == {(True, version.pk)}
    assert list(one.milestones.values_list("adopted_due", flat=True)) == ["2026-41", "2027"]


def test_a_draft_stays_out_of_the_adoption() -> None:
    plan = PlanFactory()
    one = actions.publish_commitment(None, written(plan))
    other = written(plan, number="15")

    actions.adopt_plan(None, plan, on=date(2026, 3, 1))

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.added_in is None, other.added_in is None, other.state) == (False, True, "draft")


def test_a_plan_is_adopted_once_and_not_empty() -> None:
    one = adopted()

    with pytest.raises(actions.AlreadyAdopted):
        actions.adopt_plan(None, one.plan, on=date(2026, 3, 2))
    with pytest.raises(actions.NothingToAdopt):
        actions.adopt_plan(None, PlanFactory(), on=date(2026, 3, 2))


def test_changing_an_adopted_text_writes_a_later_one_beside_it() -> None:
    one = adopted()

    actions.write_commitment(None, one, {"solution_fr": "Publier sous trente jours."})

    texts = Text.objects.filter(commitment=one, part="solution").order_by("pk")
    assert list(texts.values_list("wording", "frozen", "body")) == [
        ("adopted", True, "Publier sous quinze jours le compte rendu des 16 instances."),
        ("later", False, "Publier sous trente jours."),
    ]
    assert content_of(one)["solution_fr"] == "Publier sous trente jours."
    actions.write_commitment(None, one, {"solution_fr": "Publier sous vingt jours."})
    assert texts.count() == 2


def test_an_adopted_text_is_not_emptied_and_an_adopted_milestone_is_not_taken_away() -> None:
    one = adopted()

    with pytest.raises(ValidationError):
        actions.write_commitment(None, one, {"solution_fr": ""})
    with pytest.raises(ValidationError):
        actions.write_commitment(None, one, {"milestones": []})
    assert one.milestones.count() == 2


def test_an_amendment_freezes_what_changed_since() -> None:
    one = adopted()
    actions.write_commitment(None, one, {"solution_fr": "Publier sous trente jours."})

    version = actions.amend_plan(None, one.plan, on=date(2026, 3, 10), note="Le délai passe à trente jours.")

    assert (version.number, version.kind) == (2, VersionKind.AMENDMENT)
    later = Text.objects.get(commitment=one, wording="later")
    assert (later.frozen, later.version) == (True, version)
    with pytest.raises(actions.NothingToAdopt):
        actions.amend_plan(None, one.plan, on=date(2026, 3, 11), note="Rien.")


def test_an_amendment_says_what_it_changes_and_is_not_older_than_the_version_before() -> None:
    one = adopted()
    actions.write_commitment(None, one, {"solution_fr": "Publier sous trente jours."})

    with pytest.raises(ValidationError):
        actions.amend_plan(None, one.plan, on=date(2026, 3, 10), note=" ")
    with pytest.raises(ValidationError):
        actions.amend_plan(None, one.plan, on=date(2026, 2, 1), note="Avant.")


def test_moving_a_deadline_waits_for_the_amendment_and_keeps_the_one_that_was_adopted() -> None:
    one = adopted()
    rows = content_of(one)["milestones"]
    rows[0]["due"] = "mars 2027"

    actions.write_commitment(None, one, {"milestones": rows})
    assert one.milestones.get(number="14.1").due == "2026-41"
    actions.amend_plan(None, one.plan, on=date(2026, 3, 11), note="Le jalon est repoussé.")

    step = one.milestones.get(number="14.1")
    assert (step.adopted_due, step.due, step.due_words) == ("2026-41", "2027-03", "")


def test_a_withdrawal_is_a_dated_version_with_its_reason() -> None:
    one = adopted()

    actions.withdraw_commitment(None, one, on=date(2026, 3, 11), reason="Le budget a été retiré.")

    version = one.plan.versions.get(kind="withdrawal")
    assert (one.withdrawn_in, one.withdrawn_on, str(version.note)) == (
        version,
        date(2026, 3, 11),
        "Le budget a été retiré.",
    )
    with pytest.raises(ValidationError):
        actions.withdraw_commitment(None, written(), on=date(2026, 3, 11), reason="Jamais promis.")


def test_a_withdrawal_says_why() -> None:
    with pytest.raises(ValidationError):
        actions.withdraw_commitment(None, adopted(), on=date(2026, 3, 11), reason="  ")


def test_a_milestone_is_withdrawn_with_its_reason_and_stays() -> None:
    one = adopted()
    step = one.milestones.get(number="14.2")

    actions.withdraw_milestone(None, step, on=date(2026, 3, 11), reason="Sans objet.")

    assert one.milestones.count() == 2
    assert [row["number"] for row in content_of(one)["milestones"]] == ["14.1"]


def test_another_institution_takes_over_and_the_first_keeps_its_days() -> None:
    one = adopted()
    former = one.responsibilities.get(milestone=None)
    new = OrganisationFactory()

    actions.hand_over(None, one, new, on=date(2026, 3, 12), office="Direction du numérique")

    former.refresh_from_db()
    assert former.valid_to == date(2026, 3, 11)
    fresh = Responsibility.objects.get(organisation=new)
    assert (fresh.role, fresh.valid_from, fresh.office) == ("lead", date(2026, 3, 12), "Direction du numérique")
    with pytest.raises(ValidationError):
        actions.hand_over(None, one, new, on=date(2026, 3, 12))


def test_a_role_that_was_adopted_is_ended_and_never_rubbed_out() -> None:
    one = adopted()
    rows = content_of(one)["responsibilities"]

    with pytest.raises(ValidationError):
        actions.write_commitment(None, one, {"responsibilities": []})
    rows[0]["valid_to"] = "2026-03-11"
    actions.write_commitment(None, one, {"responsibilities": rows})

    assert one.responsibilities.get(milestone=None).valid_to == date(2026, 3, 11)


def test_a_plan_is_written_kept_and_found_at_a_free_address() -> None:
    framework, body = FrameworkFactory(), OrganisationFactory()
    content = {"title_fr": "Plan local", "framework": str(framework.uid), "first_day": "2026-01-01"}
    plan = actions.create_plan(UserFactory(), body, content)
    other = actions.create_plan(UserFactory(), body, content)

    assert (plan.slug, other.slug, plan.published) == ("plan-local", "plan-local-2", False)
    assert actions.write_plan(None, plan, {"last_day": "2027-12-31"}) == {"last_day"}
    assert plan_content(plan)["last_day"] == "2027-12-31"
    with pytest.raises(ValidationError) as refused:
        actions.write_plan(None, plan, {"last_day": "2020-12-31"})
    assert "last_day" in refused.value.message_dict


def test_writing_what_was_imported_keeps_what_it_said_before() -> None:
    one = CommitmentFactory(number="7")

    actions.write_commitment(None, one, {"number": "8"}, base=0)

    from parvis.ground.versions.models import Version

    kept = Version.objects.filter(object_type="commitment", object_uid=one.uid).order_by("number")
    assert [version.content["number"] for version in kept] == ["7", "8"]


def test_a_writer_who_looked_before_takes_nothing_back() -> None:
    commitment = written()
    before = Commitment.objects.get(pk=commitment.pk)
    actions.publish_commitment(None, commitment)
    actions.withdraw_commitment(None, commitment, on=date(2026, 3, 1), reason="Fondu dans le 15.")

    actions.write_commitment(None, before, {"problem_fr": "On ne sait rien."})

    commitment.refresh_from_db()
    assert (commitment.state, commitment.withdrawn_on) == ("published", date(2026, 3, 1))


def test_a_writer_of_the_plan_who_looked_before_does_not_hide_it_again() -> None:
    plan = PlanFactory(published=False, published_at=None)
    before = Plan.objects.get(pk=plan.pk)
    actions.publish_plan(None, plan)

    actions.write_plan(None, before, {"member": "Ambrelle"})

    plan.refresh_from_db()
    assert (plan.published, plan.member) == (True, "Ambrelle")
