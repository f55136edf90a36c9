"""The page of a device: complete without JavaScript, closed to everybody who has not its address."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from parvis.civics.proofs.tickets import new_ticket_key, ticket_text
from parvis.convene.checkin import actions
from parvis.convene.checkin.models import Passage
from parvis.convene.checkin.queries import attended
from parvis.convene.registration import actions as registration_actions
from parvis.convene.registration import tickets
from parvis.convene.registration.models import Attendee
from parvis.ground import clock
from tests.factories import DoorFactory, EventFactory, RegistrationFactory, SessionFactory, demand, lent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(start_day=clock.today() + timedelta(days=1), title="Assises de l’eau")


@pytest.fixture
def registration(event):
    return RegistrationFactory(event=event, capacity=None, largest_party=5)


@pytest.fixture
def device(event):
    return lent(DoorFactory(event=event, name="Porte A"))


@pytest.fixture
def stranger() -> Client:
    """No cookie, no account, and a browser that checks where forms come from."""
    return Client(enforce_csrf_checks=True)


def come(registration, number: int, **fields) -> Attendee:
    category = registration.categories.get()
    sign_up = registration_actions.register(registration, category, demand(category, number, **fields)).sign_up
    return sign_up.attendees.order_by("order", "pk").first()


def url(device, name: str = "door", **query: str) -> str:
    address = reverse(f"checkin:{name}", args=[device[1]])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def button(html: str, name: str) -> dict[str, str]:
    """The hidden fields of the form whose button lets that person in."""
    (form,) = [
        form
        for form in re.findall(r"<form method=\"post\".*?</form>", html, re.DOTALL)
        if name in form and '"enter"' in form
    ]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)) | {"do": "enter"}


def test_a_person_is_found_without_accents_and_let_in_without_javascript(stranger, registration, device, event):
    attendee = come(registration, 1)
    Attendee.objects.filter(pk=attendee.pk).update(name="Hélène Œuvrard-Leïb")

    page = stranger.get(url(device, q="leib oeu")).content.decode()
    answer = stranger.post(url(device), button(page, "Hélène"), follow=True)

    assert "Entrez" in answer.content.decode()
    assert "Hélène Œuvrard-Leïb" in answer.content.decode()
    assert attended(event) == 1
    assert "Déjà entré" in stranger.get(url(device, q="helene")).content.decode()


def test_a_form_sent_twice_is_one_entry(stranger, registration, device):
    come(registration, 1)
    form = button(stranger.get(url(device, q="personne")).content.decode(), "Personne")

    stranger.post(url(device), form)
    stranger.post(url(device), form)

    assert Passage.objects.count() == 1


def test_an_entry_is_taken_back(stranger, registration, device, event):
    come(registration, 1)
    form = button(stranger.get(url(device, q="personne")).content.decode(), "Personne")
    stranger.post(url(device), form)

    answer = stranger.post(url(device), {"do": "undo", "scan": form["scan"]}, follow=True)

    assert "Entrée annulée" in answer.content.decode()
    assert attended(event) == 0


def test_a_party_comes_in_together(stranger, registration, device, event):
    first = come(registration, 1, people=3)
    page = stranger.get(url(device, q="personne 1.0")).content.decode()
    assert "Faire entrer les 3" in page

    stranger.post(url(device), {"do": "party", "ticket": str(first.sign_up.uid), "scan": str(uuid4())})

    assert attended(event) == 3


def verdict_on(client, device, text: str) -> str:
    page = client.get(url(device, q=text)).content.decode()
    return re.search(r'class="verdict-title">([^<]*)', page).group(1)


def test_a_ticket_typed_by_a_scanner_gets_its_verdict(stranger, registration, device, event):
    attendee, other_key = come(registration, 1), new_ticket_key()[0]
    text = tickets.text_of(attendee)

    assert verdict_on(stranger, device, text) == "Entrez"
    assert verdict_on(stranger, device, ticket_text(other_key, event.uid, attendee.uid)) == "Faux billet"
    assert verdict_on(stranger, device, ticket_text(other_key, uuid4(), attendee.uid)) == "Autre événement"
    assert verdict_on(stranger, device, text[:-3]) == "Ce n’est pas un billet"
    unknown = ticket_text(bytes(tickets.key_of(event).private), event.uid, uuid4())
    assert verdict_on(stranger, device, unknown) == "Inconnu de la liste"
    registration_actions.cancel(attendee.sign_up)
    assert verdict_on(stranger, device, text) == "Billet annulé"


def test_a_door_of_a_session_asks_for_a_seat_in_it(stranger, registration, device, event):
    session = SessionFactory(event=event)
    own = RegistrationFactory(event=event, session=session, capacity=5)
    attendee, without = come(registration, 1, sessions=(own.pk,)), come(registration, 2)

    page = {"check": str(session.uid)}
    for one, said in ((attendee, "Entrez"), (without, "Pas inscrit ici")):
        shown = stranger.get(url(device, q=tickets.text_of(one), **page)).content.decode()
        assert said in shown


def test_nobody_enters_without_the_address(stranger, device):
    assert stranger.get(reverse("checkin:door", args=["guess"])).status_code == 404
    for name in ("news", "worker", "manifest"):
        assert stranger.get(reverse(f"checkin:{name}", args=["guess"])).status_code == 404


def test_the_address_leaks_to_nobody_and_nothing_is_kept_by_caches(stranger, device):
    answer = stranger.get(url(device))

    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Permissions-Policy"].startswith("camera=(self)")
    assert not answer.cookies
    assert "Permissions-Policy" not in stranger.get("/fr/")


def test_a_withdrawn_device_gets_no_name_any_more(stranger, registration, device):
    come(registration, 1)
    actions.withdraw_device(None, device[0])

    assert stranger.get(url(device, q="personne")).status_code == 410
    assert stranger.get(url(device, "news")).json() == {"closed": True}


def test_names_leave_devices_two_nights_after_the_event(stranger, registration, device, event, time_machine):
    come(registration, 1)
    time_machine.move_to(event.ends_at + timedelta(hours=20))
    assert stranger.get(url(device, "news")).status_code == 200

    time_machine.move_to(event.ends_at + timedelta(hours=50))
    assert stranger.get(url(device, "news")).status_code == 410


def test_the_list_holds_what_a_door_needs_and_nothing_else(stranger, registration, device):
    come(registration, 1, email="ada@ambrelle.example", need_words="fauteuil roulant", answers={"x": "secret"})

    answer = stranger.get(url(device, "news"))

    (ticket,) = answer.json()["tickets"]
    assert set(ticket) == {"uid", "name", "category", "party", "child", "state", "main", "sessions"}
    for private in ("ada@", "fauteuil", "secret"):
        assert private not in answer.content.decode()


def test_the_list_costs_the_same_for_three_people_and_for_thirty(
    stranger, registration, device, django_assert_num_queries
):
    for number in range(3):
        come(registration, number)
    stranger.get(url(device, "news"))
    with django_assert_num_queries(12) as few:
        stranger.get(url(device, "news"))
    for number in range(3, 30):
        come(registration, number)
    with django_assert_num_queries(len(few)):
        assert len(stranger.get(url(device, "news")).json()["tickets"]) == 30


def test_the_page_costs_the_same_for_three_people_and_for_thirty(
    stranger, registration, device, django_assert_max_num_queries
):
    for number in range(30):
        come(registration, number)
    with django_assert_max_num_queries(12):
        page = stranger.get(url(device, q="personne")).content.decode()
    assert page.count('value="enter"') == 30


def batch(*passages) -> str:
    return json.dumps({"now": clock.now().isoformat(), "passages": list(passages)})


def test_a_device_hands_over_and_is_told_what_is_safe(stranger, registration, device, event):
    attendee, scan, wrong = come(registration, 1), str(uuid4()), str(uuid4())
    good = {"scan": scan, "ticket": str(attendee.uid), "kind": "entry", "at": clock.now().isoformat()}

    answer = stranger.post(
        url(device, "passages"),
        batch(good, {**good, "scan": wrong, "at": "yesterday"}),
        content_type="application/json",
    )

    assert answer.json() == {"kept": [scan], "refused": {wrong: "unreadable"}}
    assert attended(event) == 1


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"passages": 3}', '{"passages": [1]}', '{"passages": [], "now": "2026-03-12T10:00"}']
)
def test_what_is_no_batch_is_refused_in_words(stranger, device, body):
    answer = stranger.post(url(device, "passages"), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_withdrawn_device_may_hand_over_what_it_saw(stranger, registration, device, event):
    attendee, scan = come(registration, 1), str(uuid4())
    at = (clock.now() - timedelta(minutes=1)).isoformat()
    actions.withdraw_device(None, device[0])

    told = batch({"scan": scan, "ticket": str(attendee.uid), "at": at})
    answer = stranger.post(url(device, "passages"), told, content_type="application/json")

    assert answer.status_code == 410
    assert answer.json()["kept"] == [scan]
    assert attended(event) == 1


def test_the_worker_and_the_manifest_stay_in_the_folder_of_the_door(stranger, device):
    worker, manifest = stranger.get(url(device, "worker")), stranger.get(url(device, "manifest"))

    assert worker["Content-Type"].startswith("text/javascript")
    assert url(device) in worker.content.decode()
    assert "&quot;" not in worker.content.decode()
    assert manifest.json()["scope"] == manifest.json()["start_url"] == url(device)


def test_a_device_that_talks_nonsense_is_answered(stranger, registration, device):
    cursor = stranger.get(url(device, "news", since="0.999999999999"))
    deep = stranger.post(url(device, "passages"), "[" * 100_000, content_type="application/json")

    assert (cursor.status_code, cursor.json()["full"]) == (200, True)
    assert deep.status_code == 400
