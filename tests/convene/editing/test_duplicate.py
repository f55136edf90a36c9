"""An event written again on another day, an edition for next year; nothing goes public by itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.copying import same_weekday_next_year
from parvis.convene.agenda.models import Edition, Event
from parvis.ground.journal.queries import entries_for
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_two_clicks_make_a_draft_on_the_day_that_was_offered(client, member, time_machine):
    time_machine.move_to("2026-03-01T10:00:00+01:00", tick=False)
    body = OrganisationFactory()
    member("contributor", body)
    event = EventFactory(organisation=body, title="Les berges")
    SessionFactory(event=event)

    offered = client.get(f"/fr/organise/events/{event.uid}/duplicate/").content.decode()
    done = client.post(
        f"/fr/organise/events/{event.uid}/duplicate/", {"day": "2026-03-19", "organisation": str(body.uid)}
    )

    copy = Event.objects.exclude(pk=event.pk).get()
    assert 'value="2026-03-19"' in offered
    assert done.status_code == 302
    assert (copy.state, copy.slug, copy.start_day) == ("draft", "les-berges", date(2026, 3, 19))
    assert content_of(copy)["sessions"][0]["start_day"] == "2026-03-19"
    assert entries_for("event", copy.uid)[0].action == "event.copied"


def test_a_copy_is_made_in_the_name_of_ones_own_body_only(client, member):
    other, event = OrganisationFactory(), EventFactory()
    member("contributor")

    answer = client.post(
        f"/fr/organise/events/{event.uid}/duplicate/", {"day": "2026-03-19", "organisation": str(other.uid)}
    )

    assert answer.status_code == 422
    assert Event.objects.count() == 1


def test_a_draft_of_another_body_cannot_be_copied(client, member):
    member("administrator")
    event = EventFactory(state="draft", organisation=OrganisationFactory())

    assert client.get(f"/fr/organise/events/{event.uid}/duplicate/").status_code == 404


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 12), date(2024, 2, 29), date(2026, 12, 31)])
def test_next_year_is_the_same_weekday_of_the_next_year(day):
    after = day + same_weekday_next_year(day)

    assert after.weekday() == day.weekday()
    assert after.year == day.year + 1


def next_form(edition, body, **typed):
    return {
        "series": str(edition.series.uid), "name_fr": "Mois 2027", "name_en": "", "summary_fr": "", "summary_en": "",
        "year": "2027", "first_day": "2027-03-04", "last_day": "2027-04-01", "host": str(body.uid), "website": "",
        **typed,
    }  # fmt: skip


def test_an_edition_is_prepared_for_next_year_with_the_events_that_were_chosen(client, member):
    body, other = OrganisationFactory(), OrganisationFactory()
    member("organiser", body)
    edition = EditionFactory(host=body, first_day=date(2026, 3, 5), last_day=date(2026, 4, 2), name="Mois 2026")
    chosen = EventFactory(organisation=other, editions=[edition])
    EventFactory(editions=[edition])

    shown = client.get(f"/fr/organise/editions/{edition.uid}/next/").content.decode()
    done = client.post(f"/fr/organise/editions/{edition.uid}/next/", next_form(edition, body, event=[str(chosen.uid)]))

    made = Edition.objects.exclude(pk=edition.pk).get()
    assert 'value="2027-03-04"' in shown
    assert "Mois 2027" in shown
    assert done.status_code == 302
    assert (made.published, made.year) == (False, 2027)
    copy = made.events.get()
    assert (copy.state, copy.organisation, copy.start_day) == ("draft", other, date(2027, 3, 11))


def test_a_second_edition_of_the_same_year_is_made_on_purpose(client, member):
    body = OrganisationFactory()
    member("organiser", body)
    edition = EditionFactory(host=body)
    EditionFactory(series=edition.series, year=2027)
    address = f"/fr/organise/editions/{edition.uid}/next/"

    assert client.post(address, next_form(edition, body)).status_code == 422
    assert client.post(address, next_form(edition, body, another="1")).status_code == 302


def test_preparing_next_year_asks_the_same_for_a_few_events_or_for_many(client, member):
    body = OrganisationFactory()
    member("organiser", body)
    counts = []
    for number in (2, 60):
        edition = EditionFactory(host=body)
        events = [EventFactory(editions=[edition], title=f"Événement {n}") for n in range(number)]
        for event in events:
            SessionFactory(event=event)
        typed = next_form(edition, body, event=[str(event.uid) for event in events])
        with CaptureQueriesContext(connection) as asked:
            assert client.post(f"/fr/organise/editions/{edition.uid}/next/", typed).status_code == 302
        counts.append(len(asked))

    assert abs(counts[1] - counts[0]) <= 3
