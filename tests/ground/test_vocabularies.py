"""Terms, places and sources: small tables that every page leans on."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from parvis.ground.places.models import Place, TransportLine
from parvis.ground.places.queries import accessibility_words, ways_to, with_lines
from parvis.ground.sources.actions import archived_hash, cite, withdraw_citations
from parvis.ground.sources.models import Source
from parvis.ground.sources.queries import citations_of, citations_of_many
from parvis.ground.themes.models import Term
from parvis.ground.themes.queries import in_use, words
from parvis.ground.themes.standard import install_standard_terms

pytestmark = pytest.mark.django_db


def test_standard_terms_are_named_in_both_languages(django_assert_num_queries):
    with django_assert_num_queries(1):
        french = words(["format", "audience", "theme"], "fr")
    english = words(["format", "audience", "theme"], "en")

    assert {word.code: word.name for word in french["format"]}["round-table"] == "Table ronde"
    assert {word.code: word.name for word in english["format"]}["round-table"] == "Round table"
    assert all(word.name for vocabulary in english.values() for word in vocabulary)
    assert [len(vocabulary) for vocabulary in french.values()] == [len(vocabulary) for vocabulary in english.values()]


def test_installing_the_standard_terms_again_changes_nothing_an_operator_changed():
    Term.objects.filter(vocabulary="format", code="party").update(name="Fête")
    before = Term.objects.count()

    install_standard_terms(Term.objects)

    assert Term.objects.count() == before
    assert str(Term.objects.get(vocabulary="format", code="party").name) == "Fête"


def test_a_term_is_offered_during_its_validity_only():
    Term.objects.create(
        vocabulary="policy-area", code="old", name="x", valid_from=date(2020, 1, 1), valid_to=date(2022, 12, 31)
    )

    def offered(on: date) -> bool:
        return in_use("policy-area", on=on).filter(code="old").exists()

    assert offered(date(2022, 12, 31))
    assert not offered(date(2023, 1, 1))
    assert not offered(date(2019, 12, 31))


def test_policy_areas_are_named_in_both_languages_and_those_of_the_challenge_end_with_it():
    areas = {term.code: term for term in Term.objects.filter(vocabulary="policy-area").order_by("order")}

    assert areas["capacity-building"].name.data == {"fr": "Renforcement des capacités", "en": "Capacity building"}
    assert {code for code, term in areas.items() if term.valid_to} == {
        code for code in areas if code.startswith("challenge-")
    }
    assert areas["challenge-justice"] in in_use("policy-area", on=date(2028, 12, 31))
    assert areas["challenge-justice"] not in in_use("policy-area", on=date(2029, 1, 1))


def test_a_code_is_unique_in_its_vocabulary():
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(vocabulary="format", code="panel", name="x")
    Term.objects.create(vocabulary="policy-area", code="panel", name="x")


def test_places_are_read_with_their_lines_in_two_queries(django_assert_num_queries):
    for number in range(3):
        place = Place.objects.create(slug=f"p{number}", name=f"P{number}")
        TransportLine.objects.create(place=place, mode="bus", label="20", order=2)
        TransportLine.objects.create(place=place, mode="metro", label="3", stop="Hôtel de ville", order=1)

    with django_assert_num_queries(2), override("fr"):
        found = [[(way.label, [line.label for line in way.lines]) for way in ways_to(place)]
                 for place in with_lines(Place.objects.order_by("slug"))]  # fmt: skip

    assert found == [[("Métro", ["3"]), ("Bus", ["20"])]] * 3


def test_coordinates_come_in_pairs_and_in_range():
    Place.objects.create(slug="ok", name="ok", latitude="48.85", longitude="2.35")
    for latitude, longitude in [("48.85", None), (None, "2.35"), ("91", "2"), ("48", "181")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.create(slug="no", name="no", latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("codes", [["ramp", "sauna"], "ramp", {"ramp": True}, [1]])
def test_unknown_accessibility_is_refused(codes):
    with pytest.raises(ValidationError):
        Place(slug="p", name="P", accessibility=codes).full_clean()


def test_accessibility_is_said_in_words():
    with override("fr"):
        assert accessibility_words(["lift", "ramp", "unheard-of"]) == ["Rampe", "Ascenseur"]


def test_a_source_is_cited_once_and_read_back_in_one_query(django_assert_num_queries):
    source = Source.objects.create(title="Communiqué", url="https://example.org/", archived_hash=archived_hash(b"x"))
    source.full_clean()
    uids = [uuid4(), uuid4(), uuid4()]
    for uid in uids[:2]:
        cite(source, "event", uid, "page 2")
        cite(source, "event", uid, "page 2")

    with django_assert_num_queries(1):
        found = citations_of_many("event", uids)

    assert [[citation.source.title for citation in found[uid]] for uid in uids] == [["Communiqué"], ["Communiqué"], []]
    assert withdraw_citations("event", uids[0]) == 1
    assert citations_of("event", uids[0]) == []
