"""What a registration asks of the database, statements of transactions included as Django counts them."""

from __future__ import annotations

import contextlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.registration import actions
from parvis.convene.registration.models import Registration
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
