"""What changes an event, and what each change leaves behind."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from parvis.convene.agenda import actions
from parvis.convene.agenda.models import Event, FormerSlug
from parvis.ground.journal.models import Entry
from parvis.ground.search.indexing import reindex
from parvis.ground.search.queries import search
from tests.factories import EventFactory, OrganisationFactory, PlaceFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


def journal(event: Event) -> list[str]:
    return list(Entry.objects.filter(object_uid=event.uid).order_by("pk").values_list("action", flat=True))


def found(words: str, language: str = "fr") -> list[str]:
    return [hit.title for hit in search(words, language).hits]


def test_publishing_shows_the_event_in_both_languages_once() -> None:
    event = EventFactory(state="draft", title="Les berges de l’Ambre", place=PlaceFactory(name="Médiathèque"))
    SessionFactory(event=event, title="Crue centennale")

    assert actions.publish_many(None, [event]) == 1
    assert actions.publish_many(None, [event]) == 0

    event.refresh_from_db()
    assert event.state == "published"
    assert event.published_at is not None
    assert journal(event) == ["event.published"]
    for words in ("berges", "mediatheque", "crue"):
        assert found(words) == found(words, "en") == ["Les berges de l’Ambre"], words


def test_withdrawing_hides_it_from_the_search_too() -> None:
    event = EventFactory(state="draft", title="Berges")
    actions.publish(None, event)

    actions.withdraw(UserFactory(), event, reason="une erreur")

    assert found("berges") == []
    entry = Entry.objects.get(object_uid=event.uid, action="event.withdrawn")
    assert entry.private == {"reason": "une erreur"}
    assert entry.public == {}


def test_cancelling_keeps_the_page_and_rings_in_calendars() -> None:
    event = EventFactory()

    actions.cancel(None, event)

    event.refresh_from_db()
    assert (event.state, event.status, event.sequence) == ("published", "cancelled", 1)
    assert "status" in event.edited
    assert journal(event) == ["event.cancelled"]


def test_rescheduling_remembers_the_day_first_announced() -> None:
    event = EventFactory(start_day=date(2026, 3, 12))

    actions.reschedule(None, event, start_day=date(2026, 4, 2), start_time=time(10), end_time=time(12))
    actions.reschedule(None, event, start_day=date(2026, 4, 9), start_time=time(10), end_time=time(12))

    event.refresh_from_db()
    assert event.previous_start_day == date(2026, 3, 12)
    assert (event.start_day, event.end_day, event.status, event.sequence) == (
        date(2026, 4, 9),
        date(2026, 4, 9),
        "rescheduled",
        2,
    )
    assert event.starts_at.isoformat() == "2026-04-09T08:00:00+00:00"


def test_an_end_before_the_start_is_refused_with_a_sentence_and_by_the_database() -> None:
    event = EventFactory()

    with pytest.raises(ValidationError, match=r"fin|end"):
        actions.reschedule(None, event, start_day=date(2026, 4, 9), end_day=date(2026, 4, 8))
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(end_day=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(start_time=time(18), end_time=time(9))


def test_no_event_takes_an_address_that_another_has_or_had() -> None:
    first, second = EventFactory(slug="un"), EventFactory(slug="deux")
    actions.rename(None, first, "trois")

    for taken in ("un", "trois", "month", "subscribe"):
        with pytest.raises(actions.AddressTaken):
            actions.rename(None, second, taken)
    actions.rename(None, first, "un")

    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["trois"]


def test_what_a_person_edits_is_remembered() -> None:
    event = EventFactory()

    actions.edited_by_hand(None, event, {"title"})
    actions.edited_by_hand(None, event, {"sessions", "start_day"})
    actions.edited_by_hand(None, event, set())

    event.refresh_from_db()
    assert event.edited == ["sessions", "start_day", "title"]
    assert event.sequence == 1
    assert journal(event) == ["event.changed", "event.changed"]


def test_the_index_can_be_made_again() -> None:
    EventFactory(title="Berges", organisers=[OrganisationFactory(name="Rives vivantes")])
    EventFactory(title="Cachée", state="draft")

    counts = reindex(["event"])

    assert counts == {"event": 1}
    assert found("rives vivantes") == ["Berges"]
    assert found("cachee") == []
