"""Home and search: few queries whatever the season, clear words whatever is typed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/fr/", "/en/", "/fr/search/", "/fr/documents/", "/fr/api/"])
def test_an_empty_instance_has_every_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/fr/", "/fr/search/?q=rencontre", "/fr/documents/"])
def test_a_page_asks_the_same_queries_for_one_event_and_for_forty(
    client: Client, path: str, django_assert_max_num_queries
) -> None:
    EventFactory.create_batch(1)
    client.get(path + ("&" if "?" in path else "?") + "warm=1")
    with django_assert_max_num_queries(12) as first:
        client.get(path)
    EventFactory.create_batch(39)
    with django_assert_max_num_queries(12) as second:
        client.get(path + ("&" if "?" in path else "?") + "more=1")
    assert len(second) <= len(first) + 1  # blocks that were empty may ask once


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "'; DROP TABLE", '"', "AND OR NOT", "é" * 5000, "%", "*", "a b"])
def test_a_search_takes_anything_a_person_types(client: Client, typed: str) -> None:
    assert client.get("/fr/search/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-3", "x", "9" * 40, "²"])
def test_a_page_number_that_means_nothing_is_the_first(client: Client, page: str) -> None:
    assert client.get("/fr/search/", {"q": "eau", "page": page}).status_code == 200
