"""The organisers' page of the doors, their file, and what programs of the body may ask."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.convene.agenda import actions as agenda
from parvis.convene.checkin import actions
from parvis.convene.checkin.actions import Told
from parvis.convene.checkin.models import Device, Door, Passage
from parvis.convene.checkin.queries import attended
from parvis.convene.registration import actions as registration_actions
from parvis.convene.registration.models import Attendee
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.actions.tokens import create_token
from parvis.people.models import Membership, Scope
from tests.factories import (
    DoorFactory,
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    UserFactory,
    demand,
    lent,
    organiser_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(start_day=clock.today() + timedelta(days=1), organisation=OrganisationFactory())


@pytest.fixture
def organiser(event):
    return organiser_of(event.organisation)


@pytest.fixture
def desk(organiser) -> Client:
    client = Client()
    client.force_login(organiser)
    return client


@pytest.fixture
def people(event) -> list[Attendee]:
    registration = RegistrationFactory(event=event, capacity=None)
    category = registration.categories.get()
    for number in range(5):
        registration_actions.register(registration, category, demand(category, number + 1))
    return list(Attendee.objects.order_by("pk"))


def page(event, name: str = "doors") -> str:
    return reverse(f"checkin:{name}", args=[event.uid])


def test_a_door_is_added_renamed_and_removed_and_the_journal_says_so(desk, event):
    desk.post(page(event), {"do": "add", "name": "Entrée principale"})
    door = Door.objects.get()
    desk.post(page(event), {"do": "rename", "door": door.uid, "name": "Porte nord"})
    assert "Porte nord" in desk.get(page(event)).content.decode()

    desk.post(page(event), {"do": "remove", "door": door.uid})

    assert not Door.objects.exists()
    said = list(Entry.objects.filter(action__startswith="checkin").order_by("pk").values_list("action", flat=True))
    assert said == ["checkin.door-added", "checkin.door-changed", "checkin.door-removed"]


def test_two_doors_have_no_name_in_common(desk, event):
    DoorFactory(event=event, name="Nord")

    answer = desk.post(page(event), {"do": "add", "name": "Nord"})

    assert answer.status_code == 422
    assert "porte déjà ce nom" in answer.content.decode()
    assert Door.objects.count() == 1


def test_a_door_by_which_people_came_in_stays(desk, event, people):
    door = DoorFactory(event=event)
    actions.bring_in(None, door, [Told(uuid4(), clock.now(), people[0].uid)])

    desk.post(page(event), {"do": "remove", "door": door.uid})

    assert Door.objects.filter(pk=door.pk).exists()


def test_the_address_of_a_device_is_shown_once_and_kept_as_a_hash(desk, event):
    door = DoorFactory(event=event)

    answer = desk.post(page(event), {"do": "lend", "door": door.uid, "name": "Téléphone de Lou"})

    token = re.search(r"/fr/door/([\w-]+)/", answer.content.decode()).group(1)
    assert "no-store" in answer["Cache-Control"]
    assert "<svg" in answer.content.decode()
    device = Device.objects.get()
    assert token not in device.token_hash
    assert token not in desk.get(page(event)).content.decode()
    assert Client().get(reverse("checkin:door", args=[token])).status_code == 200

    desk.post(page(event), {"do": "withdraw", "device": device.uid})
    assert Client().get(reverse("checkin:door", args=[token])).status_code == 410


def test_the_doors_of_another_body_do_not_exist(desk):
    other = EventFactory(organisation=OrganisationFactory())
    for name in ("doors", "download", "bring-in"):
        assert desk.get(page(other, name)).status_code == 404


def test_the_page_costs_the_same_for_one_passage_and_for_many(desk, event, people, django_assert_max_num_queries):
    doors = [DoorFactory(event=event) for _number in range(3)]
    for door in doors:
        device, _token = lent(door)
        told = [Told(uuid4(), clock.now(), one.uid) for one in people] + [
            Told(uuid4(), clock.now(), one.uid, kind="refused", reason="already") for one in people
        ]
        actions.receive(device, told, clock.now())

    with django_assert_max_num_queries(12):
        answer = desk.get(page(event)).content.decode()
    assert answer.count("De nouveau") == 10


def test_every_passage_leaves_as_a_file_and_comes_back_once(desk, event, people):
    door = DoorFactory(event=event)
    actions.bring_in(None, door, [Told(uuid4(), clock.now(), one.uid) for one in people])
    file = b"".join(desk.get(page(event, "download")).streaming_content).decode("utf-8-sig")
    kept = {one.scan for one in Passage.objects.all()}
    Passage.objects.all().delete()

    looked = desk.post(page(event, "bring-in"), {"do": "look", "door": door.pk, "text": file + "x,y,z\r\n"})
    assert "5 nouveaux passages" in looked.content.decode()
    assert "Ligne 7" in looked.content.decode()
    assert not Passage.objects.exists()
    for _turn in range(2):
        desk.post(page(event, "bring-in"), {"do": "keep", "door": door.pk, "text": file})

    assert {one.scan for one in Passage.objects.all()} == kept
    assert attended(event) == 5


@pytest.mark.parametrize("text", ["", "nom;heure\nAda;9 h", "scan,ticket,at"])
def test_a_file_without_passages_is_told_so(desk, event, text):
    door = DoorFactory(event=event)

    answer = desk.post(page(event, "bring-in"), {"do": "keep", "door": door.pk, "text": text})

    assert answer.status_code == 200
    assert not Passage.objects.exists()


def test_the_panel_leads_from_the_event_to_its_doors(desk, event, people):
    assert page(event) in desk.get(reverse("editing:event", args=[event.uid])).content.decode()


@pytest.fixture
def program(event):
    administrator = UserFactory()
    Membership.objects.create(user=administrator, organisation=event.organisation, role="administrator")

    def ask(method: str, path: str, body: object = None, scope: str = Scope.WRITE):
        _token, secret = create_token(administrator, event.organisation, name=f"essai {uuid4()}", scope=scope)
        headers = {"Authorization": f"Bearer {secret}"}
        address = f"/api/v1/events/{event.uid}/{path}"
        return getattr(Client(), method)(address, body, content_type="application/json", headers=headers)

    return ask


def test_a_program_brings_passages_in_once_and_reads_them_without_names(program, event, people):
    door, scan = DoorFactory(event=event, name="Nord"), str(uuid4())
    body = {
        "door": str(door.uid),
        "passages": [{"scan": scan, "ticket": str(people[0].uid), "at": clock.now().isoformat()}],
    }

    for _turn in range(2):
        assert program("post", "passages", body).json() == {"kept": [scan], "refused": {}}

    found = program("get", "passages").json()
    assert [(one["scan"], one["ticket"], one["door"]) for one in found["items"]] == [(scan, str(people[0].uid), "Nord")]
    assert "name" not in found["items"][0]
    doors = program("get", "doors").json()
    assert (doors["entered"], doors["expected"], doors["doors"][0]["entered"]) == (1, 5, 1)


def test_a_program_is_told_which_passage_is_wrong(program, event):
    door = DoorFactory(event=event)
    body = {"door": str(door.uid), "passages": [{"scan": str(uuid4()), "at": clock.now().isoformat()}]}

    answer = program("post", "passages", body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "passages.0.ticket"
    assert program("post", "passages", {**body, "door": str(uuid4())}).json()["errors"][0]["parameter"] == "door"
    assert program("post", "passages", body, scope=Scope.READ).status_code == 403


@pytest.mark.parametrize("verb", ["rename", "remove", "lend", "withdraw"])
def test_an_identifier_that_is_none_names_no_door_and_no_device(desk, event, verb):
    answer = desk.post(page(event), {"do": verb, "door": "x", "device": "x", "name": "Nord"})

    assert answer.status_code == 404


def test_a_passage_of_a_session_that_is_not_the_events_is_not_kept_as_an_entry_to_the_event(event, people):
    door = DoorFactory(event=event)
    elsewhere = SessionFactory()

    received = actions.bring_in(None, door, [Told(uuid4(), clock.now(), people[0].uid, session=elsewhere.uid)])

    assert list(received.refused.values()) == ["unknown-session"]
    assert not Passage.objects.exists()


def test_a_session_by_which_people_came_in_stays_in_the_programme(event, people):
    session = SessionFactory(event=event)
    actions.bring_in(None, DoorFactory(event=event), [Told(uuid4(), clock.now(), people[0].uid, session=session.uid)])

    with pytest.raises(ValidationError):
        agenda.write_event(None, event, {"sessions": []})

    assert Passage.objects.get().session == session


def test_a_file_whose_first_line_never_ends_is_told_so(desk, event):
    door = DoorFactory(event=event)
    file = SimpleUploadedFile("passages.csv", b"scan,ticket,at" + b"x" * 140_000)

    answer = desk.post(page(event, "bring-in"), {"do": "look", "door": door.pk, "file": file})

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
