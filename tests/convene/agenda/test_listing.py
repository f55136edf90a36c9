"""The list of events: what it shows, in what order, and at what cost."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.filters import Filters, from_mapping
from parvis.convene.agenda.models import Event, Inclusion
from parvis.convene.agenda.models.event import LONG
from parvis.convene.agenda.queries import agenda_page, month_page, now_and_next
from parvis.convene.agenda.queries.agenda import LEAST, MOST, page_rows
from parvis.convene.agenda.queries.cards import rows
from parvis.convene.agenda.queries.narrowing import narrow, starting_in, underway_at
from parvis.convene.agenda.queries.shapes import AgendaPage
from parvis.convene.agenda.queries.strip import bounded_tallies, tallies
from parvis.convene.agenda.queries.visibility import published, published_among_few
from parvis.convene.agenda.queries.vocabulary import load
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PlaceFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 12)


def page(language: str = "fr", after: str = "", **asked: str) -> AgendaPage:
    filters, problems = from_mapping(asked)
    return agenda_page(filters, None, language, TODAY, after=after, problems=problems)


def titles(found: AgendaPage) -> list[str]:
    return [card.title for day in found.days for card in day.cards]


def test_events_are_grouped_by_day_in_the_order_of_their_hours() -> None:
    EventFactory(title="soir", start_time=time(20))
    EventFactory(title="matin", start_time=time(9), end_time=time(12))
    EventFactory(title="samedi", start_day=date(2026, 3, 14))

    found = page()

    assert titles(found) == ["matin", "soir", "samedi"]
    assert [(day.number, day.weekday, day.near) for day in found.days] == [
        ("12", "jeudi", "aujourd’hui"),
        ("14", "samedi", "dans 2\u00a0jours"),
    ]
    assert found.days[0].cards[0].hours == "9\u202fh – 12\u202fh"
    assert found.days[0].cards[0].duration == "3\u202fh"
    assert found.count == 3
    assert found.next is None


def test_what_is_not_published_is_not_in_the_list() -> None:
    for state in ("draft", "submitted", "refused", "withdrawn"):
        EventFactory(state=state)

    found = page()

    assert found.empty
    assert found.strip.days[11].count == 0


def test_a_cancelled_event_stays_in_the_list_and_says_so() -> None:
    EventFactory(status="cancelled")

    (card,) = page("en").days[0].cards

    assert card.status == "cancelled"
    assert card.status_label == "Cancelled"


def test_an_event_that_began_before_today_is_shown_as_under_way() -> None:
    EventFactory(title="exposition", start_day=date(2026, 3, 1), end_day=date(2026, 3, 20))
    EventFactory(title="saison", start_day=date(2025, 9, 1), end_day=date(2026, 6, 30))
    EventFactory(title="finie", start_day=date(2026, 3, 1), end_day=date(2026, 3, 11))
    EventFactory(title="finie aussi", start_day=date(2025, 9, 1), end_day=date(2026, 3, 11))

    found = page()

    assert [card.title for card in found.underway] == ["saison", "exposition"]
    assert found.count == 2


def test_an_event_of_today_is_coming_and_never_past() -> None:
    EventFactory(title="aujourd’hui")
    EventFactory(title="hier", start_day=TODAY - timedelta(1))

    assert titles(page(when="coming")) == ["aujourd’hui"]
    assert titles(page(when="past")) == ["hier"]


@pytest.mark.parametrize("when", ["2026-03", "coming", "past", "all"])
def test_following_the_pages_shows_each_event_once(when: str) -> None:
    sign = -1 if when == "past" else 1
    for n in range(75):
        # Twenty on the same day and hour: a page has to end in the middle of a day.
        away = 1 + (n // 40 if n < 60 else n - 58)
        EventFactory(title=str(n), start_day=TODAY + sign * timedelta(min(away, 9)), start_time=time(9))

    seen: list[str] = []
    after = ""
    for _number in range(10):
        found = page(when=when, after=after)
        seen += titles(found)
        if found.next is None:
            break
        after = found.next.url.split("after=")[1].split("&")[0]

    assert len(seen) == 75
    assert len(set(seen)) == 75


def test_a_page_ends_with_a_day_when_it_can() -> None:
    for n in range(40):
        EventFactory(start_day=TODAY + timedelta(n // 10))

    found = page()

    assert LEAST <= len(titles(found)) <= MOST
    assert all(len(day.cards) == 10 for day in found.days)
    assert found.next is not None
    assert "after=2026-03-" in found.next.url


@pytest.mark.parametrize("after", ["2026-03-99", "x", "2026-03-12.9999999999999.0", "1999-01-01", "2026-03-12.1.zz"])
def test_an_odd_place_in_the_list_is_the_first_page(after: str) -> None:
    EventFactory()

    assert len(titles(page(after=after))) == 1


def test_an_empty_window_offers_the_nearest_days() -> None:
    EventFactory(start_day=date(2026, 5, 2))
    EventFactory(start_day=date(2025, 12, 24))

    found = page(when="2026-04")

    assert found.empty
    assert [link.label for link in found.nearest] == ["Samedi 2 mai 2026", "Mercredi 24 décembre 2025"]


def test_the_strip_counts_the_events_of_each_day() -> None:
    for _ in range(4):
        EventFactory(start_day=date(2026, 3, 2))

    strip = page().strip

    assert (strip.days[1].count, strip.days[1].dots, strip.days[1].past) == (4, 3, True)
    assert strip.days[1].url == "/fr/agenda/?when=2026-03-02"
    assert strip.days[11].today
    assert len(strip.days) == 31


class TestFilters:
    def test_place_and_town(self) -> None:
        here = PlaceFactory(slug="halle", city="Ambrelle")
        EventFactory(title="ici", place=here)
        EventFactory(title="ailleurs", place=PlaceFactory(city="Orme"))

        assert titles(page(where="place:halle")) == ["ici"]
        assert titles(page(where="city:Orme")) == ["ailleurs"]

    def test_mode_online_holds_what_is_also_online(self) -> None:
        for mode in ("onsite", "online", "mixed"):
            EventFactory(title=mode, mode=mode)

        assert sorted(titles(page(mode="online"))) == ["mixed", "online"]
        assert sorted(titles(page(mode="onsite"))) == ["mixed", "onsite"]

    def test_theme_format_and_audience(self) -> None:
        theme, other = TermFactory(code="eau"), TermFactory(code="air")
        EventFactory(title="eau", themes=[theme], formats=["workshop"], audiences=["students"])
        EventFactory(title="air", themes=[other], formats=["visit"])

        assert titles(page(about="eau")) == ["eau"]
        assert titles(page(format="visit")) == ["air"]
        assert titles(page(audience="students")) == ["eau"]
        assert titles(page(about="eau", format="visit")) == []

    def test_accessible_by_the_place_or_by_the_event(self) -> None:
        EventFactory(title="rampe", place=PlaceFactory(accessibility=["parking", "ramp"]))
        EventFactory(title="marches", place=PlaceFactory(accessibility=["induction-loop"]))
        EventFactory(title="adapté", accessibility=["step-free"])

        assert sorted(titles(page(accessible="1"))) == ["adapté", "rampe"]

    def test_organiser_edition_series_and_selection(self) -> None:
        body = OrganisationFactory(slug="rives")
        edition = EditionFactory(slug="mois-2026", series__slug="mois")
        chosen = EventFactory(title="choisi", organisers=[body])
        other = EventFactory(title="autre")
        for event in (chosen, other):
            Inclusion.objects.create(event=event, edition=edition)
        Inclusion.objects.create(event=chosen, edition=edition, selected_by=body)
        EventFactory(title="dehors")

        assert titles(page(organiser="rives")) == ["choisi"]
        assert sorted(titles(page(edition="mois-2026"))) == ["autre", "choisi"]
        assert sorted(titles(page(series="mois"))) == ["autre", "choisi"]
        assert titles(page(edition="mois-2026", selection="rives")) == ["choisi"]

    def test_a_name_that_nobody_bears_is_left_out_with_a_sentence(self) -> None:
        EventFactory()

        for name in ("organiser", "edition", "series", "selection", "about", "format", "audience"):
            found = page(**{name: "personne"})
            assert len(found.problems) == 1, name
            assert len(titles(found)) == 1, name


def cost(**asked: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(**asked)
    return len(queries)


def test_the_list_costs_the_same_for_1_3_and_300_events() -> None:
    theme, place = TermFactory(code="eau"), PlaceFactory(slug="halle")
    EventFactory(themes=[theme], formats=["workshop"], place=place)
    asked = [{}, {"when": "coming"}, {"about": "eau", "where": "place:halle"}, {"when": "past"}]
    EventFactory(start_day=TODAY - timedelta(3), themes=[theme], place=place)
    one = [cost(**each) for each in asked]
    for _ in range(2):
        EventFactory(themes=[theme], formats=["workshop", "visit"], place=place)
    three = [cost(**each) for each in asked]
    for n in range(297):
        EventFactory(start_day=TODAY + timedelta(n % 19 - 5), themes=[theme], place=place)
    many = [cost(**each) for each in asked]

    assert one == three == many
    assert max(many) <= 9


def test_the_compiled_page_is_the_page_that_django_would_read() -> None:
    for n in range(50):
        EventFactory(start_day=TODAY + timedelta(n % 25 - 5), place=PlaceFactory() if n % 2 else None)
    vocabulary = load("fr")
    narrowed = narrow(Filters(), vocabulary, "fr")
    window = Filters().window(TODAY)

    compiled = page_rows(narrowed, window, None)

    assert compiled == rows(starting_in(narrowed.events, window)[: MOST + 1])
    assert len(compiled) > 10


def test_days_are_counted_as_django_would_up_to_busy_ones(monkeypatch) -> None:
    for n in range(12):
        EventFactory(start_day=TODAY + timedelta(n % 4), end_day=TODAY + timedelta(n % 4))
    EventFactory(state="draft")
    first, last, window = date(2026, 3, 1), date(2026, 3, 31), Filters().window(TODAY)
    exact = tallies(published(), first, last)

    found = bounded_tallies(first, last, window, 100)
    assert {day: number for day, number in found.days.items() if number} == exact
    assert (len(found.days), found.window) == (31, 12)

    monkeypatch.setattr("parvis.convene.agenda.queries.strip.BUSY", 2)
    capped = bounded_tallies(first, last, window, 5)
    assert (capped.days[TODAY], capped.window) == (3, 6)
    assert page("en").strip.days[11].label == "Thursday 12 March, more than 2 events"


@pytest.mark.parametrize("when", ["month", "coming", "past"])
def test_the_list_is_a_range_of_its_index(when: str) -> None:
    """Whatever the number of events, the database walks the index in the order of the list and stops."""
    for n in range(60):
        EventFactory(start_day=TODAY + timedelta(n - 30))
    narrowed = narrow(Filters(), load("fr"), "fr")
    events = starting_in(narrowed.events, Filters(when=when).window(TODAY)).values_list("pk")[:31]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE agenda_event")  # or the plan hangs on when autovacuum last passed
            # Sixty rows fit in a page, and sort in no time: it would not bother.
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )

    plan = events.explain()

    assert "event_list" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan or "Incremental" in plan


def test_what_is_under_way_is_found_by_its_key_whatever_lies_before() -> None:
    """No walk through the past: two small indexes give keys, and the events are fetched by them."""
    for n in range(60):
        EventFactory(start_day=TODAY - timedelta(n), end_day=TODAY - timedelta(n))
    EventFactory(title="exposition", start_day=TODAY - timedelta(9), end_day=TODAY + timedelta(9))
    EventFactory(title="cachée", start_day=TODAY - timedelta(9), end_day=TODAY + timedelta(9), state="draft")
    found = underway_at(published_among_few(), TODAY, TODAY + timedelta(LONG))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE agenda_event")
            cursor.execute("SET LOCAL enable_seqscan = off")

    plan = found.explain()

    assert [event.title for event in found] == ["exposition"]
    assert "event_several" in plan
    assert "event_long" in plan
    assert "event_changed" not in plan
    assert "event_list" not in plan


def test_the_month_grid_holds_whole_weeks_and_counts_what_it_does_not_show() -> None:
    for _ in range(5):
        EventFactory()

    found = month_page(Filters(), None, "fr", TODAY)

    assert all(len(week) == 7 for week in found.weeks)
    assert found.weeks[0][0].label.startswith("Lundi 23 février")
    (cell,) = [day for week in found.weeks for day in week if day.today]
    assert (len(cell.cards), cell.more, cell.count) == (3, 2, 5)
    assert found.count == 5


def test_the_home_page_says_what_happens_now(time_machine_at) -> None:
    time_machine_at("2026-03-12T18:45:00+01:00")
    EventFactory(title="en cours", start_time=time(18, 30), end_time=time(21))
    EventFactory(title="finie", start_time=time(9), end_time=time(10))
    EventFactory(title="annulée", start_time=time(19), end_time=time(21), status="cancelled")
    EventFactory(title="demain", start_day=date(2026, 3, 13))

    found = now_and_next("fr", TODAY)

    assert [(one.card.title, one.label, one.now) for one in found] == [
        ("en cours", "en ce moment", True),
        ("demain", "demain", False),
    ]


def test_both_nights_of_the_clock_change_last_as_long_as_they_do() -> None:
    EventFactory(start_day=date(2026, 3, 28), start_time=time(23), end_day=date(2026, 3, 29), end_time=time(4))
    EventFactory(start_day=date(2026, 10, 24), start_time=time(23), end_day=date(2026, 10, 25), end_time=time(4))

    (spring,) = page(when="2026-03-28").days[0].cards
    (autumn,) = page(when="2026-10-24").days[0].cards

    assert spring.duration == "4\u202fh"
    assert autumn.duration == "6\u202fh"
    assert [(event.ends_at - event.starts_at) for event in Event.objects.order_by("start_day")] == [
        timedelta(hours=4),
        timedelta(hours=6),
    ]
