"""What a program of the body does with registrations."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from parvis.convene.registration import actions
from parvis.convene.registration.models import SignUp, State
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from tests.convene.editing.test_write_api import Program
from tests.factories import EventFactory, OrganisationFactory, RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    event = EventFactory(organisation=OrganisationFactory(), start_day=clock.today() + timedelta(days=20))
    return RegistrationFactory(event=event, capacity=2, approval=True)


@pytest.fixture
def program(registration):
    return Program(registration.event.organisation)


def of(registration, rest: str) -> str:
    return f"/events/{registration.event.uid}/registration/{rest}"


def come(registration, number: int) -> SignUp:
    category = registration.categories.get()
    return actions.register(registration, category, demand(category, number)).sign_up


def test_numbers_and_rules_are_read_without_a_name(registration, program):
    come(registration, 1)

    found = program.ask("GET", of(registration, "rules"))

    assert found.status_code == 200
    said = found.json()
    assert said["seats"] == {"capacity": 2, "confirmed": 0, "held": 1, "free": 1, "waiting": 0}
    assert said["parties"] == {"pending": 1}
    assert said["rules"]["approval"] is True
    assert "guest1" not in found.content.decode()


def test_a_rule_is_changed_and_an_impossible_one_is_told_by_name(registration, program):
    changed = program.ask("PATCH", of(registration, "rules"), {"largest_party": 4, "reminder": False})
    assert changed.status_code == 200
    assert changed.json()["rules"]["largest_party"] == 4
    entry = Entry.objects.get(action="registration.changed")
    assert entry.public["signed"]["token"] == program.token.name

    dry = program.ask("PATCH", of(registration, "rules") + "?dry=true", {"largest_party": 9})
    assert dry.json()["dry"] is True
    wrong = program.ask("PATCH", of(registration, "rules"), {"contact": "personne"})
    assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (422, "contact")
    registration.refresh_from_db()
    assert registration.largest_party == 4
    assert program.ask("PATCH", of(registration, "rules"), {"capacity": 4}).status_code == 422


def test_who_registered_is_listed_page_by_page_for_a_token_that_writes(registration, program):
    for number in range(3):
        come(registration, number)

    first = program.ask("GET", of(registration, "guests?limit=2")).json()
    second = program.ask("GET", of(registration, f"guests?limit=2&after={first['next']}")).json()

    assert len(first["items"]) == 2
    assert second["next"] is None
    assert {one["email"] for one in first["items"] + second["items"]} == {
        f"guest{number}@ambrelle.example" for number in range(3)
    }
    waiting = program.ask("GET", of(registration, "guests?state=waiting")).json()["items"]
    assert [one["state"] for one in waiting] == ["waiting"]
    assert program.ask("GET", of(registration, "guests?state=nonsense")).status_code == 422
    reader = Program(registration.event.organisation, scope="read")
    assert reader.ask("GET", of(registration, "guests")).status_code == 403
    assert reader.ask("GET", of(registration, "rules")).status_code == 200
    other = Program(OrganisationFactory())
    assert other.ask("GET", of(registration, "guests")).status_code in {403, 404}


def test_somebody_is_registered_once_however_often_the_request_is_sent(registration, program):
    category = registration.categories.get()
    sent = {"category": str(category.uid), "people": ["Inès Barthélemy"], "email": "ines@ambrelle.example"}
    key = str(uuid4())

    made = program.ask("POST", of(registration, "guests"), sent, key=key)
    again = program.ask("POST", of(registration, "guests"), sent, key=key)

    assert (made.status_code, again.json()) == (201, made.json())
    assert (made.json()["state"], SignUp.objects.count()) == ("confirmed", 1)
    twice = program.ask("POST", of(registration, "guests"), sent, key=str(uuid4()))
    assert (twice.status_code, twice.json()["errors"][0]["code"]) == (409, "address")
    assert program.ask("POST", of(registration, "guests"), sent).status_code == 400


def test_a_registration_is_approved_refused_or_removed(registration, program):
    one, two = come(registration, 1), come(registration, 2)

    approved = program.ask("POST", of(registration, f"guests/{one.uid}/approve"), {})
    refused = program.ask("POST", of(registration, f"guests/{two.uid}/refuse"), {"reason": "Réservé à la presse."})
    assert (approved.json()["state"], refused.json()["state"]) == ("confirmed", "refused")
    assert program.ask("POST", of(registration, f"guests/{one.uid}/remove"), {}).status_code == 422
    removed = program.ask("POST", of(registration, f"guests/{one.uid}/remove"), {"reason": "Séance déplacée."})
    assert removed.json()["state"] == "removed"

    two.refresh_from_db()
    assert (two.state, two.reason) == (State.REFUSED, "Réservé à la presse.")
    assert program.ask("GET", of(registration, f"guests/{uuid4()}")).status_code == 404
    assert program.ask("GET", of(registration, f"guests/{two.uid}")).json()["state"] == "refused"


def test_a_session_has_its_own(registration, program):
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    assert program.ask("GET", of(registration, f"rules?session={session.uid}")).status_code == 404
    RegistrationFactory(event=registration.event, session=session, capacity=7)

    found = program.ask("GET", of(registration, f"rules?session={session.uid}")).json()

    assert (found["session"], found["seats"]["capacity"]) == (str(session.uid), 7)


@pytest.mark.parametrize(
    ("fields", "parameter"),
    [
        ({"people": ["In\x00ès"]}, "people.0"),
        ({"people": ["Inès", " "]}, "people.1"),
        ({"people": ["Inès"], "email": "ines"}, "email"),
        ({"people": ["Inès"], "email": "in\x00es@ambrelle.example"}, "email"),
    ],
)
def test_a_name_or_an_address_that_cannot_be_is_told_by_name(registration, program, fields, parameter):
    sent = {"category": str(registration.categories.get().uid), **fields}

    answer = program.ask("POST", of(registration, "guests"), sent, key=str(uuid4()))

    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, parameter)
    assert not SignUp.objects.exists()


def test_a_name_is_kept_on_one_line_and_a_reason_without_null_character(registration, program):
    sent = {"category": str(registration.categories.get().uid), "people": ["Inès\nBarthélemy"]}
    program.ask("POST", of(registration, "guests"), sent, key=str(uuid4()))
    one = SignUp.objects.get()

    removed = program.ask("POST", of(registration, f"guests/{one.uid}/remove"), {"reason": "a\x00b"})

    assert one.name == "Inès Barthélemy"
    assert (removed.status_code, removed.json()["errors"][0]["parameter"]) == (422, "reason")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-12:00"])
def test_an_instant_of_no_calendar_is_a_mistake(registration, program, at):
    answer = program.ask("PATCH", of(registration, "rules"), {"opens_at": at})

    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "opens_at")
