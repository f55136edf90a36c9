"""Followers of an event are told what changes, and those who wait for details only that."""

from __future__ import annotations

import pytest

from parvis.convene.agenda import actions
from parvis.ground.clock import now
from parvis.ground.follows.models import Fact, Follow
from tests.factories import EventFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(more_to_come=True, hours_to_confirm=True)
    actions.publish(None, event)
    Follow.objects.create(
        object_type="event", object_uid=event.uid, email="ada@ambrelle.example", topic="details", language="fr",
        confirmed_at=now(),
    )  # fmt: skip
    return event


def test_a_cancellation_is_told_to_everybody_in_their_language(event) -> None:
    actions.cancel(UserFactory(), event)

    fact = Fact.objects.get()
    assert fact.topic == "details"  # nobody waits any longer
    assert fact.sentence.localize("fr") != fact.sentence.localize("en") == "It is cancelled."


def test_details_are_told_once_nothing_is_missing(event) -> None:
    event.hours_to_confirm = False
    event.save()
    actions.edited_by_hand(None, event, {"hours_to_confirm"})
    assert not Fact.objects.exists()  # the rest is still to come

    event.more_to_come = False
    event.save()
    actions.edited_by_hand(None, event, {"more_to_come"})
    assert Fact.objects.get().topic == "details"


def test_a_corrected_word_is_told_to_nobody(event) -> None:
    actions.edited_by_hand(None, event, {"lead"})

    assert not Fact.objects.exists()


def test_nothing_is_told_of_a_draft(event) -> None:
    actions.withdraw(None, event)
    Fact.objects.all().delete()

    actions.edited_by_hand(None, event, {"start_day"})

    assert not Fact.objects.exists()
