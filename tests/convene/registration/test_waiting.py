"""Where one stands on the waiting list, and why it does not move."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from parvis.convene.registration import actions
from parvis.convene.registration.models import Registration, State
from parvis.convene.registration.queries.line import Waiting, position, why_waiting
from parvis.ground import clock
from tests.factories import CategoryFactory, RegistrationFactory, demand

pytestmark = pytest.mark.django_db


def come(registration, number, *, category=None, **fields):
    one = category or registration.categories.order_by("order", "pk").first()
    return actions.register(registration, one, demand(one, number, **fields)).sign_up


def test_a_position_counts_people_and_has_no_gap():
    registration = RegistrationFactory(capacity=1, largest_party=3)
    come(registration, 0)
    parties = [come(registration, number, people=people) for number, people in ((1, 1), (2, 3), (3, 1))]

    assert [position(one) for one in parties] == [1, 2, 5]

    actions.cancel(parties[1])
    assert position(parties[2]) == 2
    assert position(parties[1]) == 0


def test_speakers_beside_the_rest_wait_in_a_list_of_their_own():
    registration = RegistrationFactory(capacity=0)
    speakers = CategoryFactory(registration=registration, within_capacity=False, capacity=0, order=1)
    come(registration, 1)

    assert position(come(registration, 2, category=speakers)) == 1
    assert position(come(registration, 3)) == 2


def test_the_reason_says_what_is_full():
    registration = RegistrationFactory(capacity=2)
    press = CategoryFactory(registration=registration, capacity=1, order=1)
    come(registration, 1, category=press)
    journalist = come(registration, 2, category=press)
    assert why_waiting(journalist) == Waiting("category-full")

    assert why_waiting(come(registration, 3)) is None
    assert why_waiting(come(registration, 4)) == Waiting("full")
    assert why_waiting(journalist) == Waiting("full")


def test_the_reason_says_how_many_seats_the_first_in_line_needs():
    registration = RegistrationFactory(capacity=3, largest_party=3)
    come(registration, 1, people=2)
    family = come(registration, 2, people=3)
    behind = come(registration, 3)

    assert why_waiting(family) == why_waiting(behind) == Waiting("first-needs-more", free=1, needed=3)


def test_the_reason_says_that_registration_is_switched_off_or_that_it_has_begun():
    registration = RegistrationFactory(capacity=1)
    first = come(registration, 1)
    waiting = come(registration, 2)
    Registration.objects.filter(pk=registration.pk).update(running=False)
    actions.cancel(first)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING

    assert why_waiting(waiting) == Waiting("paused")
    with time_machine.travel(registration.event.starts_at + timedelta(minutes=1)):
        assert why_waiting(waiting) == Waiting("begun")
    assert clock.now() < registration.event.starts_at
