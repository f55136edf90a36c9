"""A body is found by whatever it is or was called."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parvis.people.actions.organisations import CircularSuccession, add_name, create_organisation, succeed
from parvis.people.models import Organisation, OrganisationName
from parvis.people.names import name_key
from parvis.people.queries.organisations import current, find_organisation, find_organisations, find_person, name_on
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Île-de-France Mobilités", "ile de france mobilites"),
        ("  L’Œuvre   d'Orient ", "l oeuvre d orient"),
        ("DINUM", "dinum"),
        ("D.I.N.U.M.", "d i n u m"),
        ("—", ""),
    ],
)
def test_names_are_compared_without_accents_case_or_punctuation(name, key):
    assert name_key(name) == key


def test_a_body_is_found_by_its_name_its_acronym_and_every_name_it_bore():
    body = OrganisationFactory(name="Direction interministérielle du numérique", acronym="DINUM")
    add_name(None, body, "DINSIC", valid_to=date(2019, 10, 25))
    for name in ("direction INTERMINISTERIELLE du numerique", "dinum", "Dinsic"):
        assert find_organisation(name) == body


def test_a_name_that_several_bodies_bear_is_not_guessed():
    OrganisationFactory(name="Fabrique numérique", acronym="FN")
    OrganisationFactory(name="Fonds national", acronym="FN")
    assert find_organisation("FN") is None
    assert find_organisation("") is None
    assert find_organisation("inconnu") is None


def test_a_present_name_wins_over_a_former_one():
    old = OrganisationFactory(name="Agence nouvelle")
    add_name(None, old, "Agence")
    present = OrganisationFactory(name="Agence")
    assert find_organisation("agence") == present


def test_bodies_written_in_bulk_are_found_too():
    Organisation.objects.bulk_create([Organisation(slug="a", name="Mairie d’Ambrelle", acronym="MA")])
    assert find_organisation("mairie d'ambrelle").slug == "a"


def test_many_names_cost_the_queries_of_one(django_assert_num_queries):
    bodies = [OrganisationFactory() for _ in range(30)]
    with django_assert_num_queries(2):
        found = find_organisations([body.name for body in bodies])
    assert list(found.values()) == bodies


def test_the_present_body_is_the_last_of_the_successors():
    first, second, third = (OrganisationFactory(name=name) for name in ("DISIC", "DINSIC", "DINUM"))
    succeed(None, first, second, date(2015, 9, 21))
    succeed(None, second, third, date(2019, 10, 25))
    assert current(first) == third
    assert current(third) == third


def test_a_body_cannot_succeed_its_own_predecessor():
    first, second = OrganisationFactory(), OrganisationFactory()
    succeed(None, first, second)
    with pytest.raises(CircularSuccession):
        succeed(None, second, first)
    with pytest.raises(CircularSuccession):
        succeed(None, second, second)


def test_the_database_refuses_a_body_that_succeeds_itself():
    body = OrganisationFactory()
    body.successor = body
    with pytest.raises(IntegrityError), transaction.atomic():
        body.save()


def test_a_body_was_called_otherwise_on_an_earlier_day():
    body = OrganisationFactory(name="DINUM")
    add_name(None, body, "DINSIC", valid_from=date(2015, 9, 21), valid_to=date(2019, 10, 25))
    assert name_on(body, date(2018, 11, 12)) == "DINSIC"
    assert name_on(body, date(2023, 11, 12)) == "DINUM"


def test_a_name_cannot_end_before_it_starts():
    body = OrganisationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationName.objects.create(
            organisation=body, name="X", valid_from=date(2020, 1, 1), valid_to=date(2019, 1, 1)
        )


def test_two_bodies_of_one_name_get_two_addresses():
    assert [create_organisation(None, "Comité des fêtes").slug for _ in range(3)] == [
        "comite-des-fetes",
        "comite-des-fetes-2",
        "comite-des-fetes-3",
    ]


def test_a_public_person_is_found_without_accents_and_homonyms_are_not_guessed():
    person = PersonFactory(name="Hélène Lœuil")
    assert find_person("helene loeuil") == person
    PersonFactory(name="Helene Loeuil")
    assert find_person("Hélène Lœuil") is None
