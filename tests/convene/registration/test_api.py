"""Registering by a program: the same rules as the form, the same silence to strangers."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from parvis.convene.agenda.models import Event
from parvis.convene.registration import actions
from parvis.convene.registration.actions.setting_up import save_purpose, save_question, settle_form
from parvis.convene.registration.models import Kind, Letter, Purpose, Question, Registration, State
from tests.factories import CategoryFactory, RegistrationFactory, SessionFactory, both

pytestmark = pytest.mark.django_db


def where(registration: Registration) -> str:
    return f"/api/v1/events/{registration.event.slug}/registration"


def send(client, registration: Registration, key: str = "", **fields):
    body = {"name": "Camille Rivière", "email": "camille@ambrelle.example", **fields}
    headers = {"idempotency-key": key} if key else {}
    return client.post(where(registration), json.dumps(body), content_type="application/json", headers=headers)


def mistakes(answer) -> dict[str, str]:
    return {one["parameter"]: one["code"] for one in answer.json()["errors"]}


def test_a_program_reads_what_is_left_and_what_is_asked(client):
    registration = RegistrationFactory(capacity=12, largest_party=2)
    save_question(None, Question(registration=registration, kind=Kind.LINE, label=both("Ville", "Town")))
    save_purpose(None, Purpose(registration=registration, label=both("Photos", "Pictures")))

    found = client.get(where(registration) + "?lang=en").json()

    assert (found["open"], found["capacity"], found["free"], found["waiting"]) == (True, 12, 12, 0)
    assert [one["label"] for one in found["questions"]] == ["Town"]
    assert [one["label"] for one in found["purposes"]] == ["Pictures"]
    assert found["url"].endswith(f"/en/agenda/{registration.event.slug}/register/")


def test_the_event_says_how_its_registration_stands(client):
    registration = RegistrationFactory(capacity=12)

    found = client.get(f"/api/v1/events/{registration.event.slug}").json()["registration"]

    assert (found["stand"], found["takes"], found["free"], found["capacity"]) == ("open", True, 12, 12)


def test_whoever_is_registered_at_once_is_answered_201(client):
    registration = RegistrationFactory()

    answer = send(client, registration)

    assert answer.status_code == 201
    assert answer.json()["state"] == "confirmed"
    assert registration.sign_ups.get().origin == "api"
    assert client.get(answer.json()["url"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_an_address_to_confirm_and_one_that_is_known_are_answered_alike(client):
    registration = RegistrationFactory(confirm_by_mail=True)

    fresh = send(client, registration)
    registration.sign_ups.update(state=State.CONFIRMED, until=None)
    known = send(client, registration, name="Quelqu’un d’autre")

    assert (fresh.status_code, known.status_code) == (202, 202)
    assert fresh.json()["state"] == known.json()["state"] == "to-confirm"
    assert len(fresh.json()["url"]) == len(known.json()["url"])
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == ["confirm", "known"]


def test_a_numbered_request_sent_again_is_the_same_registration(client):
    registration = RegistrationFactory(one_per_person=False)

    first, again = send(client, registration, key="a-1"), send(client, registration, key="a-1", name="C. Rivière")
    other = send(client, registration, key="a-2")

    assert first.json() == again.json()
    assert other.json() != first.json()
    assert registration.sign_ups.count() == 2


def test_a_known_address_is_answered_as_a_new_one_when_seats_are_all_taken(client):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=1)
    send(client, registration)
    actions.confirm(registration.sign_ups.get())

    fresh = send(client, registration, email="claude@ambrelle.example")
    known = send(client, registration, name="Quelqu’un d’autre")

    assert (fresh.status_code, known.status_code) == (202, 202)
    assert fresh.json()["state"] == known.json()["state"] == "waiting"
    assert len(fresh.json()["url"]) == len(known.json()["url"])


def test_a_full_event_gives_a_rank_and_says_so(client):
    registration = RegistrationFactory(capacity=0)

    assert send(client, registration).json()["state"] == "waiting"


def test_every_mistake_is_named_as_the_request_named_it(client):
    registration = RegistrationFactory(largest_party=2)
    question = save_question(
        None, Question(registration=registration, kind=Kind.NUMBER, label=both("Âge", "Age"), each=True, required=True)
    )

    answer = send(
        client,
        registration,
        email="camille",
        people=[{"name": "Ada", "answers": {str(question.uid): "vieille"}}],
    )

    assert answer.status_code == 422
    assert set(mistakes(answer)) == {"email", f"answers.{question.uid}", f"people.0.answers.{question.uid}"}
    assert not registration.sign_ups.exists()


def test_what_names_nothing_is_refused_rather_than_left_out(client):
    registration = RegistrationFactory()

    answer = send(client, registration, consents=["x"], sessions=["y"], answers={"z": 1}, needs=["w"], surprise=1)
    known_fields = send(client, registration, consents=["x"], sessions=["y"], answers={"z": 1})

    assert answer.status_code == 422
    assert mistakes(answer) == {"surprise": "unknown-field"}
    assert set(mistakes(known_fields)) == {"consents.0", "sessions.0", "answers.0"}


@pytest.mark.parametrize(
    ("rules", "fields", "status", "code"),
    [
        ({"running": False}, {}, 409, "closed"),
        ({"capacity": 0, "waiting_capacity": 0}, {}, 409, "full"),
        ({}, {"people": [{"name": "Ada"}]}, 422, "party"),
    ],
)
def test_a_refusal_has_a_code(client, rules, fields, status, code):
    registration = RegistrationFactory(**rules)

    answer = send(client, registration, **fields)

    assert answer.status_code == status
    assert code in mistakes(answer).values()


def test_a_category_and_a_session_are_chosen_by_their_identifiers(client):
    registration = RegistrationFactory()
    press = CategoryFactory(registration=registration, order=1, name=both("Presse", "Press"))
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    workshop = RegistrationFactory(event=registration.event, session=session)
    settle_form(workshop)
    settle_form(registration)

    answer = send(client, registration, category=str(press.uid), sessions=[str(session.uid)])

    assert answer.status_code == 201, answer.content
    sign_up = registration.sign_ups.get()
    assert sign_up.category == press
    assert sign_up.children.get().registration == workshop


def test_nothing_is_told_of_an_event_that_is_not_public(client):
    registration = RegistrationFactory()
    Event.objects.filter(pk=registration.event.pk).update(state="draft")

    assert client.get(where(registration)).status_code == 404
    assert send(client, registration).status_code == 404


def test_a_session_that_is_held_back_is_neither_told_nor_taken(client):
    registration = RegistrationFactory()
    event = registration.event
    doubtful = SessionFactory(event=event, start_day=event.start_day, title="Atelier douteux", held_back=True)
    workshop = RegistrationFactory(event=event, session=doubtful)
    settle_form(registration)

    told = client.get(where(registration)).content.decode()
    alone = client.get(where(registration) + f"?session={doubtful.uid}")
    taken = send(client, registration, sessions=[str(doubtful.uid)])
    typed = client.post(
        reverse("registration:register", args=[event.slug]),
        {"name": "Ada", "email": "ada@ambrelle.example", "sessions": [workshop.pk]},
    )

    assert "Atelier douteux" not in told
    assert (alone.status_code, taken.status_code) == (404, 422)
    assert typed.status_code in {303, 422}
    assert not workshop.sign_ups.exists()
