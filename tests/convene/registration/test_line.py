"""The line of the opening minute: kept at once, served in order, by the same rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from parvis.convene.registration import actions
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.actions.line import stand_in_line
from parvis.convene.registration.models import Arrival, Letter, Registration, SignUp, State
from parvis.ground import clock
from tests.factories import RegistrationFactory, demand

pytestmark = pytest.mark.django_db


def arrive(registration: Registration, number: int, **fields) -> Arrival:
    return stand_in_line(registration, demand(registration.categories.get(), number, **fields))


def test_a_server_at_ease_registers_at_once():
    registration = RegistrationFactory(capacity=1)

    outcome = actions.enter(registration, registration.categories.get(), demand(registration.categories.get()))

    assert outcome.sign_up.state == State.CONFIRMED
    assert not Arrival.objects.exists()


def test_a_server_that_is_behind_keeps_the_form_and_says_where_it_stands(monkeypatch):
    monkeypatch.setattr("parvis.ground.load.is_behind", lambda: True)
    registration = RegistrationFactory(capacity=1)
    category = registration.categories.get()

    arrivals = [actions.enter(registration, category, demand(category, number)) for number in range(3)]

    assert [actions.position_in_line(one) for one in arrivals] == [1, 2, 3]
    assert not SignUp.objects.exists()


def test_the_line_is_served_in_its_order_by_the_same_rules():
    registration = RegistrationFactory(capacity=2)
    arrivals = [arrive(registration, number) for number in range(4)]

    assert actions.serve_line(registration.pk, limit=3) == 3
    assert actions.serve_lines() == 1
    assert actions.serve_line(registration.pk) == 0

    for one in arrivals:
        one.refresh_from_db()
    assert [one.sign_up.state for one in arrivals] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [one.sign_up.rank for one in arrivals] == [None, None, 1, 2]
    assert [one.payload for one in arrivals] == [{}] * 4
    assert differences(registration) == []


def test_a_newcomer_overtakes_nobody_who_stands_in_line():
    registration = RegistrationFactory(capacity=1)
    category = registration.categories.get()
    first = arrive(registration, 1)

    with pytest.raises(actions.LineAhead):
        actions.register(registration, category, demand(category, 2))
    second = actions.enter(registration, category, demand(category, 2))
    actions.serve_lines()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.sign_up.state, second.sign_up.state) == (State.CONFIRMED, State.WAITING)


def test_a_seat_that_comes_free_goes_to_who_waits_before_who_stands_in_line():
    registration = RegistrationFactory(capacity=1)
    category = registration.categories.get()
    seated = actions.register(registration, category, demand(category, 1)).sign_up
    waiting = actions.register(registration, category, demand(category, 2)).sign_up
    arrival = arrive(registration, 3)

    actions.cancel(seated)
    actions.serve_lines()

    waiting.refresh_from_db()
    arrival.refresh_from_db()
    assert (waiting.state, arrival.sign_up.state) == (State.OFFERED, State.WAITING)


def test_the_same_form_sent_twice_stands_once_in_line_and_is_one_registration():
    registration = RegistrationFactory(capacity=5)
    category = registration.categories.get()

    arrivals = [arrive(registration, 1), arrive(registration, 1)]
    actions.serve_lines()
    third = arrive(registration, 1)
    actions.serve_lines()
    directly = actions.enter(registration, category, demand(category, 1))

    third.refresh_from_db()
    assert arrivals[0] == arrivals[1]
    assert not directly.made
    assert third.sign_up == directly.sign_up
    assert SignUp.objects.count() == 1


def test_who_cancelled_may_stand_in_line_again_with_the_same_form():
    registration = RegistrationFactory(capacity=5)
    first = arrive(registration, 1)
    actions.serve_lines()
    first.refresh_from_db()
    actions.cancel(first.sign_up)

    again = arrive(registration, 1)
    actions.serve_lines()

    again.refresh_from_db()
    assert again != first
    assert again.sign_up.state == State.CONFIRMED


def test_a_refusal_is_kept_with_its_code_and_stops_nobody_behind():
    registration = RegistrationFactory(capacity=1, waiting_capacity=0)
    arrivals = [arrive(registration, number) for number in range(3)]
    same_address = arrive(registration, 0, fingerprint="f" * 64)

    actions.serve_lines()

    for one in (*arrivals, same_address):
        one.refresh_from_db()
    assert [one.refusal for one in arrivals] == ["", "full", "full"]
    assert (same_address.refusal, same_address.sign_up) == ("full", None)
    assert Letter.objects.filter(sign_up=arrivals[0].sign_up, kind="known").count() == 1
    assert differences(registration) == []


def test_a_form_on_which_the_program_stumbles_is_set_aside_and_stops_nobody_behind():
    registration = RegistrationFactory(capacity=2)
    broken, good = arrive(registration, 1), arrive(registration, 2)
    Arrival.objects.filter(pk=broken.pk).update(payload={"nothing": "known"})

    actions.serve_lines()

    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.refusal, broken.payload) == ("trouble", {"nothing": "known"})
    assert good.sign_up.state == State.CONFIRMED


def test_who_arrived_before_the_end_is_served_after_it():
    registration = RegistrationFactory(capacity=1, closes_at=clock.now() + timedelta(hours=1))
    arrival = arrive(registration, 1)

    with time_machine.travel(clock.now() + timedelta(hours=2)):
        actions.serve_lines()

    arrival.refresh_from_db()
    assert arrival.sign_up.state == State.CONFIRMED


def test_what_the_rules_refuse_is_told_at_once(monkeypatch):
    monkeypatch.setattr("parvis.ground.load.is_behind", lambda: True)
    registration = RegistrationFactory(opens_at=clock.now() + timedelta(hours=1))
    category = registration.categories.get()

    with pytest.raises(actions.Refused, match="not-open"):
        actions.enter(registration, category, demand(category))

    assert not Arrival.objects.exists()


def test_a_line_that_nobody_serves_is_served_by_who_looks_at_it():
    registration = RegistrationFactory(capacity=2)
    arrival = arrive(registration, 1)

    early = actions.standing(arrival)
    with time_machine.travel(clock.now() + timedelta(seconds=6)):
        late = actions.standing(arrival)

    assert (early.position, late.position) == (1, 0)
    assert early.wait > timedelta(0)
    assert arrival.sign_up.state == State.CONFIRMED


def test_the_wait_is_told_from_the_recent_pace():
    registration = RegistrationFactory(capacity=200)
    for number in range(20):
        arrive(registration, number)
    with time_machine.travel(clock.now() - timedelta(seconds=10), tick=False):
        actions.serve_lines()
    waiting = [arrive(registration, 100 + number) for number in range(10)]

    told = actions.standing(waiting[-1])

    assert told.position == 10
    assert 4 <= told.wait.total_seconds() <= 6
