"""What registration does by itself, in processes of its own."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine

from parvis.convene.registration import actions, registrar
from parvis.convene.registration.actions.line import stand_in_line
from parvis.convene.registration.models import Registration, State
from parvis.ground import clock
from tests.factories import RegistrationFactory, demand
from tests.ground.processes import database_url, run_together

TWO_REGISTRARS = """
import threading
from parvis.convene.registration import registrar
stop = threading.Event()
threading.Timer(6, stop.set).start()
registrar.run_forever(stop)
"""

LOOK = """
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.models import Arrival, Registration, SignUp
registration = Registration.objects.get()
arrivals = list(Arrival.objects.order_by("pk").select_related("sign_up"))
numbers = [int(one.sign_up.email.partition("@")[0].removeprefix("guest")) for one in arrivals]
in_order = numbers == list(range(len(arrivals)))
ranks = [one.sign_up.rank for one in arrivals if one.sign_up.state == "waiting"]
print(len(arrivals), SignUp.objects.count(), in_order, ranks == list(range(1, len(ranks) + 1)), registration.confirmed,
      registration.waiting, len(differences(registration)), all(one.served_at for one in arrivals), end="")
"""


@pytest.mark.django_db(transaction=True)
def test_two_registrars_serve_one_line_once_and_in_order(tmp_path):
    registration = RegistrationFactory(capacity=50)
    category = registration.categories.get()
    for number in range(120):
        stand_in_line(registration, demand(category, number))
    url = database_url(tmp_path)

    run_together(TWO_REGISTRARS, 2, url)

    (seen,) = run_together(LOOK, 1, url)
    assert seen == "120 120 True True 50 70 0 True"


@pytest.mark.django_db
def test_a_turn_serves_lines_gives_back_what_is_overdue_and_moves_lists_that_stood_still():
    held = RegistrationFactory(capacity=1, confirm_by_mail=True)
    category = held.categories.get()
    unconfirmed = actions.register(held, category, demand(category, 1)).sign_up
    still = RegistrationFactory(capacity=1)
    category = still.categories.get()
    actions.register(still, category, demand(category, 2))
    waiting = actions.register(still, category, demand(category, 3)).sign_up
    Registration.objects.filter(pk=still.pk).update(capacity=2)
    line = RegistrationFactory(capacity=1)
    arrival = stand_in_line(line, demand(line.categories.get(), 4))

    with time_machine.travel(clock.now() + timedelta(hours=1)):
        served = registrar.Turns().take()

    for one in (unconfirmed, waiting, arrival):
        one.refresh_from_db()
    assert served == 1
    assert (unconfirmed.state, waiting.state) == (State.EXPIRED, State.OFFERED)
    assert arrival.sign_up.state == State.CONFIRMED


@pytest.mark.django_db
def test_a_registrar_that_finds_nothing_asks_one_question_a_turn(django_assert_num_queries):
    RegistrationFactory(capacity=1)
    turns = registrar.Turns()
    turns.take()

    with django_assert_num_queries(1):
        turns.take()


@pytest.mark.django_db
def test_where_no_registrar_runs_the_scheduler_does_the_same():
    registration = RegistrationFactory(capacity=1)
    stand_in_line(registration, demand(registration.categories.get(), 1))

    said = registrar.do_what_is_due()

    assert said == "1 served, 0 overdue, 0 promoted, 1 letters"


@pytest.mark.django_db
def test_trouble_is_waited_for_and_ends_nothing(monkeypatch, caplog):
    monkeypatch.setattr(registrar, "AFTER_TROUBLE", 0.01)
    stop, seen = threading.Event(), []

    def work() -> int:
        seen.append(1)
        if len(seen) == 1:
            raise OSError("no database")
        stop.set()
        return 0

    registrar.repeat(stop, work, 0.01)

    assert len(seen) == 2
    assert "could not go on" in caplog.text
