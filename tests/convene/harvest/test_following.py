"""What a source announces is taken; what it changes, cancels, forgets or brings back follows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from parvis.convene.agenda import actions
from parvis.convene.agenda.models import Event, State, Status
from parvis.convene.harvest.harvesting import read_feed
from parvis.convene.harvest.models import Item, ItemState, ReadingState
from parvis.ground.clock import now
from parvis.ground.follows.models import Fact, Follow
from parvis.ground.journal.queries import entries_for
from parvis.ground.versions.queries import versions_of
from tests.convene.harvest.announcing import Announced, announcing, some
from tests.factories import EventFactory, FeedFactory, UserFactory

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 2, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(BEFORE, tick=True):
        yield


def counts(reading) -> dict[str, int]:
    names = ("created", "changed", "cancelled", "gone", "returned", "held", "unchanged", "skipped")
    return {name: getattr(reading, name) for name in names if getattr(reading, name)}


def test_what_is_announced_becomes_events_of_the_edition_under_the_name_of_the_source():
    feed = FeedFactory()
    with announcing(*some(3)) as site:
        feed.address = site.url
        feed.save()
        reading = read_feed(feed)

    assert reading.state == ReadingState.DONE, reading.error
    assert counts(reading) == {"created": 3}
    event = Event.objects.get(harvested__external_id="0@site.example")
    assert (event.state, event.organisation, event.start_day) == (State.PUBLISHED, feed.organisation, date(2026, 3, 2))
    assert list(event.editions.all()) == [feed.edition]
    assert any(feed.name in line.sentence for line in entries_for("event", event.uid, 5, language="fr"))
    feed.refresh_from_db()
    assert feed.last_read_at is not None
    assert feed.next_read_at > now()


def test_the_same_again_changes_nothing_and_costs_almost_nothing(django_assert_max_num_queries):
    with announcing(*some(5), validates=False) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        before = list(Event.objects.order_by("pk").values("changed_at", "sequence"))
        with django_assert_max_num_queries(35):
            reading = read_feed(feed)
    assert counts(reading) == {"unchanged": 5}
    assert list(Event.objects.order_by("pk").values("changed_at", "sequence")) == before


def test_a_site_that_says_nothing_is_new_is_believed():
    with announcing(*some(2)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        reading = read_feed(feed)
    assert reading.not_modified
    assert counts(reading) == {"unchanged": 2}


def test_a_change_follows_rings_in_calendars_keeps_a_version_and_tells_followers():
    with announcing(*some(2)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        event = Event.objects.get(harvested__external_id="1@site.example")
        follow(event)
        site.change("1@site.example", hour="19", title="Atelier couture, plus tard", sequence=4)
        reading = read_feed(feed)

    assert counts(reading) == {"changed": 1, "unchanged": 1}
    event.refresh_from_db()
    assert (event.title, event.start_time.hour) == ("Atelier couture, plus tard", 19)
    assert event.sequence == 4
    latest, first = versions_of("event", event.uid)
    assert (first.content["title"], latest.content["title"]) == (
        "Atelier couture numéro 1",
        "Atelier couture, plus tard",
    )
    assert Fact.objects.filter(object_uid=event.uid).exists()


def test_a_cancellation_follows_with_the_words_of_a_cancellation():
    with announcing(*some(2)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        event = Event.objects.get(harvested__external_id="0@site.example")
        follow(event)
        site.change("0@site.example", status="CANCELLED")
        reading = read_feed(feed)

    assert counts(reading) == {"cancelled": 1, "unchanged": 1}
    event.refresh_from_db()
    assert (event.status, event.state, event.sequence) == (Status.CANCELLED, State.PUBLISHED, 1)
    assert Fact.objects.get().sentence.localize("en") == "It is cancelled."
    assert any(
        "annonce que l’événement est annulé" in line.sentence for line in entries_for("event", event.uid, 5, "fr")
    )


def test_what_a_person_edited_stays_whatever_the_source_says():
    with announcing(*some(1)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        event = Event.objects.get()
        actions.write_event(UserFactory(), event, {"title": "Le bon titre"})
        site.change("0@site.example", title="Un autre titre", text="Un autre texte.")
        reading = read_feed(feed)

    event.refresh_from_db()
    assert (event.title, event.lead) == ("Le bon titre", "Un autre texte.")
    assert counts(reading) == {"changed": 1}


def test_what_is_gone_from_the_source_is_withdrawn_with_its_reason_and_comes_back_with_it():
    with announcing(*some(4)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        event = Event.objects.get(harvested__external_id="2@site.example")
        kept, site.events = site.events, [one for one in site.events if one.uid != "2@site.example"]
        reading = read_feed(feed)

        assert counts(reading) == {"gone": 1, "unchanged": 3}
        assert Item.objects.get(event=event).state == ItemState.GONE
        answer = Client().get(f"/fr/agenda/{event.slug}/")
        assert answer.status_code == 410
        lines = entries_for("event", event.uid, 5, "en")
        assert any(f"{feed.name} no longer announces the event: it was withdrawn" in line.sentence for line in lines)

        site.events = kept
        reading = read_feed(feed)
    assert counts(reading) == {"returned": 1, "unchanged": 3}
    assert Client().get(f"/fr/agenda/{event.slug}/").status_code == 200
    assert Item.objects.get(event=event).state == ItemState.TAKEN


def test_what_a_person_withdrew_stays_withdrawn():
    with announcing(*some(3)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        event = Event.objects.get(harvested__external_id="1@site.example")
        actions.withdraw(UserFactory(), event)
        site.change("1@site.example", hour="20")
        read_feed(feed)
    event.refresh_from_db()
    assert event.state == State.WITHDRAWN


def test_what_is_over_may_leave_the_feed_without_being_withdrawn():
    with announcing(*some(8)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        with time_machine.travel(datetime(2026, 3, 3, 0, 30, tzinfo=UTC)):  # seven are over
            site.events = site.events[7:]
            reading = read_feed(feed)
    assert counts(reading) == {"unchanged": 1}
    assert Event.objects.filter(state=State.PUBLISHED).count() == 8


def test_a_feed_that_loses_more_than_half_is_held_back_until_a_person_accepts_it():
    from parvis.convene.harvest.actions import accept_loss

    with announcing(*some(5)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        site.events = site.events[:2]
        site.change("0@site.example", title="Changé aussi")
        reading = read_feed(feed)
        assert reading.state == ReadingState.HELD
        assert "3" in reading.error["fr"]
        assert counts(reading) == {}
        assert Event.objects.filter(state=State.PUBLISHED).count() == 5
        assert not Event.objects.filter(title="Changé aussi").exists()

        accept_loss(UserFactory(), feed)
        feed.refresh_from_db()
        reading = read_feed(feed)
    assert counts(reading) == {"changed": 1, "gone": 3, "unchanged": 1}
    feed.refresh_from_db()
    assert (feed.accepts_loss, feed.last_error, feed.failing_since) == (False, {}, None)


def test_a_feed_never_names_an_event_that_another_feed_or_an_import_brought():
    other = EventFactory(title="À nous")
    with announcing(Announced(f"{other.uid}@127.0.0.1", "Détourné")) as site:
        first, second = FeedFactory(address=site.url), FeedFactory(address=site.url)
        read_feed(first)
        read_feed(second)
    other.refresh_from_db()
    assert other.title == "À nous"
    assert Event.objects.filter(title="Détourné").count() == 2


def test_a_deleted_event_is_not_made_again():
    with announcing(*some(3), validates=False) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        Event.objects.get(harvested__external_id="0@site.example").delete()
        for _ in range(2):
            site.change("0@site.example", text="Encore changé.")
            reading = read_feed(feed)
    assert Event.objects.count() == 2
    assert reading.skipped == 1


def follow(event: Event) -> None:
    Follow.objects.create(
        object_type="event", object_uid=event.uid, email="ada@ambrelle.example", topic="all", language="fr",
        confirmed_at=now(),
    )  # fmt: skip
