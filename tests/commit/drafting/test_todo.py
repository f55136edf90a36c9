"""What waits: milestones late or near, promises without news, contributions to read and to answer."""

from __future__ import annotations

import pytest
import time_machine

from parvis.commit.drafting import actions, todo
from parvis.commit.plans import actions as plans
from parvis.people.todo import waiting_for
from tests.commit.drafting.conftest import World
from tests.commit.drafting.test_cocreation import opened, received

pytestmark = pytest.mark.django_db


def test_a_late_milestone_waits_for_the_lead_and_for_nobody_else(world: World) -> None:
    heap = todo.milestones_due(world.lead, 5)

    assert (heap.count, heap.oldest[0].title.split()[0]) == (1, "14.1")
    assert heap.oldest[0].due is not None
    assert todo.milestones_due(world.contact, 5).count == 0
    assert todo.milestones_due(world.reviewer, 5).count == 0


def test_a_milestone_declared_completed_waits_no_more(world: World) -> None:
    plans.report_progress(
        world.lead,
        world.commitment,
        milestone=world.late,
        day=world.late.due_by,
        completion="complete",
        shown=[plans.Shown("Page", url="https://ambrelle.example/p")],
    )

    assert todo.milestones_due(world.lead, 5).count == 0


def test_half_a_year_without_a_word_is_told(world: World) -> None:
    assert todo.promises_without_news(world.lead, 5).count == 0

    with time_machine.travel("2026-08-01T10:00:00+00:00", tick=False):
        assert todo.promises_without_news(world.lead, 5).count == 1
        plans.report_progress(world.lead, world.commitment, day=world.late.due_by, completion="limited")
        assert todo.promises_without_news(world.lead, 5).count == 0


def test_contributions_wait_to_be_read_then_answered_once_the_days_are_over(world: World) -> None:
    one = opened(world)
    with time_machine.travel("2026-04-02T10:00:00+00:00", tick=False):
        made = actions.propose(one, actions.Proposed("Des bancs", "À l’ombre.", "ines@example.org"))
        actions.confirm(made.token)
        assert todo.contributions_to_read(world.contact, 5).count == 1
        assert todo.contributions_to_read(world.lead, 5).count == 0
    received(world, one, email="paul@example.org")
    assert todo.contributions_to_answer(world.contact, 5).count == 0

    with time_machine.travel("2026-05-02T10:00:00+00:00", tick=False):
        heap = todo.contributions_to_answer(world.contact, 5)
        titles = [one.title for one in waiting_for(world.contact, 20).oldest]

    assert heap.count == 1
    assert any("Des bancs" in title for title in titles)
