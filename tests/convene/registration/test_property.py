"""Whatever people and organisers do, in whatever order: no seat is sold twice or lost, nobody waits for nothing."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from parvis.convene.registration import actions
from parvis.convene.registration.actions.line import stand_in_line
from parvis.convene.registration.models import ACTIVE, Attendee, Registration, SignUp, State
from parvis.ground import clock
from tests.convene.registration.walk import troubles
from tests.factories import CategoryFactory, RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db

ANY = st.integers(0, 10_000)


class Season(RuleBasedStateMachine):
    """An event with the public, the press with seats of its own and speakers beside; and two workshops."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.hours, self.number = 0, 0
        self.begun = clock.now()

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(
        capacity=st.sampled_from([0, 1, 3, 6, None]),
        rules=st.fixed_dictionaries(
            {
                "confirm_by_mail": st.booleans(),
                "approval": st.booleans(),
                "smaller_parties_pass": st.booleans(),
                "promotion_within": st.sampled_from([0, 2]),
                "waiting_capacity": st.sampled_from([None, None, 4]),
                "one_per_person": st.booleans(),
            }
        ),
        workshop_approval=st.booleans(),
    )
    def open(self, capacity, rules, workshop_approval):
        self.travel = time_machine.travel(self.begun)
        self.travel.start()
        self.event = RegistrationFactory(capacity=capacity, largest_party=3, **rules)
        self.categories = [
            self.event.categories.get(),
            CategoryFactory(registration=self.event, capacity=2, order=1),
            CategoryFactory(registration=self.event, capacity=1, within_capacity=False, order=2),
        ]
        sessions = [SessionFactory(event=self.event.event, start_day=self.event.event.start_day) for _each in range(2)]
        self.workshops = [
            RegistrationFactory(event=self.event.event, session=sessions[0], capacity=1, promotion_within=0),
            RegistrationFactory(
                event=self.event.event, session=sessions[1], capacity=3, promotion_within=2, approval=workshop_approval
            ),
        ]

    def a_demand(self, which, people, sessions):
        self.number += 1
        self.event.refresh_from_db()
        category = self.categories[which % len(self.categories)]
        category.refresh_from_db()
        wanted = tuple(one.pk for one, wants in zip(self.workshops, sessions, strict=True) if wants)
        return category, demand(category, self.number, people=people, sessions=wanted)

    def one_of(self, which, *states):
        found = SignUp.objects.filter(registration__in=[self.event, *self.workshops])
        rows = list(found.filter(state__in=states) if states else found)
        return rows[which % len(rows)] if rows else None

    @rule(which=ANY, people=st.integers(1, 3), sessions=st.tuples(st.booleans(), st.booleans()))
    def register(self, which, people, sessions):
        category, asked = self.a_demand(which, people, sessions)
        with contextlib.suppress(actions.Refused, actions.LineAhead):
            actions.register(self.event, category, asked)

    @rule(which=ANY, people=st.integers(1, 3))
    def register_as_things_were(self, which, people):
        category, asked = self.a_demand(which, people, (False, False))
        stale = Registration.objects.get(pk=self.event.pk)
        stale.held, stale.confirmed, stale.waiting, category.held, category.confirmed, category.waiting = (0,) * 6
        with contextlib.suppress(actions.Refused, actions.LineAhead):
            actions.register(stale, category, asked)

    @rule(which=ANY, people=st.integers(1, 2))
    def stand_in_line(self, which, people):
        _category, asked = self.a_demand(which, people, (True, False))
        stand_in_line(self.event, asked)

    @rule()
    def serve(self):
        actions.serve_lines()

    @rule(which=ANY)
    def confirm(self, which):
        if one := self.one_of(which, State.ASKED, State.HELD, State.OFFERED, State.EXPIRED, State.LAPSED):
            with contextlib.suppress(actions.Refused):
                actions.confirm(one)

    @rule(which=ANY)
    def join_again(self, which):
        if one := self.one_of(which, State.EXPIRED, State.LAPSED):
            with contextlib.suppress(actions.Refused):
                actions.join_again(one)

    @rule(which=ANY)
    def cancel(self, which):
        if one := self.one_of(which):
            before = one.state
            assert actions.cancel(one) == (before in ACTIVE)
            assert not actions.cancel(one)

    @rule(which=ANY)
    def cancel_one_person(self, which):
        people = list(Attendee.objects.filter(sign_up__registration=self.event).select_related("sign_up"))
        if people:
            person = people[which % len(people)]
            actions.cancel_attendee(person.sign_up, person)

    @rule(which=ANY)
    def one_more_person(self, which):
        one = self.one_of(which, *ACTIVE)
        if one is not None and one.parent_id is None:
            with contextlib.suppress(actions.Refused):
                actions.add_person(one, actions.Person("Une amie"))

    @rule(which=ANY, yes=st.booleans())
    def decide(self, which, yes):
        if one := self.one_of(which, State.PENDING):
            actions.approve(None, one) if yes else actions.refuse_approval(None, one, "Complet.")

    @rule(hours=st.integers(1, 3))
    def time_passes(self, hours):
        self.hours += hours
        self.travel.stop()
        self.travel = time_machine.travel(self.begun + timedelta(hours=self.hours))
        self.travel.start()
        actions.expire()

    @rule(which=ANY, capacity=st.sampled_from([0, 1, 2, 4, 7, None]))
    def other_capacity(self, which, capacity):
        rows = [self.event, *self.categories, *self.workshops]
        row = rows[which % len(rows)]
        preview = actions.preview_capacity(row, capacity)
        assert actions.set_capacity(None, row, capacity) == preview

    @rule(running=st.booleans())
    def stop_or_resume(self, running):
        actions.resume(None, self.event) if running else actions.stop(None, self.event)

    @rule(passing=st.booleans())
    def let_smaller_parties_pass(self, passing):
        actions.save_rules(None, self.event, smaller_parties_pass=passing)

    @invariant()
    def all_is_well(self):
        if hasattr(self, "event"):
            for one in (self.event, *self.workshops):
                assert list(troubles(one)) == []


def test_no_seat_is_sold_twice_none_is_lost_and_nobody_waits_for_nothing():
    run_state_machine_as_test(Season, settings=settings(max_examples=8, stateful_step_count=25, deadline=None))
