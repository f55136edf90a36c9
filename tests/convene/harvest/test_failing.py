"""A source that fails is shown, waited for longer each time, then paused, and its organisers are told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django_tasks import default_task_backend

from parvis.convene.agenda.models import Event
from parvis.convene.harvest import actions, tasks
from parvis.convene.harvest.harvesting import SILENT, claim, read_feed
from parvis.convene.harvest.models import Feed, Reading, ReadingState
from parvis.convene.harvest.todo import waiting
from parvis.ground.journal.models import Entry
from tests.convene.harvest.announcing import announcing, some
from tests.factories import EventFactory, FeedFactory, UserFactory, organiser_of
from tests.ground.fetching.serving import page, serving

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 2, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(BEFORE, tick=False):
        yield


def test_a_failure_is_shown_with_its_reason_and_the_next_try_waits_longer_each_time(
    django_capture_on_commit_callbacks,
):
    with announcing(status="503 Busy") as site:
        feed = FeedFactory(address=site.url, every_hours=6)
        person = organiser_of(feed.edition.host)
        organiser_of(feed.edition.host)
        waits = []
        for _ in range(5):
            with django_capture_on_commit_callbacks(execute=True):
                reading = read_feed(feed)
            feed.refresh_from_db()
            waits.append((feed.next_read_at - BEFORE) // timedelta(hours=1))
            if len(waits) == 1:
                assert reading.state == ReadingState.FAILED
                assert reading.error["fr"] == "Le site a répondu par l’erreur 503."
                (one,) = waiting(person, 10).oldest
                assert (one.title, one.detail) == (feed.name, "Le site a répondu par l’erreur 503.")
                assert mail.outbox == []

    assert waits == [6, 12, 24, 48, 48]
    assert (feed.state, feed.failures) == ("paused", 5)
    assert len(mail.outbox) == 2  # each organiser, once
    assert "Le site a répondu par l’erreur 503." in mail.outbox[0].body
    assert f"/organise/sources/{feed.pk}/" in mail.outbox[0].body
    assert Entry.objects.filter(action="feed.gave-up").count() == 1

    actions.resume(person, feed)
    feed.refresh_from_db()
    assert (feed.state, feed.failures, feed.last_error) == ("on", 0, {})
    assert waiting(person, 10).count == 0


def test_a_reading_that_succeeds_forgets_the_failures_before_it():
    with announcing(*some(1)) as site:
        feed = FeedFactory(address=site.url)
        site.status = "500 Broken"
        read_feed(feed)
        site.status = "200 OK"
        read_feed(feed)
    feed.refresh_from_db()
    assert (feed.failures, feed.last_error, feed.failing_since) == (0, {}, None)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page(b"<html><p>404</p></html>", kind="text/html"), "no schema.org event"),
        (page(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "holds no event"),
        (page(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:cut"), "incomplete"),
        (page(b"once upon a time", kind="text/plain"), "not a calendar"),
        (page(b"%PDF-1.4", kind="application/pdf"), "application/pdf"),
        (page(b"[1, 2", kind="application/json"), "JSON"),
    ],
)
def test_an_answer_that_is_no_feed_is_a_failure_and_takes_nothing_away(answer, said, settings):
    import ipaddress

    with announcing(*some(2)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
    with serving(answer) as served:
        settings.FETCH_PRIVATE, settings.FETCH_PORTS = [ipaddress.ip_network("127.0.0.1/32")], [served.port]
        actions.change_feed(UserFactory(), feed, {"address": served.url("/feed")})
        reading = read_feed(feed)
    assert reading.state == ReadingState.FAILED
    assert said in reading.error["en"]
    assert Event.objects.filter(state="published").count() == 2


def test_a_fault_of_ours_is_a_failure_too_and_is_told_without_its_entrails(monkeypatch, caplog):
    # The database refuses a row: another event has, for a reason that nobody foresaw, the very digest of a document.
    from parvis.convene.agenda.models import ImportedDocument
    from parvis.convene.harvest.writing import origin_of

    with announcing(*some(1)) as site:
        feed = FeedFactory(address=site.url)
        ImportedDocument.objects.create(
            origin=origin_of(feed), external_id="0@site.example", kind="icalendar", name="x", text="", digest="",
            seen_at=BEFORE, event=None,
        )  # fmt: skip
        reading = read_feed(feed)
    assert reading.state == ReadingState.FAILED
    assert reading.error["en"].startswith("The reading failed for a reason of ours")
    assert "could not be harvested" in caplog.text


def test_two_readings_of_a_feed_are_never_under_way_at_once():
    feed = FeedFactory()
    assert claim(feed, ReadingState.RUNNING) is not None
    assert claim(feed, ReadingState.RUNNING) is None
    assert read_feed(feed) is None
    assert actions.ask_reading(None, feed) is None


def test_a_reading_whose_process_died_is_lost_and_another_may_begin():
    feed = FeedFactory()
    first = claim(feed, ReadingState.RUNNING)
    with time_machine.travel(BEFORE + SILENT + timedelta(seconds=1), tick=False):
        assert claim(feed, ReadingState.WAITING) is not None
    first.refresh_from_db()
    assert first.state == ReadingState.FAILED
    assert "interrupted" in first.error["en"]


def test_a_reading_that_was_given_up_writes_nothing_more():
    from parvis.convene.harvest.harvesting import ClaimLost, heard

    reading = claim(FeedFactory(), ReadingState.RUNNING)
    heard(reading)(100)
    Reading.objects.update(state=ReadingState.FAILED)
    with pytest.raises(ClaimLost):
        heard(reading)(200)


def test_what_is_due_is_asked_of_the_worker_once(django_capture_on_commit_callbacks):
    due, later, paused = FeedFactory(), FeedFactory(), FeedFactory(state="paused")
    Feed.objects.filter(pk=later.pk).update(next_read_at=BEFORE + timedelta(hours=1))
    assert tasks.ask_due() == "1 readings asked for"
    assert tasks.ask_due() == "0 readings asked for"
    assert [reading.feed for reading in Reading.objects.all()] == [due]
    assert not paused.readings.exists()


def test_a_reading_that_fails_fails_its_task_as_well():
    assert default_task_backend is not None
    with announcing(status="404 Not Found") as site:
        feed = FeedFactory(address=site.url)
        reading = claim(feed, ReadingState.WAITING)
        with pytest.raises(tasks.ReadingFailed, match="404"):
            tasks.read_one.func(reading.pk)
        assert tasks.read_one.func(reading.pk) == "nothing to do"


def test_readings_are_forgotten_after_ninety_days():
    old = claim(FeedFactory(), ReadingState.RUNNING)
    Reading.objects.filter(pk=old.pk).update(at=BEFORE - timedelta(days=91))
    assert tasks.forget_old_readings() == "1 readings forgotten"


def test_an_event_that_looks_the_same_on_the_same_day_is_held():
    with announcing(*some(2)) as site:
        EventFactory(title="Atelier papier, numéro 0", start_day=site.events[0].day)
        feed = FeedFactory(address=site.url, rules={"hold_errors": False})
        reading = read_feed(feed)
    assert (reading.created, reading.held) == (1, 1)


def test_what_contradicts_itself_is_held():
    with announcing(*some(1)) as site:
        site.change("0@site.example", text="Rendez-vous le mardi 2 mars 2026 à 18 h.")
        feed = FeedFactory(address=site.url, rules={"hold_twins": False})
        reading = read_feed(feed)
    assert reading.held == 1
    assert "lundi" in feed.items.get().reasons[0]["fr"]
