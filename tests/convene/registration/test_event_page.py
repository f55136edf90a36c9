"""What the event says of registration: its page, its programme, search engines, programs; and what people are told."""

from __future__ import annotations

import json
import re
from datetime import time, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda import actions as agenda
from parvis.convene.agenda.queries.event import event_page
from parvis.convene.registration import actions, reminders
from parvis.convene.registration.models import Letter, Registration, SignUp, State
from parvis.convene.registration.queries.standing import standing
from parvis.ground import clock
from tests.factories import EventFactory, RegistrationFactory, SessionFactory, demand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_page_made_before():
    caches["pages"].clear()


def page_of(client, registration: Registration, language: str = "fr") -> str:
    caches["pages"].clear()
    return client.get(f"/{language}/agenda/{registration.event.slug}/").content.decode()


def form_of(registration: Registration) -> str:
    return f"/fr/agenda/{registration.event.slug}/register/"


def come(registration: Registration, number: int = 1, **fields) -> SignUp:
    category = registration.categories.order_by("order", "pk").first()
    return actions.register(registration, category, demand(category, number, **fields)).sign_up


def test_the_button_of_the_event_leads_to_the_form_with_the_seats_left(client):
    registration = RegistrationFactory(capacity=42)

    french, english = page_of(client, registration), page_of(client, registration, "en")

    assert f'href="{form_of(registration)}">S’inscrire' in french
    assert "42 places libres · clôture" in french
    assert "42 seats left · closes" in english
    assert "erased on" in english


def test_a_full_event_leads_to_its_waiting_list(client):
    registration = RegistrationFactory(capacity=1)
    come(registration)

    html = page_of(client, registration)

    assert "Complet : liste d’attente" in html.replace("\u202f", " ")
    assert "Rejoindre la liste d’attente" in html


@pytest.mark.parametrize(
    ("rules", "words", "button"),
    [
        ({"opens_at": timedelta(days=2)}, "Les inscriptions ouvrent", True),
        ({"closes_at": timedelta(hours=-1)}, "Les inscriptions sont closes", False),
        ({"running": False}, "Les inscriptions sont closes", False),
        ({"capacity": 0, "waiting_capacity": 0}, "Complet", False),
    ],
)
def test_an_event_says_why_one_cannot_register_now(client, rules, words, button):
    rules = {name: clock.now() + value if isinstance(value, timedelta) else value for name, value in rules.items()}
    registration = RegistrationFactory(**rules)

    html = page_of(client, registration)

    assert words in html
    assert (f'href="{form_of(registration)}"' in html) is button


def test_nothing_is_said_of_registration_once_the_event_is_over_or_cancelled(client):
    registration = RegistrationFactory()
    agenda.cancel(None, registration.event)

    assert "places libres" not in page_of(client, registration)


def test_sessions_say_in_the_programme_what_is_left_of_them(client):
    registration = RegistrationFactory()
    event = registration.event
    session = SessionFactory(event=event, start_day=event.start_day, title="Atelier")
    RegistrationFactory(event=event, session=session, capacity=7)

    html = page_of(client, registration)

    assert "7 places libres" in html.split('class="timeline"')[1]
    assert html.count(">S’inscrire</a>") == 1


def test_an_event_of_which_sessions_alone_are_registered_leads_to_their_list(client):
    event = EventFactory(start_day=clock.today() + timedelta(days=30))
    session = SessionFactory(event=event, start_day=event.start_day)
    workshop = RegistrationFactory(event=event, session=session, capacity=7)

    html = page_of(client, workshop)

    assert f'href="/fr/agenda/{event.slug}/register/">Choisir les sessions' in html
    assert f'href="/fr/agenda/{event.slug}/register/{session.uid}/">S’inscrire' in html


def test_registration_costs_the_page_of_an_event_no_query():
    plain = EventFactory(start_day=clock.today() + timedelta(days=30))
    registration = RegistrationFactory()
    for _ in range(3):
        session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
        RegistrationFactory(event=registration.event, session=session)

    def cost(event) -> int:
        with CaptureQueriesContext(connection) as captured:
            event_page(event.slug, None, "fr", clock.today())
        return len(captured)

    cost(plain)
    assert cost(plain) == cost(registration.event) <= 12


