"""Messages to a part of those who registered: to whom, once each, sent by one organiser alone."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from parvis.convene.guests.mailing import actions, queries
from parvis.convene.guests.mailing.letters import words_of
from parvis.convene.guests.mailing.segments import Segment, parties, reach, recipients
from parvis.convene.guests.models import Mailing, MailingState
from parvis.convene.registration import actions as registering
from parvis.convene.registration import presence
from parvis.convene.registration.models import Attendee, Kind, Letter, LetterKind, Question, Registration, State
from parvis.ground.journal.models import Entry
from tests.factories import (
    CategoryFactory,
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    both,
    demand,
    organiser_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration() -> Registration:
    return RegistrationFactory(event=EventFactory(organisation=OrganisationFactory()), capacity=2, largest_party=3)


@pytest.fixture(autouse=True)
def _open(registration: Registration) -> None:
    """The event is to come."""
    from datetime import timedelta

    from parvis.ground import clock

    event = registration.event
    event.start_day = event.end_day = clock.today() + timedelta(days=20)
    event.save()


@pytest.fixture
def organiser(registration: Registration):
    return organiser_of(registration.event.organisation)


def come(registration: Registration, number: int, **fields):
    category = fields.pop("category", None) or registration.categories.order_by("order", "pk").first()
    return registering.register(registration, category, demand(category, number, **fields)).sign_up


def written(organiser, registration, segment: Segment | None = None) -> Mailing:
    subject, text = {"fr": "La salle change", "en": "Another room"}, {"fr": "Bonjour {name}, salle B. {link}"}
    return actions.write(organiser, registration, segment or Segment(), subject, text)


def names(found) -> list[str]:
    return sorted(found.values_list("email", flat=True))


def test_a_message_goes_to_those_with_a_ticket_or_to_those_who_wait(registration):
    come(registration, 1, people=2)
    come(registration, 2)

    assert names(recipients(registration, Segment())) == ["guest1@ambrelle.example"]
    assert names(recipients(registration, Segment(("waiting",)))) == ["guest2@ambrelle.example"]
    assert reach(registration, Segment(("confirmed", "waiting"))) == type(reach(registration, Segment()))(3, 2)


def test_an_address_that_nobody_has_confirmed_gets_nothing(registration):
    Registration.objects.filter(pk=registration.pk).update(confirm_by_mail=True)
    registration.refresh_from_db()
    held = come(registration, 1)

    assert held.state == State.HELD
    assert not recipients(registration, Segment(tuple(State))).exists()


def test_a_segment_is_a_category_or_an_answer_of_the_party_or_of_one_of_its_people(registration):
    Registration.objects.filter(pk=registration.pk).update(capacity=None)
    registration.refresh_from_db()
    press = CategoryFactory(registration=registration, order=1)
    options = [{"code": "vegan", "label": {"fr": "végétalien"}}, {"code": "all", "label": {"fr": "tout"}}]
    meal = Question.objects.create(
        registration=registration, label=both("Repas", "Meal"), kind=Kind.CHOICES, options=options
    )
    bus = Question.objects.create(registration=registration, label=both("Navette", "Bus"), kind=Kind.YES, each=True)
    come(registration, 1, category=press)
    come(registration, 2, answers={str(meal.uid): ["vegan", "all"]})
    rider = come(registration, 3, answers={str(meal.uid): ["all"]})
    Attendee.objects.filter(sign_up=rider).update(answers={str(bus.uid): True})

    def asked(**fields):
        return names(recipients(registration, Segment(**fields)))

    assert asked(category=str(press.uid)) == ["guest1@ambrelle.example"]
    assert asked(question=str(meal.uid), option="vegan") == ["guest2@ambrelle.example"]
    assert asked(question=str(bus.uid), option="yes") == ["guest3@ambrelle.example"]


def test_who_takes_a_session_along_is_written_to_at_the_address_given_for_the_event(registration):
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    workshop = RegistrationFactory(event=registration.event, session=session)
    come(registration, 1, sessions=(workshop.pk,))
    come(registration, 2)

    assert names(recipients(workshop, Segment())) == ["guest1@ambrelle.example"]
    assert parties(workshop, Segment()).count() == 1


def test_who_has_come_in_is_left_out_of_a_message_to_the_absent(registration, monkeypatch):
    there, absent = come(registration, 1), come(registration, 2)
    monkeypatch.setattr(presence, "_doors", {"test": lambda _registration: Attendee.objects.filter(sign_up=there)})

    assert names(recipients(registration, Segment(absent=True))) == [absent.email]


def test_one_address_gets_one_letter_whatever_its_registrations(registration):
    Registration.objects.filter(pk=registration.pk).update(one_per_person=False)
    registration.refresh_from_db()
    come(registration, 1)
    come(registration, 1, fingerprint="f" * 64)

    found = reach(registration, Segment())

    assert (found.people, found.letters) == (2, 1)


def test_letters_are_written_once_whoever_writes_them_and_however_often(registration, organiser):
    come(registration, 1)
    come(registration, 2)
    mailing = written(organiser, registration)

    actions.send(organiser, mailing, 0)
    actions.write_all(mailing)
    actions.write_all(mailing)

    mailing.refresh_from_db()
    assert (mailing.state, mailing.letters, mailing.people) == (MailingState.SENT, 2, 2)
    assert Letter.objects.filter(kind=LetterKind.MESSAGE).count() == 2


def test_of_two_organisers_one_sends_and_the_other_is_told(registration, organiser):
    come(registration, 1)
    mailing, same = written(organiser, registration), Mailing.objects.get()

    actions.send(organiser, mailing, 0)

    with pytest.raises(actions.Overtaken):
        actions.send(organiser_of(registration.event.organisation), same, 0)
    with pytest.raises(actions.Overtaken):
        actions.rewrite(same, 0, Segment(), {"fr": "Autre"}, {"fr": "Autre"})
    assert Entry.objects.filter(action="registration.message-sent").count() == 1


def test_what_somebody_else_changed_is_not_sent_unseen(registration, organiser):
    mailing = written(organiser, registration)
    actions.rewrite(mailing, 0, Segment(), {"fr": "Autre"}, {"fr": "Autre"})

    with pytest.raises(actions.Overtaken):
        actions.send(organiser, mailing, 0)


def test_a_letter_speaks_to_its_reader_and_leads_to_her_registration(registration, organiser):
    guest = come(registration, 1, language="en", name="Zoé Çelik")
    mailing = written(organiser, registration)
    actions.send(organiser, mailing, 0)
    actions.write_all(mailing)

    letter = Letter.objects.select_related("sign_up__registration__event").get(kind=LetterKind.MESSAGE)
    subject, body = words_of(letter)

    assert subject == "Another room"
    assert "Bonjour Zoé Çelik, salle B." in body  # no English text: the French one is better than nothing
    assert "/registrations/" in body
    assert guest.email not in body


def test_the_journal_says_to_how_many_and_never_what(registration, organiser):
    come(registration, 1)
    mailing = written(organiser, registration)

    actions.send(organiser, mailing, 0)

    entry = Entry.objects.get(action="registration.message-sent")
    assert entry.public == {"session": "", "people": 1}
    assert "salle" not in str(entry.private)


def test_a_message_that_is_stopped_leaves_to_nobody_else(registration, organiser):
    come(registration, 1)
    mailing = written(organiser, registration)
    actions.send(organiser, mailing, 0)
    actions.write_all(mailing)

    assert actions.stop(organiser, mailing)

    assert not Letter.objects.filter(kind=LetterKind.MESSAGE).exists()


def test_progress_tells_what_left_and_what_is_in_trouble_without_an_address(registration, organiser):
    come(registration, 1)
    come(registration, 2)
    mailing = written(organiser, registration)
    actions.send(organiser, mailing, 0)
    actions.write_all(mailing)
    letters = Letter.objects.filter(kind=LetterKind.MESSAGE).order_by("pk")
    letters.filter(pk=letters[0].pk).update(sent_at=mailing.asked_at)
    letters.filter(pk=letters[1].pk).update(trouble="SMTPRecipientsRefused: guest2@ambrelle.example")

    far = queries.progress(mailing)

    assert (far.expected, far.written, far.left, far.troubled, far.waiting) == (2, 2, 1, 1, 0)
    assert far.why == (("SMTPRecipientsRefused", 1),)


def test_an_organiser_writes_sees_tries_and_sends(registration, organiser, client: Client):
    come(registration, 1, name="Zoé Çelik")
    client.force_login(organiser)
    asked = {"states": ["confirmed"], "subject_fr": "La salle change", "text_fr": "Bonjour {name}.", "version": 0}

    kept = client.post(reverse("guests:mailing-new", args=[registration.event.uid]), asked)
    mailing = Mailing.objects.get()
    page = client.get(kept["Location"]).content.decode()
    client.post(reverse("guests:mailing-test", args=[mailing.uid]))
    client.post(reverse("guests:mailing-send", args=[mailing.uid]), {"version": mailing.version})

    assert "Bonjour Zoé Çelik." in page
    assert "/registrations/" not in page  # nobody's own link is shown to an organiser
    assert [one.to for one in mail.outbox] == [[organiser.email]]
    mailing.refresh_from_db()
    assert mailing.state != MailingState.DRAFT
    assert client.get(reverse("guests:mailing", args=[mailing.uid])).status_code == 200
    assert client.get(reverse("guests:mailings", args=[registration.event.uid])).status_code == 200


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"states": []}, "Dites à qui"),
        ({"text_fr": "Bonjour {prenom}"}, "{prenom}"),
        ({"text_fr": ""}, "Il en manque un"),
        ({"subject_fr": "", "text_fr": ""}, "au moins"),
    ],
)
def test_a_mistake_is_said_and_nothing_typed_is_lost(registration, organiser, client: Client, changed, says):
    client.force_login(organiser)
    asked = {"states": ["confirmed"], "subject_fr": "La salle change", "text_fr": "Bonjour.", "version": 0, **changed}

    page = client.post("/fr" + reverse("guests:mailing-new", args=[registration.event.uid])[3:], asked)

    assert page.status_code == 422
    assert says in page.content.decode()


def test_a_stranger_to_the_body_reads_no_message(registration, organiser, client: Client):
    mailing = written(organiser, registration)
    client.force_login(organiser_of(OrganisationFactory()))

    assert client.get(reverse("guests:mailing", args=[mailing.uid])).status_code == 403
    assert client.get(reverse("guests:mailings", args=[registration.event.uid])).status_code == 403


def test_who_left_after_a_message_was_sent_and_before_it_reached_her_is_not_written_to(registration, organiser):
    stays, leaves = come(registration, 1), come(registration, 2)
    mailing = written(organiser, registration)
    actions.send(organiser, mailing, mailing.version)
    actions.write_all(mailing)

    registering.cancel(leaves)

    told = {letter.sign_up: words_of(letter) for letter in Letter.objects.filter(kind=LetterKind.MESSAGE)}
    assert told[stays] is not None
    assert told[leaves] is None


def test_a_message_to_those_who_gave_an_answer_is_for_nobody_once_the_question_is_gone(registration):
    options = [{"code": "vegan", "label": {"fr": "végétalien"}}]
    meal = Question(registration=registration, label=both("Repas", "Meal"), kind=Kind.CHOICE, options=options)
    registering.save_question(None, meal)
    come(registration, 1)
    segment = Segment(question=str(meal.uid), option="vegan")

    registering.drop_question(None, meal)

    assert not recipients(registration, segment).exists()
