"""Letters of registration: each owed once, sent once, tried again, never untrue."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from parvis.civics.proofs.tickets import read_ticket
from parvis.convene.registration import actions, letters, links, tickets
from parvis.convene.registration.actions.erasing import forget
from parvis.convene.registration.models import Letter, LetterKind, Registration, SignUp, State
from parvis.ground import clock
from tests.factories import RegistrationFactory, demand

pytestmark = pytest.mark.django_db


def come(registration: Registration, number: int = 1, **fields) -> SignUp:
    category = registration.categories.order_by("order", "pk").first()
    return actions.register(registration, category, demand(category, number, **fields)).sign_up


def test_a_ticket_leaves_with_its_picture_and_its_links():
    registration = RegistrationFactory(largest_party=2)
    sign_up = come(registration, people=2)

    assert letters.send_owed() == 1
    assert letters.send_owed() == 0

    (sent,) = mail.outbox
    assert sent.to == ["guest1@ambrelle.example"]
    assert registration.event.title in sent.subject
    for page in ("own", "leave"):
        assert links.of_person(sign_up, "fr", page) in sent.body
    assert f"/fr/agenda/{registration.event.slug}.ics" in sent.body
    assert [name for name, *_ in sent.attachments] == ["billet-1.png", "billet-2.png"]
    assert all(content.startswith(b"\x89PNG") for _, content, _ in sent.attachments)


def test_the_ticket_of_a_letter_is_signed_by_the_key_of_its_event():
    registration = RegistrationFactory()
    person = come(registration).attendees.get()
    key = tickets.key_of(registration.event)

    read = read_ticket(tickets.text_of(person), key.public)

    assert (read.event, read.attendee) == (registration.event.uid, person.uid)


@pytest.mark.parametrize("kind", sorted(set(LetterKind) - {LetterKind.MESSAGE}))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_is_written_in_the_language_of_the_form(kind, language):
    sign_up = come(RegistrationFactory(confirm_by_mail=True), language=language)
    state = next(iter(letters.TRUE_IN.get(kind, {State.CONFIRMED})))
    SignUp.objects.filter(pk=sign_up.pk).update(state=state, rank=1 if state == State.WAITING else None)
    Letter.objects.all().delete()
    Letter.objects.create(sign_up=sign_up, kind=kind, detail={"what": "event.changed"})

    assert letters.send_owed() == 1

    (sent,) = mail.outbox
    assert f"/{language}/" in sent.body
    assert sign_up.registration.event.title in sent.subject
    assert "  \n" not in sent.body
    assert "\n\n\n" not in sent.body


def test_the_code_is_in_the_subject_of_what_asks_to_confirm():
    sign_up = come(RegistrationFactory(confirm_by_mail=True))

    letters.send_owed()

    code = f"{sign_up.confirm_code[:3]} {sign_up.confirm_code[3:]}"
    assert mail.outbox[0].subject.startswith(code)
    assert mail.outbox[0].attachments == []


def test_a_letter_that_is_not_true_any_more_does_not_leave():
    registration = RegistrationFactory(capacity=1)
    first, second = come(registration, 1), come(registration, 2)
    actions.cancel(first)
    actions.confirm(SignUp.objects.get(pk=second.pk))

    letters.send_owed()

    assert [one.subject.split(" :")[0] for one in mail.outbox] == ["Annulée", "Votre billet"]
    assert not Letter.objects.filter(sent_at=None).exists()


def test_a_letter_that_does_not_leave_is_tried_again_later_and_given_up_in_the_end(monkeypatch):
    sign_up = come(RegistrationFactory())
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)

    tried, at = 0, clock.now()
    for _ in range(12):
        with time_machine.travel(at):
            tried += letters.send_owed()
        at += timedelta(hours=5)

    letter = Letter.objects.get()
    assert tried == 0
    assert (letter.tries, letter.sent_at) == (letters.TRIES, None)
    assert "OSError" in letter.trouble
    assert list(letters.given_up(sign_up.registration_id)) == [letter]


def away(*_):
    raise OSError("the mail server is away")


def test_a_letter_put_off_leaves_before_long_and_others_do_not_wait_for_it(monkeypatch):
    come(RegistrationFactory())
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        letters.send_owed()
    other = come(RegistrationFactory(), 2)

    assert letters.send_owed() == 1
    assert mail.outbox[0].to == [other.email]
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert letters.send_owed() == 1


def test_what_one_sender_has_claimed_no_other_sends_until_it_is_believed_dead():
    come(RegistrationFactory())
    (mine,) = letters.claimed(10)

    assert letters.send_owed() == 0
    with time_machine.travel(clock.now() + letters.CLAIMED_FOR + timedelta(seconds=1)):
        assert letters.send_owed() == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<letter.{mine.pk}.")


def test_a_letter_that_cannot_be_written_stops_no_other():
    first = come(RegistrationFactory(), 1)
    Letter.objects.create(sign_up=first, kind="unknown")
    come(RegistrationFactory(), 2)

    assert letters.send_owed() == 2
    assert Letter.objects.get(sent_at=None).kind == "unknown"


def test_a_thousand_letters_take_no_more_queries_each_than_ten(django_assert_max_num_queries):
    registration = RegistrationFactory(capacity=50)
    for number in range(10):
        come(registration, number)

    with django_assert_max_num_queries(4 + 10 * 5):
        assert letters.send_owed() == 10


def test_a_slow_mail_server_does_not_have_letters_sent_twice(monkeypatch):
    """What one sender has claimed for long is another's: the first lets go of what it has not begun."""
    for number in range(4):
        come(RegistrationFactory(), number + 1)
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:

        def slow(self, messages):
            mail.outbox.extend(messages)
            traveller.shift(timedelta(minutes=2))
            return len(messages)

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", slow)
        assert letters.send_owed() == 2
        assert letters.owed(clock.now()).count() == 2
        assert letters.send_owed() == 2

    assert sorted(one.to[0] for one in mail.outbox) == [f"guest{n}@ambrelle.example" for n in (1, 2, 3, 4)]


def test_a_letter_says_what_holds_when_its_turn_comes_and_not_what_held_when_it_was_claimed(monkeypatch):
    """While the first of a batch leaves, the second has her name erased, and the third cancels."""
    registration = RegistrationFactory()
    _first, second, third = (come(registration, number) for number in (1, 2, 3))
    left = []

    def slow(self, messages):
        if not left:
            forget(second)
            actions.cancel(third)
        left.extend(messages)
        return len(messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", slow)
    assert letters.send_owed() == 1

    assert [one.to[0] for one in left] == ["guest1@ambrelle.example"]
