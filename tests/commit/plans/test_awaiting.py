"""What was adopted stays as it was adopted until an amendment: titles, due dates, who answers for a milestone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from parvis.commit.plans import actions, addresses
from parvis.commit.plans.content import content_of
from parvis.commit.plans.models import Commitment, Milestone
from parvis.commit.plans.queries.awaiting import waiting_lines
from parvis.ground.journal.queries import entries_for
from tests.factories import OrganisationFactory, PlanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Any:
    with time_machine.travel("2026-03-12T10:00:00+00:00", tick=False):
        yield


class World:
    """A plan adopted on 10 January with one commitment, whose milestone is due in June."""

    def __init__(self) -> None:
        self.city, self.directorate = OrganisationFactory(name="Ville"), OrganisationFactory(name="Direction")
        self.other = OrganisationFactory(name="Régie")
        self.plan = PlanFactory(organisation=self.city)
        content = {
            "title_fr": "Ouvrir les comptes",
            "number": "1",
            "solution_fr": "Publier les comptes.",
            "responsibilities": [{"role": "lead", "organisation": str(self.city.uid)}],
            "milestones": [
                {"number": "1.1", "title_fr": "Ouvrir", "due": "2026-06", "responsible": str(self.directorate.uid)}
            ],
        }
        self.actor = UserFactory(name="Nadia")
        self.commitment = actions.create_commitment(self.actor, self.plan, content)
        actions.publish_commitment(self.actor, self.commitment)
        actions.adopt_plan(self.actor, self.plan, on=date(2026, 1, 10))
        self.commitment.refresh_from_db()

    @property
    def step(self) -> Milestone:
        return self.commitment.milestones.get()

    def write(self, **changes: Any) -> frozenset[str]:
        """Change the commitment; what is named `step_…` changes its milestone."""
        row = dict(content_of(self.commitment)["milestones"][0])
        row |= {name.removeprefix("step_"): value for name, value in changes.items() if name.startswith("step_")}
        rest = {name: value for name, value in changes.items() if not name.startswith("step_")}
        return actions.write_commitment(self.actor, self.commitment, {**rest, "milestones": [row]})

    def page(self) -> str:
        return Client().get(addresses.commitment(self.plan.slug, self.commitment.slug, "fr")).content.decode()

    def journal(self) -> str:
        return " · ".join(line.sentence for line in entries_for("commitment", self.commitment.uid, 20, "fr"))


@pytest.fixture
def world(db: Any) -> World:
    return World()


def test_an_adopted_title_and_date_stay_until_the_amendment_then_say_what_they_were(world: World) -> None:
    changed = world.write(title_fr="Ouvrir tous les comptes", step_due="2026-12", step_title_fr="Tout ouvrir")

    assert changed == {"title_fr", "milestones"}
    assert (str(world.commitment.title.localize("fr")), world.step.due) == ("Ouvrir les comptes", "2026-06")
    assert world.step.due_by == date(2026, 6, 30)
    assert "Ouvrir tous les comptes" not in world.page()
    written = content_of(Commitment.objects.get(pk=world.commitment.pk))
    assert (written["title_fr"], written["milestones"][0]["due"]) == ("Ouvrir tous les comptes", "2026-12")

    actions.amend_plan(world.actor, world.plan, on=date(2026, 3, 1), note="Le périmètre s’étend.")

    world.commitment.refresh_from_db()
    assert (str(world.commitment.title.localize("fr")), world.step.due) == ("Ouvrir tous les comptes", "2026-12")
    assert (world.step.adopted_due, world.step.due_by) == ("2026-06", date(2026, 12, 31))
    assert world.commitment.awaiting == {}
    journal = world.journal()
    assert "Ouvrir les comptes" in journal
    assert "juin 2026" in journal
    assert "1er mars 2026" in journal.replace("ᵉʳ", "er")
    assert "juin 2026" in world.page()


def test_who_answers_for_an_adopted_milestone_changes_on_the_day_of_the_amendment(world: World) -> None:
    world.write(step_responsible=str(world.other.uid))
    assert world.step.responsibilities.get().organisation == world.directorate

    actions.amend_plan(world.actor, world.plan, on=date(2026, 3, 1), note="La régie reprend le jalon.")

    before, after = world.step.responsibilities.order_by("pk")
    assert (before.organisation, before.valid_to) == (world.directorate, date(2026, 2, 28))
    assert (after.organisation, after.valid_from, after.valid_to) == (world.other, date(2026, 3, 1), None)
    assert "Régie" in world.journal()


def test_going_back_to_what_was_adopted_leaves_nothing_to_amend(world: World) -> None:
    world.write(title_fr="Autre chose", step_due="2027", step_responsible=str(world.other.uid))
    assert actions.pending(world.plan).commitments == (world.commitment,)

    world.write(title_fr="Ouvrir les comptes", step_due="2026-06", step_responsible=str(world.directorate.uid))

    assert world.commitment.awaiting == {}
    assert actions.pending(world.plan).commitments == ()
    with pytest.raises(actions.NothingToAdopt):
        actions.amend_plan(world.actor, world.plan, on=date(2026, 3, 1), note="Rien.")


def test_a_translation_that_was_missing_waits_for_nothing(world: World) -> None:
    world.write(title_en="Open the accounts", step_title_en="Open", step_number="1.2")

    assert str(world.commitment.title.localize("en")) == "Open the accounts"
    assert (str(world.step.title.localize("en")), world.step.number) == ("Open", "1.2")
    assert world.commitment.awaiting == {}


def test_what_is_left_out_of_a_change_keeps_what_waits(world: World) -> None:
    world.write(title_fr="Ouvrir tous les comptes", step_due="2026-12", step_responsible=str(world.other.uid))

    step = {"uid": str(world.step.uid), "number": "1.1", "title_fr": "Tout ouvrir"}
    actions.write_commitment(world.actor, world.commitment, {"milestones": [step]})

    awaiting = world.commitment.awaiting["milestones"][str(world.step.uid)]
    assert awaiting["due"] == "2026-12"
    assert awaiting["responsible"] == str(world.other.uid)
    assert awaiting["title"] == {"fr": "Tout ouvrir"}
    assert world.commitment.awaiting["title"] == {"fr": "Ouvrir tous les comptes"}


def test_those_who_adopt_read_each_change_beside_what_it_changes(world: World) -> None:
    world.write(title_fr="Ouvrir tous les comptes", step_due="2026-12", step_responsible=str(world.other.uid))

    lines = waiting_lines([world.commitment], "fr")[world.commitment.pk]

    assert [(line.before, line.after) for line in lines] == [
        ("Ouvrir les comptes", "Ouvrir tous les comptes"),
        ("juin 2026", "décembre 2026"),
        ("Direction", "Régie"),
    ]


def test_what_is_not_adopted_yet_changes_at_once(world: World) -> None:
    rows = [*content_of(world.commitment)["milestones"], {"number": "1.2", "title_fr": "Fermer", "due": "2027"}]
    actions.write_commitment(world.actor, world.commitment, {"milestones": rows})
    fresh = content_of(world.commitment)["milestones"]
    actions.write_commitment(world.actor, world.commitment, {"milestones": [fresh[0], {**fresh[1], "due": "2028"}]})

    assert world.commitment.milestones.get(number="1.2").due == "2028"
    assert world.commitment.awaiting == {}