@pytest.mark.parametrize(("capacity", "availability"), [(3, "InStock"), (0, "SoldOut")])
def test_search_engines_read_the_offer_and_the_capacity(client, capacity, availability):
    registration = RegistrationFactory(capacity=capacity)

    html = page_of(client, registration)

    found = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html)[1])
    assert found["offers"][0] == {
        "@type": "Offer",
        "url": f"http://127.0.0.1:8000{form_of(registration)}",
        "price": 0,
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{availability}",
        "validFrom": registration.opens_at.isoformat(),
    }
    assert found["maximumAttendeeCapacity"] == capacity
    assert found["isAccessibleForFree"] is True


def test_everybody_who_registered_is_told_once_that_the_event_is_cancelled():
    registration = RegistrationFactory(capacity=2)
    people = [come(registration, number) for number in range(3)]
    actions.cancel(people[0])

    agenda.cancel(None, registration.event)

    told = Letter.objects.filter(kind="news").order_by("pk")
    assert [letter.sign_up for letter in told] == people[1:]
    assert {letter.detail["what"] for letter in told} == {"event.cancelled"}


def test_several_changes_in_a_few_minutes_are_one_letter():
    registration = RegistrationFactory()
    come(registration)
    event = registration.event

    agenda.reschedule(None, event, start_day=event.start_day + timedelta(days=1))
    agenda.reschedule(None, event, start_day=event.start_day + timedelta(days=2), start_time=time(18))

    assert Letter.objects.filter(kind="news").count() == 1
    assert Letter.objects.get(kind="news").due_at > clock.now()


def test_a_correction_of_the_text_is_told_to_nobody():
    registration = RegistrationFactory()
    come(registration)

    agenda.edited_by_hand(None, registration.event, ["lead"])

    assert not Letter.objects.filter(kind="news").exists()


@pytest.fixture
def tomorrow_evening():
    """An event at 18 h on 20 March 2026 in Paris, to which somebody registered ten days before."""
    with time_machine.travel("2026-03-10T09:00:00+00:00"):
        day = clock.today() + timedelta(days=10)
        registration = RegistrationFactory(event=EventFactory(start_day=day, start_time=time(18)), capacity=2)
        come(registration, 1)
    return registration


def test_a_reminder_leaves_the_day_before_on_the_clock_of_the_event_and_once(tomorrow_evening):
    for at, reminded in (
        ("2026-03-18T20:00:00+00:00", 0),
        ("2026-03-19T08:59:00+00:00", 0),
        ("2026-03-19T09:01:00+00:00", 1),
        ("2026-03-19T15:00:00+00:00", 0),
        ("2026-03-20T09:30:00+00:00", 0),
    ):
        with time_machine.travel(at, tick=False):
            assert reminders.remind() == reminded, at
    assert Letter.objects.filter(kind="reminder").count() == 1


def test_who_has_just_registered_or_does_not_come_is_not_reminded(tomorrow_evening):
    with time_machine.travel("2026-03-19T08:00:00+00:00"):
        come(tomorrow_evening, 2)
        actions.cancel(tomorrow_evening.sign_ups.order_by("pk").first())

    with time_machine.travel("2026-03-19T10:00:00+00:00"):
        assert reminders.remind() == 0


@pytest.mark.parametrize("why", ["cancelled", "off"])
def test_no_reminder_leaves_for_what_is_cancelled_nor_where_the_organiser_wants_none(tomorrow_evening, why):
    if why == "cancelled":
        agenda.cancel(None, tomorrow_evening.event)
    else:
        Registration.objects.filter(pk=tomorrow_evening.pk).update(reminder=False)

    with time_machine.travel("2026-03-19T10:00:00+00:00"):
        assert reminders.remind() == 0
    assert tomorrow_evening.sign_ups.get().state == State.CONFIRMED


def test_the_page_of_a_cancelled_session_takes_nobody_and_says_why(client):
    session = SessionFactory(event=RegistrationFactory().event, status="cancelled")
    registration = RegistrationFactory(event=session.event, session=session)

    page = client.get(f"/fr/agenda/{session.event.slug}/register/{session.uid}/").content.decode()

    assert 'name="email"' not in page
    assert "annulé" in page
    assert not standing(registration, "fr", clock.now()).takes
