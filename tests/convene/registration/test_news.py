"""What those who registered are told when the event, or a session that they take, changes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from time import sleep

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction

from parvis.convene.agenda import actions as agenda
from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.models import Session, Status
from parvis.convene.registration import actions, letters, reminders
from parvis.convene.registration.models import Letter, LetterKind, Registration, SignUp, State
from parvis.ground import clock
from tests.factories import PlaceFactory, RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db


def come(registration: Registration, number: int = 1, **fields) -> SignUp:
    category = registration.categories.order_by("order", "pk").first()
    return actions.register(registration, category, demand(category, number, **fields)).sign_up


@pytest.fixture
def registration():
    registration = RegistrationFactory()
    agenda.publish(None, registration.event)
    return registration


def with_session(registration: Registration, title: str = "Atelier", **fields) -> Registration:
    session = SessionFactory(event=registration.event, title=title, **fields)
    return actions.open_registration(None, session, capacity=5)


def rewrite(event, **changed: dict) -> None:
    """Write the sessions as the form does: title of a session → what changes of it."""
    rows = content_of(event)["sessions"]
    rows = [{**row, **changed.get(row["title"], {})} for row in rows]
    event.refresh_from_db()
    agenda.write_event(None, event, {"sessions": rows})


def owed() -> list[Letter]:
    return list(Letter.objects.filter(kind=LetterKind.NEWS, sent_at=None).order_by("pk"))


def sent_in_six_minutes() -> list:
    """The news that left, the letters of registering apart."""
    Letter.objects.exclude(kind=LetterKind.NEWS).update(sent_at=clock.now())
    mail.outbox.clear()
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        letters.send_owed()
    return mail.outbox


def test_a_session_that_moves_is_told_to_those_who_take_it_and_to_nobody_else(registration):
    workshop, talk = with_session(registration, "Atelier"), with_session(registration, "Causerie")
    taker = come(registration, 1, sessions=(workshop.pk,))
    come(registration, 2, sessions=(talk.pk,))
    come(registration, 3)
    alone = come(workshop, 4)

    rewrite(registration.event, Atelier={"start_time": "20:00:00", "end_time": "21:00:00"})

    assert {letter.sign_up_id for letter in owed()} == {taker.pk, alone.pk}
    sent = sent_in_six_minutes()
    assert sorted(one.to[0] for one in sent) == ["guest1@ambrelle.example", "guest4@ambrelle.example"]
    for one in sent:
        assert one.subject.startswith("Ce qui change")
        assert "Atelier" in one.subject
        assert re.search(r"20\sh – 21\sh", one.body)


@pytest.mark.parametrize(
    "changes",
    [{"start_time": "17:00:00"}, {"end_time": "19:00:00"}, {"room": "Salle Jaurès"}, {"status": "cancelled"}],
)
def test_each_fact_of_a_session_that_one_must_know_is_told(registration, changes):
    taker = come(registration, 1, sessions=(with_session(registration).pk,))

    rewrite(registration.event, Atelier=changes)

    assert [letter.sign_up_id for letter in owed()] == [taker.pk]


@pytest.mark.parametrize("changes", [{"summary": "Autre chose."}, {"title": "Atelier"}, {"status": "full"}])
def test_words_of_a_session_ring_nobody(registration, changes):
    come(registration, 1, sessions=(with_session(registration).pk,))

    rewrite(registration.event, Atelier=changes)

    assert owed() == []


def test_the_place_of_a_session_is_told(registration):
    come(registration, 1, sessions=(with_session(registration).pk,))

    rewrite(registration.event, Atelier={"place": str(PlaceFactory(name="Maison commune").uid)})

    (sent,) = sent_in_six_minutes()
    assert "Maison commune" in sent.body


def test_two_places_that_become_one_move_nobody_then_or_later(registration):
    kept, gone = PlaceFactory(), PlaceFactory()
    come(registration, 1, sessions=(with_session(registration, place=gone).pk,))
    agenda.merge_places(None, kept, gone)

    rewrite(registration.event, Atelier={"summary": "Des mots."})

    assert owed() == []


def test_changes_of_the_event_and_of_several_sessions_within_five_minutes_are_one_letter(registration):
    workshop, talk = with_session(registration, "Atelier"), with_session(registration, "Causerie")
    come(registration, 1, sessions=(workshop.pk, talk.pk))
    event = registration.event

    rewrite(event, Atelier={"start_time": "17:00:00"})
    rewrite(event, Causerie={"status": "cancelled"})
    event.refresh_from_db()
    agenda.write_event(None, event, {"start_time": "08:00:00", "end_time": "22:00:00"})

    (sent,) = sent_in_six_minutes()
    assert event.title in sent.subject
    assert "Atelier" in sent.body
    assert "Causerie" in sent.body
    assert "annulée" in sent.body


def test_a_cancelled_session_says_so_in_the_subject_and_leaves_the_event_as_it_is(registration):
    come(registration, 1, sessions=(with_session(registration).pk,), language="en")

    rewrite(registration.event, Atelier={"status": "cancelled"})

    (sent,) = sent_in_six_minutes()
    assert sent.subject.startswith("Cancelled:")
    assert "Atelier" in sent.subject
    assert "Your registration to the event stays" in sent.body


def test_who_left_the_session_before_the_letter_is_told_nothing(registration):
    taker = come(registration, 1, sessions=(with_session(registration).pk,))
    rewrite(registration.event, Atelier={"start_time": "17:00:00"})

    actions.cancel(taker.children.get())

    assert sent_in_six_minutes() == []


def test_who_waits_for_a_session_is_told_too(registration):
    workshop = with_session(registration)
    actions.set_capacity(None, workshop, 1)
    come(registration, 1, sessions=(workshop.pk,))
    waits = come(registration, 2, sessions=(workshop.pk,))
    assert waits.children.get().state == State.WAITING

    rewrite(registration.event, Atelier={"start_time": "17:00:00"})

    assert len(owed()) == 2


def test_what_changes_before_publication_is_told_to_nobody_then_or_later():
    registration = RegistrationFactory(event__state="draft")
    come(registration, 1, sessions=(with_session(registration).pk,))
    rewrite(registration.event, Atelier={"start_time": "17:00:00"})
    agenda.publish(None, registration.event)

    rewrite(registration.event, Atelier={"summary": "Des mots."})

    assert owed() == []


def test_a_session_that_is_over_rings_nobody(registration):
    workshop = with_session(registration)
    come(registration, 1, sessions=(workshop.pk,))
    Session.objects.filter(pk=workshop.session_id).update(ends_at=clock.now() - timedelta(hours=1))

    with time_machine.travel(registration.event.ends_at + timedelta(days=1)):
        rewrite(registration.event, Atelier={"room": "Salle 2"})

    assert owed() == []


# The event itself


def test_who_has_left_is_not_told_that_her_registration_stays(registration):
    sign_up = come(registration)
    agenda.write_event(None, registration.event, {"start_time": "08:00:00"})

    actions.cancel(sign_up)

    assert sent_in_six_minutes() == []


def test_a_letter_given_up_does_not_keep_the_next_news_from_leaving(registration):
    sign_up = come(registration)
    Letter.objects.create(sign_up=sign_up, kind=LetterKind.NEWS, detail={"what": ""}, tries=letters.TRIES)

    agenda.cancel(None, registration.event)

    assert Letter.objects.filter(kind=LetterKind.NEWS, tries=0, sign_up=sign_up).count() == 1


def test_what_was_cancelled_and_taken_up_again_before_the_letter_is_not_announced_cancelled(registration):
    come(registration)
    event = registration.event
    agenda.postpone(None, event)
    event.status = Status.SCHEDULED
    event.save()
    agenda.edited_by_hand(None, event, {"status"})

    (sent,) = sent_in_six_minutes()
    assert sent.subject.startswith("Ce qui change")


def test_an_event_cancelled_by_its_form_is_told_as_cancelled(registration):
    come(registration)
    event = registration.event
    event.status = Status.CANCELLED
    event.save()
    agenda.edited_by_hand(None, event, {"status"})

    (sent,) = sent_in_six_minutes()
    assert sent.subject.startswith("Annulé")


# The day before


def on_the_eve(registration: Registration):
    """Noon of the day before, on the clock of the event in winter and summer alike."""
    return time_machine.travel(registration.starts_at - timedelta(days=1) + timedelta(hours=1))


def test_who_was_reminded_is_reminded_again_when_the_event_has_moved_to_a_later_day(registration):
    come(registration)
    event = registration.event
    event.start_time = time(14)
    event.save()
    registration.refresh_from_db()
    with on_the_eve(registration):
        assert reminders.remind() == 1
        later = event.start_day + timedelta(days=20)
        agenda.reschedule(None, event, start_day=later, start_time=time(14))
        assert reminders.remind() == 0
    registration = Registration.objects.get(pk=registration.pk)
    with on_the_eve(registration):
        assert reminders.remind() == 1
        assert reminders.remind() == 0


def test_who_was_reminded_this_morning_is_not_reminded_again_because_the_hour_changed(registration):
    come(registration)
    event = registration.event
    event.start_time = time(14)
    event.save()
    registration.refresh_from_db()
    with on_the_eve(registration):
        assert reminders.remind() == 1
        agenda.write_event(None, event, {"start_time": "15:00:00"})
        assert reminders.remind() == 0


def test_nobody_is_reminded_of_a_cancelled_session(registration):
    workshop = with_session(registration)
    actions.confirm(come(workshop))
    Session.objects.filter(pk=workshop.session_id).update(status=Status.CANCELLED)
    workshop.refresh_from_db()

    with on_the_eve(workshop):
        assert reminders.remind() == 0

    Session.objects.filter(pk=workshop.session_id).update(status=Status.SCHEDULED)
    with on_the_eve(workshop):
        assert reminders.remind() == 1


def test_a_reminder_that_waited_for_the_mail_server_does_not_leave_for_a_cancelled_event(registration):
    sign_up = come(registration)
    Letter.objects.all().delete()
    Letter.objects.create(sign_up=sign_up, kind=LetterKind.REMINDER)
    registration.event.status = Status.CANCELLED
    registration.event.save()

    assert letters.send_owed() == 0


@pytest.mark.only_postgres
@pytest.mark.django_db(transaction=True)
def test_a_letter_claimed_while_another_change_is_being_written_says_that_change_as_well():
    registration = RegistrationFactory()
    agenda.publish(None, registration.event)
    come(registration)
    event = registration.event
    agenda.write_event(None, event, {"start_time": "08:00:00"})
    Letter.objects.filter(kind=LetterKind.NEWS).update(due_at=clock.now())
    Letter.objects.exclude(kind=LetterKind.NEWS).delete()

    def send() -> int:
        try:
            return letters.send_owed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            event.refresh_from_db()
            agenda.write_event(None, event, {"start_time": "20:00:00"})
            sending = pool.submit(send)
            sleep(0.5)  # long enough to claim what is not locked
        sent = sending.result()

    told = [one.body for one in mail.outbox]
    assert sent + Letter.objects.filter(sent_at=None).count() == 1
    assert not told or re.search(r"20\sh", told[0])
