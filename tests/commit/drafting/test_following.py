"""Whoever proposed something is told what becomes of it, long after the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from parvis.commit.drafting import actions
from parvis.commit.drafting.promises import contributions
from parvis.commit.plans.actions.progress import report_progress
from parvis.disclose.links.queries import whole_story
from parvis.ground.follows.actions import stop
from parvis.ground.follows.facts import send_digests
from parvis.ground.follows.models import Follow
from tests.commit.drafting.conftest import World
from tests.commit.drafting.test_cocreation import opened, received

pytestmark = pytest.mark.django_db
INES = "ines@example.org"


def keep(world: World, contribution: Any, base: int = 0) -> None:
    actions.answer(world.contact, contribution, base=base, outcome="kept", reason="Oui.", commitment=world.commitment)


def digests_to(address: str) -> list[str]:
    mail.outbox.clear()
    send_digests()
    return [message.body for message in mail.outbox if message.to == [address]]


def test_the_author_of_what_was_kept_is_told_when_the_commitment_moves(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    contribution = received(world, opened(world))
    with django_capture_on_commit_callbacks(execute=True):
        keep(world, contribution)
    answer = mail.outbox[-1].body
    assert digests_to(INES) == []  # the answer itself came by a message of its own

    report_progress(world.contact, world.commitment, day=date(2026, 3, 1), completion="limited", body="En cours.")

    (told,) = digests_to(INES)
    assert "Des bancs" in told
    assert "point d’avancement" in told
    assert "/follow/stop/" in answer


def test_what_is_not_kept_is_followed_by_nobody(world: World) -> None:
    one = opened(world)
    contribution = received(world, one)

    actions.answer(
        world.contact,
        contribution,
        base=0,
        outcome="not-kept",
        reason="Non.",
        criterion=one.criteria.get(),
        remedy="Trouver une place.",
    )

    assert not Follow.objects.exists()


def test_an_author_who_has_left_is_not_taken_back_by_a_second_answer(world: World) -> None:
    contribution = received(world, opened(world))
    keep(world, contribution)
    stop(Follow.objects.get(email=INES))

    keep(world, contribution, base=1)

    assert not Follow.objects.exists()


def test_a_proposal_waits_in_public_from_the_day_after_the_promised_one_until_it_is_answered(world: World) -> None:
    contribution = received(world, opened(world))  # open until 30 April, an answer promised within 30 days

    assert contributions(date(2026, 5, 30)) == []
    (waiting,) = contributions(date(2026, 5, 31))
    keep(world, contribution)

    assert (waiting.title, waiting.due, waiting.body) == ("Des bancs", date(2026, 5, 30), "Ville d’Ambrelle")
    assert contributions(date(2026, 5, 31)) == []


def test_the_story_of_a_proposal_says_that_nobody_answered_then_goes_on_to_the_promise(world: World) -> None:
    contribution = received(world, opened(world))
    with time_machine.travel("2026-06-01T10:00:00+00:00", tick=False):
        before = whole_story("contribution", contribution.uid, AnonymousUser(), "en", date(2026, 6, 1))
        keep(world, contribution)
        after = whole_story("contribution", contribution.uid, AnonymousUser(), "en", date(2026, 6, 1))

    assert before is not None
    assert after is not None
    assert [line.title for line in before.lines if line.kind == "missing"] == ["No answer published."]
    assert "No answer published." not in [line.title for line in after.lines]
    assert {part.ref.type for part in after.parts} == {"contribution", "commitment", "milestone", "plan"}
