"""What must hold when many want the same seat at the same instant: real processes, each with its own connection."""

from __future__ import annotations

from collections import Counter

import pytest

from parvis.convene.registration import actions
from tests.factories import RegistrationFactory, SessionFactory, demand
from tests.ground.processes import database_url, run_together

pytestmark = pytest.mark.django_db(transaction=True)

BEGIN = """
from parvis.convene.registration import actions
from parvis.convene.registration.models import Registration, SignUp
from tests.factories import demand
registration = Registration.objects.filter(session=None).get()
category = registration.categories.get()
"""

REGISTER = BEGIN + "print(actions.register(registration, category, demand(category, number)).sign_up.state)"

SAME_FORM = BEGIN + "print(actions.register(registration, category, demand(category, 1)).made)"

LEAVE_AND_COME = (
    BEGIN
    + """
if number % 2:
    print(actions.cancel(SignUp.objects.get(email="guest1000@ambrelle.example")))
else:
    actions.register(registration, category, demand(category, number))
"""
)

ONE_HELD_SEAT = (
    BEGIN
    + """
from parvis.ground import clock
one = SignUp.objects.get(email="guest1000@ambrelle.example")
try:
    (actions.confirm, actions.cancel, lambda one: actions.expire())[number % 3](one)
except actions.Refused as why:
    print(why.code)
"""
)

RUSH_WHILE_LOWERED = (
    BEGIN
    + """
for turn in range(4):
    if number:
        one = actions.register(registration, category, demand(category, 100 * number + turn)).sign_up
        if turn % 2:
            actions.cancel(one)
    else:
        actions.set_capacity(None, registration, 12 - 3 * turn)
"""
)

SESSIONS = (
    BEGIN
    + """
workshops = list(Registration.objects.filter(session__isnull=False).order_by("pk"))
for turn in range(4):
    asked = demand(category, 100 * number + turn, sessions=tuple(one.pk for one in workshops))
    party = actions.register(registration, category, asked).sign_up
    children = list(party.children.all())
    if number % 3 == 0:
        actions.cancel(party)
    elif number % 3 == 1 and children:
        actions.cancel(children[-1])
    else:
        actions.set_capacity(None, workshops[turn % 2], 1 + (number + turn) % 4)
"""
)

LOOK = """
from parvis.convene.registration.models import Registration
from tests.convene.registration.walk import troubles
for one in Registration.objects.order_by("pk"):
    for trouble in troubles(one):
        print(trouble)
    print(one.held, one.confirmed, one.waiting, one.capacity + one.excess)
"""


def look(url: str) -> list[str]:
    (seen,) = run_together(LOOK, 1, url)
    return seen.strip().splitlines()


def test_the_last_seat_goes_to_one_of_thirty_two(tmp_path):
    RegistrationFactory(capacity=1)
    url = database_url(tmp_path)

    printed = Counter(line.strip() for line in run_together(REGISTER, 32, url))

    assert printed == {"confirmed": 1, "waiting": 31}
    assert look(url) == ["0 1 31 1"]


def test_the_same_form_sent_from_several_processes_is_one_registration(tmp_path):
    RegistrationFactory(capacity=1, waiting_capacity=0)
    url = database_url(tmp_path)

    printed = Counter(line.strip() for line in run_together(SAME_FORM, 8, url))

    assert printed == {"True": 1, "False": 7}
    assert look(url) == ["0 1 0 1"]


def test_a_freed_seat_is_given_once_whoever_comes_at_that_instant(tmp_path):
    registration = RegistrationFactory(capacity=1)
    category = registration.categories.get()
    actions.register(registration, category, demand(category, 1000))
    actions.register(registration, category, demand(category, 1001))
    url = database_url(tmp_path)

    printed = Counter(line.strip() for line in run_together(LEAVE_AND_COME, 12, url))

    assert (printed["True"], printed["False"]) == (1, 5)
    assert look(url) == ["1 0 6 1"]


def test_a_held_seat_confirmed_given_up_and_expired_at_once_ends_one_way(tmp_path):
    registration = RegistrationFactory(capacity=1, confirm_by_mail=True)
    category = registration.categories.get()
    held = actions.register(registration, category, demand(category, 1000)).sign_up
    actions.register(registration, category, demand(category, 1001))
    type(held).objects.filter(pk=held.pk).update(until=held.created_at)
    url = database_url(tmp_path)

    run_together(ONE_HELD_SEAT, 9, url)

    assert look(url)[-1] in {"1 0 0 1", "0 1 1 1", "1 0 1 1"}
    assert len(look(url)) == 1


def test_a_capacity_lowered_in_the_middle_of_a_rush_takes_no_seat_and_sells_none(tmp_path):
    RegistrationFactory(capacity=12)
    url = database_url(tmp_path)

    run_together(RUSH_WHILE_LOWERED, 8, url)

    assert len(look(url)) == 1


def test_events_and_sessions_locked_from_both_ends_never_wait_for_each_other(tmp_path):
    registration = RegistrationFactory(capacity=30)
    for _each in range(2):
        session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
        RegistrationFactory(event=registration.event, session=session, capacity=3)
    url = database_url(tmp_path)

    run_together(SESSIONS, 9, url)

    assert len(look(url)) == 3
