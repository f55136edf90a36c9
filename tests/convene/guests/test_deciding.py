"""What organisers decide about one party."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from parvis.convene.guests import actions
from parvis.convene.guests.actions.adding import Line, NotAll, try_bringing
from parvis.convene.registration import actions as registering
from parvis.convene.registration import links
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.models import Letter, Purpose, Question, Registration, SignUp, State
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from tests.factories import (
    CategoryFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
    UserFactory,
    both,
    demand,
)

pytestmark = pytest.mark.django_db


def come(registration, number, *, category=None, **fields) -> SignUp:
    one = category or registration.categories.order_by("order", "pk").first()
    return registering.register(registration, one, demand(one, number, **fields)).sign_up


def steps(sign_up: SignUp) -> list[str]:
    return list(sign_up.steps.order_by("pk").values_list("what", flat=True))


def letters(sign_up: SignUp) -> list[str]:
    return list(sign_up.letters.order_by("pk").values_list("kind", flat=True))


def test_a_held_seat_is_the_persons_on_the_word_of_an_organiser_even_where_approval_is_needed():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True, approval=True)
    held = come(registration, 1)
    actor = UserFactory()

    assert actions.confirm_by_hand(actor, held)
    assert not actions.confirm_by_hand(actor, held)

    assert held.state == State.CONFIRMED
    assert held.steps.last().actor == actor
    assert letters(held) == ["confirm", "ticket"]
    assert differences(registration) == []


def test_who_was_too_late_is_registered_by_hand_or_waits_when_it_is_full():
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True)
    late, other = come(registration, 1), None
    SignUp.objects.filter(pk=late.pk).update(until=clock.now() - timedelta(minutes=1))
    registering.expire()
    other = come(registration, 2)

    assert actions.confirm_by_hand(None, late)

    assert (late.state, other.state) == (State.WAITING, State.HELD)
    assert letters(late)[-1] == "waiting"
    assert differences(registration) == []


def test_an_address_that_has_registered_again_is_not_registered_twice_by_hand():
    registration = RegistrationFactory(capacity=5, confirm_by_mail=True)
    late = come(registration, 1)
    SignUp.objects.filter(pk=late.pk).update(until=clock.now() - timedelta(minutes=1))
    registering.expire()
    come(registration, 1, fingerprint="a" * 64)

    with pytest.raises(Refused, match="address"):
        actions.confirm_by_hand(None, late)

    assert differences(registration) == []


def test_a_seat_is_offered_out_of_turn_with_its_reason_and_only_when_it_is_free():
    registration = RegistrationFactory(capacity=2, largest_party=2)
    come(registration, 1)
    large, small = come(registration, 2, people=2), come(registration, 3)
    actor = UserFactory()

    with pytest.raises(Refused, match="full"):
        actions.offer_out_of_turn(actor, large, "Élue de la commune")
    assert actions.offer_out_of_turn(actor, small, "Interprète")
    assert not actions.offer_out_of_turn(actor, small, "Interprète")

    assert small.state == State.OFFERED
    assert steps(small) == ["asked", "out-of-turn", "promoted"]
    assert small.steps.get(what="out-of-turn").detail["why"] == "Interprète"
    assert differences(registration) == []


def test_a_party_moves_to_another_category_with_its_seats():
    registration = RegistrationFactory(capacity=3)
    press = CategoryFactory(registration=registration, capacity=1, order=1)
    first, second = come(registration, 1), come(registration, 2)

    assert actions.move_to(None, first, press)
    assert not actions.move_to(None, first, press)
    with pytest.raises(Refused, match="full"):
        actions.move_to(None, second, press)

    press.refresh_from_db()
    assert (press.confirmed, first.category) == (1, press)
    assert differences(registration) == []


def test_a_speaker_moved_beside_the_rest_frees_a_seat_for_who_waits():
    registration = RegistrationFactory(capacity=1)
    speakers = CategoryFactory(registration=registration, within_capacity=False, order=1)
    speaker, waiting = come(registration, 1), come(registration, 2)

    actions.move_to(None, speaker, speakers)

    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    assert differences(registration) == []


def test_moving_within_a_registration_that_gave_too_many_seats_gives_none_more():
    registration = RegistrationFactory(capacity=3)
    other = CategoryFactory(registration=registration, order=1)
    guests = [come(registration, number) for number in range(3)]
    registering.set_capacity(None, registration, 1)

    actions.move_to(None, guests[0], other)

    registration.refresh_from_db()
    assert (registration.excess, registration.free) == (2, 0)
    assert differences(registration) == []


def test_who_waits_keeps_her_rank_in_another_category():
    registration = RegistrationFactory(capacity=1)
    other = CategoryFactory(registration=registration, order=1)
    come(registration, 1)
    waiting = come(registration, 2)

    actions.move_to(None, waiting, other)

    assert (waiting.state, waiting.rank, waiting.category) == (State.WAITING, 1, other)
    assert differences(registration) == []


def test_a_corrected_address_gets_the_letter_and_the_old_code_is_worth_nothing():
    registration = RegistrationFactory(capacity=2, confirm_by_mail=True)
    held = come(registration, 1)
    old = held.confirm_code

    assert actions.correct_address(None, held, "juste@ambrelle.example")
    assert not actions.correct_address(None, held, "juste@ambrelle.example")

    assert held.email == "juste@ambrelle.example"
    assert held.confirm_code != old
    assert letters(held) == ["confirm", "confirm"]


def test_the_link_mailed_to_a_wrong_address_is_nobodys_once_it_is_corrected(client):
    registration = RegistrationFactory(capacity=1)
    one = come(registration, 1)
    old = links.of_person(one, "fr")
    assert client.get(old).status_code == 200

    actions.correct_address(None, one, "juste@ambrelle.example")

    assert [client.get(f"{old}{page}").status_code for page in ("", "change/", "leave/")] == [404, 404, 404]
    assert client.get(links.of_person(one, "fr")).status_code == 200


def test_an_address_that_is_registered_already_is_not_taken():
    registration = RegistrationFactory(capacity=2)
    come(registration, 1)
    second = come(registration, 2)

    with pytest.raises(Refused, match="address"):
        actions.correct_address(None, second, "guest1@ambrelle.example")

    second.refresh_from_db()
    assert second.email == "guest2@ambrelle.example"


def test_the_letter_is_sent_again_while_the_registration_stands():
    registration = RegistrationFactory(capacity=2)
    one = come(registration, 1)

    assert actions.send_again(None, one)
    registering.cancel(one)
    assert not actions.send_again(None, one)

    assert letters(one) == ["ticket", "ticket", "cancelled"]


def test_a_note_is_kept_once():
    one = come(RegistrationFactory(), 1)

    assert actions.annotate(None, one, "Arrive en retard")
    assert not actions.annotate(None, one, "Arrive en retard")

    assert one.note == "Arrive en retard"
    assert steps(one) == ["asked", "annotated"]


def test_an_organiser_adds_somebody_whatever_the_form_allows():
    registration = RegistrationFactory(capacity=2, confirm_by_mail=True, approval=True, running=False)
    category = registration.categories.get()

    made = actions.add_guest(UserFactory(), registration, category, people=["Inès Barthélemy", "Marc Oriol"])

    assert (made.state, made.seats, made.name) == (State.CONFIRMED, 2, "Inès Barthélemy")
    assert not Letter.objects.filter(sign_up=made).exists()
    assert [one.name for one in made.attendees.order_by("order")] == ["Inès Barthélemy", "Marc Oriol"]


def people(*addresses: str) -> list[Line]:
    return [Line(number, f"Personne {number}", address) for number, address in enumerate(addresses, start=1)]


def test_a_list_is_tried_without_adding_anybody_then_added():
    registration = RegistrationFactory(capacity=1)
    category = registration.categories.get()
    lines = people("a@ambrelle.example", "b@ambrelle.example")

    tried = try_bringing(None, registration, category, lines)
    assert [one.state for one in tried] == ["confirmed", "waiting"]
    assert not registration.sign_ups.exists()

    assert actions.bring(None, registration, category, lines, all_or_nothing=True) == tried
    assert registration.sign_ups.count() == 2
    assert differences(registration) == []


def test_all_or_nothing_adds_nobody_when_an_address_is_known():
    registration = RegistrationFactory(capacity=5)
    category = registration.categories.get()
    come(registration, 1)
    lines = people("a@ambrelle.example", "guest1@ambrelle.example")

    with pytest.raises(NotAll) as none:
        actions.bring(None, registration, category, lines, all_or_nothing=True)
    assert [one.refused for one in none.value.brought] == ["", "address"]
    assert registration.sign_ups.count() == 1

    actions.bring(None, registration, category, lines, all_or_nothing=False)
    assert registration.sign_ups.count() == 2
    assert differences(registration) == []


def test_a_set_up_is_taken_over_without_its_people_and_days():
    source = RegistrationFactory(capacity=5, largest_party=4, approval=True)
    press = CategoryFactory(registration=source, name=both("Presse", "Press"), order=1)
    question = Question.objects.create(registration=source, label=both("Repas", "Meal"))
    question.categories.add(press)
    Purpose.objects.create(registration=source, label=both("Être filmé", "Be filmed"))
    come(source, 1)
    event = EventFactory(start_day=clock.today() + timedelta(days=40))

    copy = actions.copy_set_up(UserFactory(), source, event, capacity=30)

    assert (copy.capacity, copy.largest_party, copy.approval, copy.closes_at) == (30, 4, True, None)
    assert [str(one.name.localize("fr")) for one in copy.categories.order_by("order")] == ["Public", "Presse"]
    assert copy.questions.get().categories.get().registration == copy
    assert not copy.sign_ups.exists()
    assert len(Registration.objects.get(pk=copy.pk).form["purposes"]) == 1
    assert Entry.objects.filter(object_uid=event.uid, action="registration.opened").count() == 1


@pytest.mark.parametrize("typed", ["Guest1@Ambrelle.example", " guest1@AMBRELLE.example ", "guest1@ambrelle.EXAMPLE"])
def test_one_address_is_one_however_an_organiser_writes_it(typed):
    registration = RegistrationFactory()
    category = registration.categories.get()
    come(registration, 1)
    other = come(registration, 2)

    with pytest.raises(Refused, match="address"):
        actions.add_guest(None, registration, category, people=["Camille"], email=typed)
    with pytest.raises(Refused, match="address"):
        actions.correct_address(None, other, typed)


def test_an_address_is_one_whichever_way_its_host_is_written():
    registration = RegistrationFactory()
    category = registration.categories.get()
    actions.add_guest(None, registration, category, people=["Camille"], email="camille@mairie-évry.example")

    with pytest.raises(Refused, match="address"):
        actions.add_guest(None, registration, category, people=["C"], email="camille@xn--mairie-vry-h7a.example")
    with pytest.raises(Refused, match="address"):
        actions.add_guest(None, registration, category, people=["C"], email="camille@mairie-e\u0301vry.example")


def test_a_plus_makes_another_address():
    registration = RegistrationFactory()
    come(registration, 1)

    made = actions.add_guest(
        None, registration, registration.categories.get(), people=["C"], email="guest1+famille@ambrelle.example"
    )

    assert made.email == "guest1+famille@ambrelle.example"


def test_a_session_confirmed_by_hand_counts_those_whom_the_party_has_now():
    registration = RegistrationFactory(largest_party=2)
    session = SessionFactory(event=registration.event)
    workshop = registering.open_registration(None, session, capacity=2)
    party = come(registration, 1, people=2, sessions=(workshop.pk,))
    child = party.children.get()
    SignUp.objects.filter(pk=child.pk).update(state=State.LAPSED)
    Registration.objects.filter(pk=workshop.pk).update(confirmed=0)
    workshop.categories.update(confirmed=0)
    registering.cancel_attendee(party, party.attendees.last())
    child.refresh_from_db()

    assert actions.confirm_by_hand(None, child)

    assert child.seats == 1
    assert differences(Registration.objects.get(pk=workshop.pk)) == []


def test_a_seat_offered_out_of_turn_once_it_has_begun_is_not_gone_before_the_letter():
    registration = RegistrationFactory(capacity=1)
    come(registration, 1)
    waits = come(registration, 2)
    Registration.objects.filter(pk=registration.pk).update(capacity=2)
    registration.categories.update(capacity=None)

    with time_machine.travel(registration.event.starts_at + timedelta(minutes=10)):
        assert actions.offer_out_of_turn(None, waits, "Elle est là")
        registering.expire()
        waits.refresh_from_db()

    assert waits.state == State.CONFIRMED


def test_an_organiser_reads_that_an_address_is_registered_and_not_that_it_is_full():
    registration = RegistrationFactory(capacity=1, waiting_capacity=0)
    come(registration, 1)

    with pytest.raises(Refused, match="address"):
        actions.add_guest(
            None, registration, registration.categories.get(), people=["C"], email="guest1@ambrelle.example"
        )
