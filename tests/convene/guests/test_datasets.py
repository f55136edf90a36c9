"""Registrations as open data: figures of what is over, never a name, no number that points at somebody."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine

from parvis.convene.guests.datasets import by_category, last_change, rows
from parvis.convene.registration import actions, presence
from parvis.convene.registration.models import Attendee, Category
from parvis.ground import clock
from tests.factories import EventFactory, RegistrationFactory, demand

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    event = EventFactory(slug="sommet", start_day=clock.today() + timedelta(days=20))
    registration = RegistrationFactory(event=event, capacity=6, largest_party=6)
    category = registration.categories.get()
    for number, people in ((1, 5), (2, 1), (3, 2)):
        actions.register(registration, category, demand(category, number, people=people))
    return registration


def after(registration):
    return time_machine.travel(registration.event.ends_at + timedelta(hours=1))


def test_nothing_is_told_before_the_end_nor_of_what_nobody_may_see(registration):
    assert list(rows()) == []
    EventFactory._meta.model.objects.update(state="draft")
    with after(registration):
        assert list(rows()) == []


def test_figures_say_what_became_of_the_seats(registration, monkeypatch):
    came = Attendee.objects.filter(sign_up__seats=5)
    monkeypatch.setattr(presence, "_doors", {"test": lambda _registration: came})

    with after(registration):
        (row,) = rows()
        assert last_change() == registration.event.ends_at

    told = {
        name: row[name] for name in ("event", "capacity", "registered", "attended", "waiting_at_the_end", "cancelled")
    }
    assert told == {
        "event": "sommet", "capacity": 6, "registered": 6, "attended": 5, "waiting_at_the_end": 2, "cancelled": 0,
    }  # fmt: skip
    assert row["categories"] == [{"name": "Public", "registered": 6}]
    assert "Personne" not in json.dumps(row, default=str)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([40, 12], [40, 12]),
        ([40, 3, 12], [40, None, None]),  # 3 would follow from the total
        ([40, 3, 2], [40, None, None]),
        ([40, 0], [40, 0]),
        ([3], [None]),
    ],
)
def test_a_small_number_is_not_told_nor_left_to_be_deduced(numbers, told):
    categories = [Category(name=str(number), confirmed=number) for number in numbers]

    assert [one["registered"] for one in by_category(categories, "fr")] == told


def test_as_many_queries_for_many_events_as_for_one(registration, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(presence, "_doors", {})  # a door that counts asks one more for each event
    with after(registration):
        with django_assert_num_queries(4):
            list(rows())
        for _number in range(5):
            RegistrationFactory(event=EventFactory(start_day=clock.today() - timedelta(days=1)))
        with django_assert_num_queries(4):
            assert len(list(rows())) == 6
