"""Parties that grow, people who come back, sessions that follow the event."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from parvis.convene.registration import actions
from parvis.convene.registration.actions import Person, Refused
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.actions.line import stand_in_line
from parvis.convene.registration.models import Letter, State
from parvis.ground import clock
from tests.factories import RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db


def come(registration, number, **fields):
    category = registration.categories.order_by("order", "pk").first()
    return actions.register(registration, category, demand(category, number, **fields)).sign_up


def workshop_of(registration, **fields):
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    return RegistrationFactory(event=registration.event, session=session, **fields)


def test_a_party_grows_while_a_seat_is_free():
    registration = RegistrationFactory(capacity=2, largest_party=3)
    party = come(registration, 1)

    actions.add_person(party, Person("Une amie"))
    with pytest.raises(Refused, match="full"):
        actions.add_person(party, Person("Un autre"))

    assert (party.seats, party.attendees.count()) == (2, 2)
    assert differences(registration) == []


def test_a_party_does_not_grow_into_a_seat_for_which_others_wait():
    registration = RegistrationFactory(capacity=3, largest_party=3)
    party = come(registration, 1, people=2)
    waiting = come(registration, 2, people=2)

    with pytest.raises(Refused, match="full"):
        actions.add_person(party, Person("Une amie"))
    with pytest.raises(Refused, match="waiting"):
        actions.add_person(waiting, Person("Une amie"))


def test_a_party_grows_at_its_sessions_where_a_seat_is_free_and_shrinks_there_last():
    registration = RegistrationFactory(capacity=5, largest_party=3)
    small, large = workshop_of(registration, capacity=1), workshop_of(registration, capacity=5)
    party = come(registration, 1, sessions=(small.pk, large.pk))

    actions.add_person(party, Person("Une amie"))
    assert sorted(party.children.values_list("seats", flat=True)) == [1, 2]
    actions.cancel_attendee(party, party.attendees.last())

    assert sorted(party.children.values_list("seats", flat=True)) == [1, 1]
    assert [differences(one) for one in (registration, small, large)] == [[], [], []]


def test_who_let_an_offer_lapse_comes_back_behind_those_who_wait():
    registration = RegistrationFactory(capacity=1, promotion_within=1)
    first, second, third, fourth = (come(registration, number) for number in range(4))
    actions.cancel(first)

    with time_machine.travel(clock.now() + timedelta(hours=2)):
        actions.expire()
        back = actions.join_again(second)

    fourth.refresh_from_db()
    third.refresh_from_db()
    assert third.state == State.OFFERED
    assert (back.state, back.rank > fourth.rank) == (State.WAITING, True)
    with pytest.raises(Refused, match="ended"):
        actions.join_again(first)


def test_who_confirms_late_passes_nobody_who_stood_in_line_before():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True)
    late = come(registration, 1)
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.expire()
        category = registration.categories.get()
        arrival = stand_in_line(registration, demand(category, 2))

        confirmed = actions.confirm(late)

    arrival.refresh_from_db()
    assert (arrival.sign_up.state, confirmed.state) == (State.HELD, State.WAITING)


def test_an_old_link_confirms_the_registration_that_the_same_address_has_now():
    registration = RegistrationFactory(capacity=2, confirm_by_mail=True)
    first = come(registration, 1)
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.expire()
        again = come(registration, 1)

        assert actions.confirm(first) == again

    again.refresh_from_db()
    assert again.state == State.CONFIRMED


def test_the_form_that_took_the_last_seat_sent_twice_is_no_refusal():
    registration = RegistrationFactory(capacity=1, waiting_capacity=0)
    category = registration.categories.get()
    first = actions.register(registration, category, demand(category, 1))

    again = actions.register(registration, category, demand(category, 1))

    assert (again.sign_up, again.made) == (first.sign_up, False)


def test_a_seat_given_from_the_waiting_list_brings_the_sessions_that_were_wanted():
    registration = RegistrationFactory(capacity=1, promotion_within=0)
    workshop = workshop_of(registration, capacity=5)
    first = come(registration, 1)
    second = come(registration, 2, sessions=(workshop.pk,))

    actions.cancel(first)

    second.refresh_from_db()
    assert (second.state, second.children.get().state) == (State.CONFIRMED, State.CONFIRMED)


def test_a_session_gives_no_more_than_the_event_has_given():
    registration = RegistrationFactory(capacity=5, confirm_by_mail=True)
    workshop = workshop_of(registration, capacity=1, promotion_within=0)
    first = actions.confirm(come(registration, 1, sessions=(workshop.pk,)))
    unconfirmed = come(registration, 2, sessions=(workshop.pk,))

    actions.cancel(first)
    assert unconfirmed.children.get().state == State.HELD
    actions.confirm(unconfirmed)

    assert unconfirmed.children.get().state == State.CONFIRMED
    assert differences(workshop) == []


def test_a_seat_held_at_a_session_is_confirmed_with_the_event_and_not_before():
    registration = RegistrationFactory(capacity=5, confirm_by_mail=True)
    workshop = workshop_of(registration, capacity=1)
    party = come(registration, 1, sessions=(workshop.pk,))

    assert actions.confirm(party.children.get()).state == State.HELD
    actions.confirm(party)

    assert party.children.get().state == State.CONFIRMED


def test_an_old_offer_of_a_session_leads_to_the_seat_that_the_party_has_there_now():
    registration = RegistrationFactory(capacity=5, confirm_by_mail=True)
    workshop = workshop_of(registration, capacity=1)
    party = come(registration, 1, sessions=(workshop.pk,))
    old = party.children.get()
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.expire()
        actions.confirm(party)

        assert actions.confirm(old) == party.children.get(state=State.CONFIRMED)


def test_a_session_that_is_approved_apart_waits_for_its_own_approval():
    registration = RegistrationFactory(capacity=5)
    workshop = workshop_of(registration, capacity=5, approval=True)
    party = come(registration, 1, sessions=(workshop.pk,))

    child = party.children.get()
    assert (party.state, child.state) == (State.CONFIRMED, State.PENDING)
    assert actions.approve(None, child)
    assert Letter.objects.filter(sign_up=child, kind="ticket").exists()


def test_a_lapsed_session_is_no_way_back_once_the_event_is_given_up():
    registration = RegistrationFactory(capacity=5)
    workshop = workshop_of(registration, capacity=1, promotion_within=1)
    first = come(registration, 1, sessions=(workshop.pk,))
    second = come(registration, 2, sessions=(workshop.pk,))
    actions.cancel(first)

    with time_machine.travel(clock.now() + timedelta(hours=2)):
        actions.expire()
        child = second.children.get()
        assert child.state == State.LAPSED
        actions.cancel(second)
        with pytest.raises(Refused, match="ended"):
            actions.confirm(child)


def test_a_full_category_with_smaller_parties_behind_it_stops_nobody_of_another():
    from tests.factories import CategoryFactory

    registration = RegistrationFactory(capacity=10, largest_party=3)
    press = CategoryFactory(registration=registration, capacity=3, order=1)
    actions.register(registration, press, demand(press, 1, people=2))
    large = actions.register(registration, press, demand(press, 2, people=3)).sign_up
    small = actions.register(registration, press, demand(press, 3)).sign_up

    public = come(registration, 4)

    assert (large.state, small.state, public.state) == (State.WAITING, State.WAITING, State.CONFIRMED)
