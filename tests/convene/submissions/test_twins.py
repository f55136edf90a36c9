"""Near-duplicates: found, scored, explained, in few queries."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.convene.agenda.models import RegistrationLink
from parvis.convene.agenda.queries.twins import resemblance, sketch, twins_among, twins_of, twins_of_many
from tests.factories import EventFactory, PlaceFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
DAY = date(2027, 3, 11)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Nuit des halles", "La nuit des Halles", True),
        ("Atelier : données ouvertes", "Données ouvertes, l’atelier", True),
        ("Atelier données ouvertes 2027", "Atelier données ouvertes", True),
        ("Atelier de couture", "Conférence sur le climat", False),
        ("Café du numérique", "Marché du mercredi", False),
        ("", "Nuit des halles", False),
    ],
)
def test_titles_are_compared_without_case_accents_order_or_small_words(one: str, other: str, alike: bool) -> None:
    assert (resemblance(one, other) >= 0.62) is alike


def test_a_similar_title_on_the_next_day_is_a_twin_and_says_why() -> None:
    one = EventFactory(title="La nuit des halles", start_day=DAY)
    other = EventFactory(title="Nuit des Halles", start_day=date(2027, 3, 12))
    EventFactory(title="Nuit des Halles", start_day=date(2027, 4, 20))

    (twin,) = twins_of(one, NOBODY)

    assert twin.pk == other.pk
    assert twin.reasons == ("même titre", "la veille ou le lendemain")


def test_the_same_place_at_overlapping_hours_is_a_twin_whatever_the_title() -> None:
    place = PlaceFactory()
    one = EventFactory(title="Rencontre", start_day=DAY, start_time=time(18), end_time=time(20), place=place)
    other = EventFactory(title="Autre chose", start_day=DAY, start_time=time(19), end_time=time(21), place=place)
    EventFactory(title="Le matin", start_day=DAY, start_time=time(9), end_time=time(11), place=place)

    assert [twin.pk for twin in twins_of(one, NOBODY)] == [other.pk]


def test_the_same_registration_page_is_a_twin_even_another_month() -> None:
    one = EventFactory(title="Rencontre", start_day=DAY)
    other = EventFactory(title="Autre chose", start_day=date(2027, 6, 1))
    RegistrationLink.objects.create(event=one, url="https://www.inscription.example/e/42/")
    RegistrationLink.objects.create(event=other, url="http://inscription.example/e/42")

    assert [twin.reasons for twin in twins_of(one, NOBODY)] == [("même page d’inscription",)]


def test_nobody_is_shown_a_twin_that_is_a_draft_of_others() -> None:
    one = EventFactory(title="Nuit des halles", start_day=DAY)
    EventFactory(title="Nuit des halles", start_day=DAY, state="draft")

    assert twins_of(one, NOBODY) == ()


def test_the_most_alike_comes_first() -> None:
    place = PlaceFactory()
    one = EventFactory(title="Nuit des halles", start_day=DAY, place=place)
    EventFactory(title="Nuit des halles", start_day=date(2027, 3, 12))
    same = EventFactory(title="Nuit des halles", start_day=DAY, place=place)

    first, second = twins_of(one, NOBODY)

    assert first.pk == same.pk
    assert first.score > second.score


def test_rows_of_a_file_are_compared_before_they_exist() -> None:
    known = EventFactory(title="Nuit des halles", start_day=DAY)

    found = twins_among([sketch("row 3", "La nuit des halles", DAY), sketch("row 4", "Autre", DAY)], NOBODY)

    assert [twin.pk for twin in found["row 3"]] == [known.pk]
    assert found["row 4"] == ()


@pytest.mark.parametrize("number", [1, 40])
def test_the_number_of_queries_is_the_same_for_many(django_assert_num_queries, number: int) -> None:
    events = [EventFactory(title=f"Événement {n}", start_day=DAY) for n in range(number)]

    with django_assert_num_queries(3):
        twins_of_many(events, NOBODY)
