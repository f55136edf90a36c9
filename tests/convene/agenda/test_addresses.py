"""Addresses are made by hand for speed: they are those of the URL configuration."""

import pytest
from django.urls import reverse
from django.utils import translation

from parvis.convene.agenda import addresses


@pytest.mark.parametrize("language", ["fr", "en"])
def test_addresses_are_those_of_the_urls(language: str) -> None:
    with translation.override(language):
        assert addresses.agenda() == reverse("agenda:list")
        assert addresses.month(2026, 3) == reverse("agenda:month", args=["2026-03"])
        assert addresses.subscribe() == reverse("agenda:subscribe")
        assert addresses.embed() == reverse("agenda:embed")
        assert addresses.calendar() == reverse("agenda:calendar")
        assert addresses.atom() == reverse("agenda:atom")
        assert addresses.listing() == reverse("agenda:listing")
        assert addresses.event("x") == reverse("agenda:event", args=["x"])
        assert addresses.event_calendar("x") == reverse("agenda:event-calendar", args=["x"])
        assert addresses.event_file("x") == reverse("agenda:event-page", args=["x"])
        assert addresses.event_embed("x") == reverse("agenda:event-embed", args=["x"])
        assert addresses.oembed("y").partition("?")[0] == reverse("oembed")
        assert addresses.series_index() == reverse("agenda:series-index")
        assert addresses.series("x") == reverse("agenda:series", args=["x"])
        assert addresses.edition("x") == reverse("agenda:edition", args=["x"])
        assert addresses.directory() == reverse("agenda:directory")
        assert addresses.organisation("x") == reverse("agenda:organisation", args=["x"])
        assert addresses.place("x") == reverse("agenda:place", args=["x"])


def test_a_language_given_wins_over_the_active_one() -> None:
    with translation.override("fr"):
        assert addresses.event("x", "en") == "/en/agenda/x/"
        assert (
            addresses.agenda(addresses.query_string({"where": "place:halle", "q": ""}))
            == "/fr/agenda/?where=place:halle"
        )
