"""Who registered in the demonstration: numbers agree with rows, every state is on show, the line moves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from parvis.convene.agenda.models import Event
from parvis.convene.checkin.models import Passage
from parvis.convene.registration import actions
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.models import Attendee, Letter, Registration, SignUp, State
from parvis.portal.demo import doors, registration, season
from parvis.portal.demo.roles import ROLES
from tests.factories import EventFactory, SessionFactory, UserFactory

ANCHOR = date(2026, 3, 12)
MORNING = datetime.combine(ANCHOR, datetime.min.time(), registration.ZONE) + timedelta(hours=9)

pytestmark = pytest.mark.django_db


def written(spec: season.EventSpec) -> Event:
    event = EventFactory(
        slug=spec.slug,
        title=spec.title,
        start_day=spec.start_day,
        start_time=spec.start,
        end_day=spec.end_day,
        end_time=spec.end,
    )
    for one in spec.sessions:
        SessionFactory(event=event, title=one.title, start_day=one.day, start_time=one.start, end_time=one.end)
    return event


@pytest.fixture
def registrations() -> dict[str, Registration]:
    """Registrations to the events of the demonstration, by slug; those to sessions by title."""
    UserFactory(email=ROLES[0].email)
    events = {spec.slug: written(spec) for spec in season.around(ANCHOR) if spec.slug in registration.SLUGS}
    registration.write_registrations(ANCHOR, events)
    doors.write_doors(ANCHOR, events)
    return {one.session.title if one.session else one.event.slug: one for one in Registration.objects.all()}


def test_the_numbers_of_seats_are_those_of_the_rows(registrations) -> None:
    assert len(registrations) == 9
    assert [one for found in registrations.values() for one in differences(found)] == []


def test_the_summit_is_nearly_full_and_somebody_waits_for_each_seat_of_the_public(registrations) -> None:
    summit = registrations[registration.SUMMIT]
    public = summit.categories.get(order=0)
    states = set(SignUp.objects.filter(registration=summit).values_list("state", flat=True))

    assert 0.9 < summit.taken / summit.capacity < 1
    assert (public.free, public.waiting) == (0, 24)
    assert states == {"confirmed", "waiting", "offered", "pending", "refused", "cancelled", "lapsed"}


def test_whoever_gives_a_seat_of_the_summit_back_makes_its_line_move(registrations) -> None:
    summit = registrations[registration.SUMMIT]
    resident = SignUp.objects.get(registration=summit, email=registration.RESIDENT)
    first = SignUp.objects.filter(registration=summit, state=State.WAITING).order_by("rank").first()

    with time_machine.travel(MORNING):
        actions.cancel(resident)

    first.refresh_from_db()
    assert first.state == State.OFFERED
    assert Letter.objects.filter(sign_up=first, kind="offer").exists()
    assert differences(summit) == []


def test_a_workshop_is_full_with_a_line_of_its_own(registrations) -> None:
    workshop = registrations["Écrire un refus que l’on comprend"]

    assert (workshop.free, workshop.waiting) == (0, 6)
    assert all(one.parent_id for one in workshop.sign_ups.all())


def test_one_registration_is_open_one_not_yet_one_no_more(registrations) -> None:
    assert registrations[registration.GREENHOUSES].is_open(MORNING)
    assert registrations[registration.ALGORITHM].opens_at > MORNING
    assert registrations[registration.PAVEMENTS].last_instant < MORNING


def test_families_keep_their_children_with_them(registrations) -> None:
    families = registrations[registration.GREENHOUSES]

    children = Attendee.objects.filter(sign_up__registration=families, child=True)

    assert children.count() > 50
    assert families.confirmed == children.count() + families.sign_ups.count()


def test_nobody_has_a_name_any_more_where_it_is_over(registrations) -> None:
    walk = registrations[registration.WALK]

    assert walk.confirmed == 40
    assert set(walk.sign_ups.values_list("name", "email")) == {("", "")}
    assert set(Attendee.objects.filter(sign_up__registration=walk).values_list("name", flat=True)) == {""}


def test_the_walk_was_counted_at_two_doors_and_one_ticket_was_shown_twice(registrations) -> None:
    passages = Passage.objects.filter(event__slug=registration.WALK)

    assert passages.count() == 37
    assert len(set(passages.values_list("attendee", flat=True))) == 36
    assert len(set(passages.values_list("door", flat=True))) == 2


def test_the_same_anchor_registers_the_same_people(registrations) -> None:
    again = registration.Draw(f"summit {ANCHOR}").guest().name

    assert SignUp.objects.filter(registration=registrations[registration.SUMMIT], name=again).exists()
