"""What a registration asks of the database, statements of transactions included as Django counts them."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.registration import actions
from parvis.convene.registration.actions.setting_up import settle_form
from parvis.convene.registration.models import Registration
from parvis.ground import clock
from parvis.ui.strangers import stamp
from tests.factories import RegistrationFactory, demand

pytestmark = pytest.mark.django_db(transaction=True)


def asked(registration: Registration, number: int) -> list[str]:
    registration = Registration.objects.select_related("event", "session").get(pk=registration.pk)
    category = registration.categories.get()
    with CaptureQueriesContext(connection) as seen, contextlib.suppress(actions.Refused):
        actions.enter(registration, category, demand(category, number))
    return [query["sql"][:60] for query in seen.captured_queries]


def test_a_registration_is_few_queries_whether_seated_waiting_or_refused():
    registration = RegistrationFactory(capacity=1, waiting_capacity=1)

    seated, waiting, refused = (asked(registration, number) for number in range(3))

    # Line, BEGIN, two updates, four inserts, COMMIT.
    assert len(seated) <= 9, seated
    # Line, BEGIN, lock, category, two updates, four inserts, COMMIT; the fast update is not tried in vain.
    assert len(waiting) <= 11, waiting
    # Line, BEGIN, lock, category, ROLLBACK; whether the form or the address is known.
    assert len(refused) <= 8, refused


def test_three_requests_ask_fifteen_queries_at_most_with_a_seat_or_without(client):
    registration = RegistrationFactory(capacity=2)
    settle_form(registration)
    path = f"/en/agenda/{registration.event.slug}/register/"

    whole(client, path, 0)  # makes the event's key of tickets, and the form that everybody is shown
    seated, waiting = whole(client, path, 1), whole(client, path, 2)

    assert list(registration.sign_ups.order_by("pk").values_list("state", flat=True)) == [
        "confirmed",
        "confirmed",
        "waiting",
    ]
    assert (len(seated) <= 15, len(waiting) <= 15) == (True, True), waiting


def whole(client: Any, path: str, number: int) -> list[str]:
    """What form, form sent and receipt ask; the statements of transactions aside."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
        given = {"name": "Personne", "email": f"guest{number}@ambrelle.example", **begun()}
        sent = client.post(path, given)
        assert client.get(sent.headers["Location"]).status_code == 200
    own = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [query["sql"][:90] for query in seen.captured_queries if not query["sql"].startswith(own)]


def begun() -> dict[str, str]:
    with time_machine.travel(clock.now() - timedelta(seconds=30)):
        return {"people": "1", "begun": stamp()}
