"""Seats: who gets one, who waits, whose turn comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from parvis.convene.registration import actions
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.models import Category, Letter, Registration, SignUp, State
from parvis.ground import clock
from tests.factories import CategoryFactory, RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db


def come(registration: Registration, number: int, *, category: Category | None = None, **fields) -> SignUp:
    one = category or registration.categories.order_by("order", "pk").first()
    return actions.register(registration, one, demand(one, number, **fields)).sign_up


def states(registration: Registration) -> list[str]:
    return list(registration.sign_ups.order_by("pk").values_list("state", flat=True))


def numbers(row: Registration | Category) -> tuple[int, int, int, int | None]:
    row.refresh_from_db()
    return row.held, row.confirmed, row.waiting, row.free


def test_a_seat_is_given_while_one_is_free_then_a_rank():
    registration = RegistrationFactory(capacity=2)

    for number in range(4):
        come(registration, number)

    assert states(registration) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert list(registration.sign_ups.filter(state=State.WAITING).values_list("rank", flat=True)) == [1, 2]
    assert numbers(registration) == (0, 2, 2, 0)
    assert differences(registration) == []


def test_a_freed_seat_is_offered_to_the_first_in_line_and_to_nobody_else():
    registration = RegistrationFactory(capacity=1)
    first, second, third = (come(registration, number) for number in range(3))

    assert actions.cancel(first)
    assert not actions.cancel(first)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == (State.OFFERED, State.WAITING)
    assert numbers(registration) == (1, 0, 1, 0)
    assert Letter.objects.filter(sign_up=second, kind="offer").count() == 1


def test_an_offer_not_taken_goes_to_the_next():
    registration = RegistrationFactory(capacity=1, promotion_within=24)
    first, *_others = (come(registration, number) for number in range(3))
    actions.cancel(first)

    with time_machine.travel(clock.now() + timedelta(hours=25)):
        actions.expire()

    assert states(registration) == ["cancelled", "lapsed", "offered"]
    assert differences(registration) == []


def test_a_newcomer_does_not_pass_who_waits_for_the_same_seats():
    registration = RegistrationFactory(capacity=3, largest_party=3)
    come(registration, 1, people=2)
    large = come(registration, 2, people=3)

    newcomer = come(registration, 3)

    assert (large.state, newcomer.state) == (State.WAITING, State.WAITING)
    assert numbers(registration)[3] == 1


def test_a_smaller_party_passes_where_the_organiser_said_so():
    registration = RegistrationFactory(capacity=3, largest_party=3, smaller_parties_pass=True)
    come(registration, 1, people=2)
    come(registration, 2, people=3)

    assert come(registration, 3).state == State.CONFIRMED


def test_a_full_category_stops_nobody_of_another():
    registration = RegistrationFactory(capacity=3)
    press = CategoryFactory(registration=registration, capacity=1, order=1)
    come(registration, 1, category=press)
    late_press = come(registration, 2, category=press)

    public = come(registration, 3)

    assert (late_press.state, public.state) == (State.WAITING, State.CONFIRMED)
    assert numbers(press) == (0, 1, 1, 0)
    assert differences(registration) == []


def test_speakers_beside_the_rest_take_no_seat_of_the_public():
    registration = RegistrationFactory(capacity=1)
    speakers = CategoryFactory(registration=registration, within_capacity=False, capacity=1, order=1)

    come(registration, 1, category=speakers)

    assert come(registration, 2).state == State.CONFIRMED
    assert come(registration, 3, category=speakers).state == State.WAITING
    assert differences(registration) == []


def test_a_held_seat_goes_back_when_the_address_is_not_confirmed_in_time():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True, confirm_within=30)
    held = come(registration, 1)
    waiting = come(registration, 2)
    assert held.state == State.HELD

    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        actions.expire()

    held.refresh_from_db()
    waiting.refresh_from_db()
    assert (held.state, waiting.state) == (State.EXPIRED, State.OFFERED)


def test_a_held_seat_confirmed_in_time_is_the_persons():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True)
    held = come(registration, 1)

    assert actions.confirm_by_code(held, "wrong") is None
    assert actions.confirm_by_code(held, held.confirm_code).state == State.CONFIRMED
    assert actions.confirm(held).state == State.CONFIRMED
    assert numbers(registration) == (0, 1, 0, 0)


def test_a_link_pressed_too_late_gives_the_seat_if_it_is_still_free_and_a_rank_otherwise():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True)
    held = come(registration, 1)

    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.expire()
        other = come(registration, 2)
        late = actions.confirm(held)
        actions.confirm(other)

    assert late.state == State.WAITING
    assert numbers(registration) == (0, 1, 1, 0)


def test_beyond_what_a_network_may_hold_a_seat_is_taken_on_confirmation():
    registration = RegistrationFactory(capacity=5, confirm_by_mail=True, network_holds=1)
    come(registration, 1, network="school")

    second = come(registration, 2, network="school")

    assert second.state == State.ASKED
    assert numbers(registration) == (1, 0, 0, 4)
    assert actions.confirm(second).state == State.CONFIRMED


def test_the_same_form_sent_twice_is_one_registration():
    registration = RegistrationFactory(capacity=5)
    category = registration.categories.get()

    first = actions.register(registration, category, demand(category, 1))
    again = actions.register(registration, category, demand(category, 1))

    assert (first.made, again.made) == (True, False)
    assert first.sign_up == again.sign_up
    assert numbers(registration) == (0, 1, 0, 4)


def test_the_same_address_with_another_form_is_refused():
    registration = RegistrationFactory(capacity=5)
    come(registration, 1)

    with pytest.raises(actions.Refused, match="address"):
        come(registration, 1, fingerprint="f" * 64)

    assert numbers(registration) == (0, 1, 0, 4)


def test_a_full_waiting_list_is_said():
    registration = RegistrationFactory(capacity=1, waiting_capacity=0)
    come(registration, 1)

    with pytest.raises(actions.Refused, match="full"):
        come(registration, 2)

    assert states(registration) == ["confirmed"]


def test_a_lowered_capacity_takes_nobodys_seat_and_gives_none_until_enough_have_left():
    registration = RegistrationFactory(capacity=3)
    guests = [come(registration, number) for number in range(4)]

    preview = actions.preview_capacity(registration, 2)
    effect = actions.set_capacity(None, registration, 2)
    actions.cancel(guests[0])

    assert preview == effect
    assert (effect.excess, effect.free) == (1, 0)
    assert states(registration) == ["cancelled", "confirmed", "confirmed", "waiting"]
    actions.cancel(guests[1])
    assert states(registration) == ["cancelled", "cancelled", "confirmed", "offered"]
    assert differences(registration) == []


def test_a_raised_capacity_offers_seats_and_its_preview_changes_nothing():
    registration = RegistrationFactory(capacity=1, largest_party=2)
    come(registration, 1)
    come(registration, 2, people=2)
    come(registration, 3)

    preview = actions.preview_capacity(registration, 4)
    assert states(registration) == ["confirmed", "waiting", "waiting"]

    assert actions.set_capacity(None, registration, 4) == preview
    assert (preview.parties, preview.people) == (2, 3)


def test_the_database_itself_refuses_a_seat_too_many():
    registration = RegistrationFactory(capacity=1)
    come(registration, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(held=1)


def test_one_of_a_party_who_does_not_come_frees_one_seat():
    registration = RegistrationFactory(capacity=2, largest_party=2)
    party = come(registration, 1, people=2)
    waiting = come(registration, 2)

    actions.cancel_attendee(party, party.attendees.last())

    waiting.refresh_from_db()
    assert (party.seats, waiting.state) == (1, State.OFFERED)
    assert differences(registration) == []


def test_sessions_are_taken_with_the_event_and_leave_with_it():
    registration = RegistrationFactory(capacity=5)
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    workshop = RegistrationFactory(event=registration.event, session=session, capacity=1)

    first = come(registration, 1, sessions=(workshop.pk,))
    second = come(registration, 2, sessions=(workshop.pk,))
    assert [one.children.get().state for one in (first, second)] == [State.CONFIRMED, State.WAITING]

    actions.cancel(first)

    assert [one.children.get().state for one in (first, second)] == [State.CANCELLED, State.OFFERED]
    assert differences(workshop) == []


def test_approval_keeps_the_seat_until_an_organiser_has_looked():
    registration = RegistrationFactory(capacity=1, approval=True)
    pending = come(registration, 1)
    waiting = come(registration, 2)
    assert pending.state == State.PENDING

    assert actions.refuse_approval(None, pending, "Réservé à la presse.")
    assert not actions.approve(None, pending)

    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    assert actions.confirm(waiting).state == State.PENDING
    assert actions.approve(None, waiting)
    assert numbers(registration) == (0, 1, 0, 0)


def test_nobody_is_offered_a_seat_at_what_is_cancelled():
    registration = RegistrationFactory(capacity=1)
    first, second = (come(registration, number) for number in range(2))
    type(registration.event).objects.filter(pk=registration.event_id).update(status="cancelled")

    actions.cancel(first)

    second.refresh_from_db()
    assert second.state == State.WAITING
    fresh = Registration.objects.get(pk=registration.pk)
    with pytest.raises(actions.Refused, match="closed"):
        come(fresh, 3)


def test_a_seat_held_at_what_is_cancelled_is_confirmed_by_nobody():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True)
    held = come(registration, 1)
    type(registration.event).objects.filter(pk=registration.event_id).update(status="cancelled")

    with pytest.raises(actions.Refused, match="ended"):
        actions.confirm(held)
    held.refresh_from_db()
    assert held.state == State.HELD


def test_a_party_that_comes_back_to_a_session_comes_with_those_it_has_now():
    registration = RegistrationFactory(capacity=9, largest_party=3)
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    workshop = RegistrationFactory(event=registration.event, session=session, capacity=3)
    come(registration, 1, people=3, sessions=(workshop.pk,))
    party = come(registration, 2, people=3, sessions=(workshop.pk,))
    actions.cancel(registration.sign_ups.order_by("pk").first())
    child = party.children.get()
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        actions.expire()
        actions.cancel_attendee(party, party.attendees.last())

        back = actions.confirm(child)

    assert (back.state, back.seats) == (State.CONFIRMED, 2)
    assert differences(workshop) == []
