"""One verb for many events: said row by row, then done once."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.models import Event
from parvis.convene.editing.actions import bulk_runs
from parvis.convene.editing.bulk import VERBS
from parvis.convene.editing.models import BulkRun, RunState
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.models import Membership
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PlaceFactory,
    SessionFactory,
    TermFactory,
    UserFactory,
)
from tests.ground.processes import database_url, run_together

ADDRESS = "/en/organise/events/bulk/"


@pytest.fixture
def body():
    return OrganisationFactory()


def preview(client, verb, events, **argument):
    return client.post(ADDRESS, {"verb": verb, "event": [str(event.uid) for event in events], **argument})


def confirmed(page, **changes):
    """The confirmation form as a browser would send it."""
    fields = {"verb": [], "event": [], "seen": [], "argument": []}
    form = page.content.decode().rpartition('<form method="post" class="section">')[2]
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    return {name: values for name, values in {**fields, **changes}.items() if values}


def do(client, verb, events, **argument):
    return client.post(ADDRESS, confirmed(preview(client, verb, events, **argument)), follow=True)


@pytest.mark.django_db
def test_the_preview_says_what_will_happen_and_what_will_not_and_why(client, member, body):
    member("organiser", body)
    ready = EventFactory(organisation=body, state="draft", title="Prêt")
    wrong = EventFactory(organisation=body, state="draft", title="Faux", lead="Rendez-vous le lundi 12 mars 2026.")
    public, other = EventFactory(organisation=body), EventFactory(organisation=OrganisationFactory())

    page = preview(client, "publish", [ready, wrong, public, other]).content.decode()

    assert "Everybody will see it" in page
    assert "Thursday" in page
    assert "It is public already" in page
    assert "You may not publish for this body" in page
    assert "Do it for one event" in page
    assert Event.objects.filter(state="published").count() == 2


@pytest.mark.django_db
def test_publishing_many_leaves_what_is_held_back_and_writes_one_entry_an_event(client, member, body):
    member("organiser", body)
    ready = [EventFactory(organisation=body, state="draft") for _ in range(3)]
    wrong = EventFactory(organisation=body, state="draft", lead="Rendez-vous le lundi 12 mars 2026.")

    do(client, "publish", [*ready, wrong])

    assert Event.objects.filter(state="published").count() == 3
    assert Entry.objects.filter(action="event.published").count() == 3
    wrong.refresh_from_db()
    assert wrong.state == "draft"


@pytest.mark.django_db
def test_days_shift_with_their_sessions_and_a_form_sent_twice_shifts_once(client, member, body):
    member("contributor", body)
    event = EventFactory(organisation=body)
    SessionFactory(event=event, status="cancelled")
    form = confirmed(preview(client, "shift", [event], argument="7"))

    client.post(ADDRESS, form)
    again = client.post(ADDRESS, form, follow=True)

    event.refresh_from_db()
    content = content_of(event)
    assert event.start_day == date(2026, 3, 19)
    assert (content["sessions"][0]["start_day"], content["sessions"][0]["status"]) == ("2026-03-19", "cancelled")
    assert again.status_code == 200
    assert Entry.objects.filter(action="event.changed").count() == 1


@pytest.mark.django_db
def test_terms_and_places_change_for_those_one_may_change(client, member, body):
    member("contributor", body)
    theme, place = TermFactory(), PlaceFactory()
    mine, theirs = EventFactory(organisation=body), EventFactory(organisation=OrganisationFactory())

    do(client, "add-theme", [mine, theirs], argument=theme.code)
    do(client, "place", [mine, theirs], argument=str(place.uid))

    assert list(mine.themes.all()) == [theme]
    assert list(theirs.themes.all()) == []
    assert Event.objects.get(pk=mine.pk).place == place
    do(client, "remove-theme", [mine], argument=theme.code)
    assert list(mine.themes.all()) == []


@pytest.mark.django_db
def test_events_join_an_edition_that_one_hosts(client, member, body):
    member("organiser", body)
    edition, foreign = EditionFactory(host=body), EditionFactory(host=OrganisationFactory())
    public = EventFactory(organisation=OrganisationFactory())

    do(client, "join", [public], argument=str(edition.uid))
    refused = preview(client, "join", [public], argument=str(foreign.uid))

    assert list(public.editions.all()) == [edition]
    assert refused.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "field", "value"), [("cancel", "status", "cancelled"), ("postpone", "status", "postponed")]
)
def test_what_becomes_of_events_is_told_with_its_reason(client, member, body, verb, field, value):
    member("contributor", body)
    event = EventFactory(organisation=body)

    do(client, verb, [event], argument="Grève")

    event.refresh_from_db()
    assert getattr(event, field) == value
    assert Entry.objects.get(action=f"event.{value}").public == {"reason": "Grève"}


@pytest.mark.django_db
def test_an_event_that_changed_since_the_preview_is_left_alone(client, member, body):
    from parvis.convene.agenda.actions import write_event

    member("organiser", body)
    event = EventFactory(organisation=body)
    form = confirmed(preview(client, "withdraw", [event]))
    write_event(UserFactory(), event, {"title": "Autre titre"})

    answer = client.post(ADDRESS, form, follow=True)

    assert Event.objects.get(pk=event.pk).state == "published"
    assert "One was left as it is" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_opens_its_page_and_asks_for_what_it_needs(client, member, body, verb):
    member("administrator", body)
    TermFactory()
    EditionFactory(host=body)

    answer = preview(client, verb, [EventFactory(organisation=body, place=PlaceFactory())])

    assert answer.status_code == 200
    assert ('name="argument"' in answer.content.decode()) == bool(VERBS[verb].needs)


@pytest.mark.django_db
def test_nonsense_is_answered_with_a_sentence(client, member, body):
    member("organiser", body)
    event = EventFactory(organisation=body)

    assert client.post(ADDRESS, {"verb": "eat"}).status_code == 404
    assert client.post(ADDRESS, {"verb": "publish", "event": ["x"]}).status_code == 302
    assert preview(client, "shift", [event], argument="0").status_code == 422
    assert preview(client, "shift", [event], argument="many").status_code == 422
    away = client.post(ADDRESS, {"verb": "publish", "event": [], "back": "//evil.example/"})
    assert away["Location"].startswith("/en/organise/")


@pytest.mark.django_db
def test_a_preview_asks_the_same_for_three_rows_or_for_sixty(client, member, body):
    member("organiser", body)
    counts = []
    for number in (3, 60):
        events = [EventFactory(organisation=body, state="draft") for _ in range(number)]
        for verb, argument in (("publish", {}), ("shift", {"argument": "1"})):
            with CaptureQueriesContext(connection) as asked:
                preview(client, verb, events, **argument)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 24


TWICE = """
from datetime import datetime
from uuid import UUID
from parvis.convene.agenda.models import Event
from parvis.convene.editing.actions.bulk import do_to_many
from parvis.convene.editing.actions import bulk_runs
from parvis.convene.editing.bulk import VERBS
from parvis.convene.editing.models import BulkRun, RunState
from parvis.ground import clock
from parvis.people.models import User

events = list(Event.objects.order_by("pk"))
seen = {event.uid: datetime.fromisoformat("2026-03-01T10:00:00+00:00") for event in events}
print(do_to_many(User.objects.get(), VERBS["shift"], 7, events, seen, "fr"))
"""


@pytest.mark.django_db(transaction=True)
def test_of_processes_that_shift_the_same_events_at_once_each_event_moves_once(tmp_path):
    body = OrganisationFactory()
    Membership.objects.create(user=UserFactory(), organisation=body, role="contributor")
    for _number in range(6):
        EventFactory(organisation=body)
    Event.objects.update(changed_at="2026-03-01T10:00:00+00:00")

    url = database_url(tmp_path)
    printed = run_together(TWICE, number=3, url=url)

    assert sum(map(int, printed)) == 6


@pytest.mark.django_db
def test_the_list_offers_each_event_and_the_whole_list_with_its_filter(client, member, body):
    member("organiser", body)
    drafts = [EventFactory(organisation=body, state="draft", title=f"Brouillon {n}") for n in range(30)]
    EventFactory(organisation=body, title="Publié")

    page = client.get("/en/organise/events/?state=draft").content.decode()
    asked = client.post(ADDRESS, {"verb": "publish", "all": "1", "back": "/en/organise/events/?state=draft"})

    assert page.count('name="event"') == 25
    assert 'name="all"' in page
    assert "Do it for 30 events" in asked.content.decode()
    assert "Publié" not in asked.content.decode()
    client.post(ADDRESS, confirmed(asked))
    assert Event.objects.filter(state="published").count() == len(drafts) + 1


def carried_out(client, page):
    """Let a worker do what waits, then look at the page of the run."""
    run = BulkRun.objects.get()
    waiting = client.get(page["Location"]).content.decode()
    bulk_runs.carry_out(run)
    return waiting, client.get(page["Location"]).content.decode()


@pytest.mark.django_db
def test_more_events_than_a_request_changes_are_a_workers_with_visible_progress(client, member, body):
    member("organiser", body)
    events = EventFactory.create_batch(bulk_runs.AT_ONCE + 5, organisation=body, start_day=date(2026, 11, 12))
    asked = confirmed(preview(client, "shift", events, argument="7"))
    EventFactory._meta.model.objects.filter(pk=events[0].pk).update(changed_at=clock.now())

    waiting, done = carried_out(client, client.post(ADDRESS, asked))

    assert 'hx-trigger="every 2s"' in waiting
    assert "Done for 44 events. One was left as it is." in done
    assert Event.objects.filter(start_day=date(2026, 11, 19)).count() == 44
    assert Entry.objects.filter(action="event.changed").count() == 44
    assert client.get(f"/en/organise/events/bulk/{BulkRun.objects.get().uid}/").status_code == 200


@pytest.mark.django_db
def test_only_who_asked_sees_the_run_and_rights_are_those_of_the_moment_it_is_done(client, member, body):
    user = member("organiser", body)
    events = EventFactory.create_batch(bulk_runs.AT_ONCE + 1, organisation=body, start_day=date(2026, 11, 12))
    page = client.post(ADDRESS, confirmed(preview(client, "shift", events, argument="7")))
    Membership.objects.filter(user=user).delete()

    bulk_runs.carry_out(BulkRun.objects.get())

    assert not Event.objects.filter(start_day=date(2026, 11, 19)).exists()
    member("organiser", body)  # somebody else
    assert client.get(page["Location"]).status_code == 404


@pytest.mark.django_db
def test_a_run_taken_up_twice_does_nothing_twice_and_a_dead_one_says_so(client, member, body):
    member("organiser", body)
    events = EventFactory.create_batch(bulk_runs.AT_ONCE + 1, organisation=body, start_day=date(2026, 11, 12))
    page = client.post(ADDRESS, confirmed(preview(client, "shift", events, argument="7")))
    run = BulkRun.objects.get()
    bulk_runs.carry_out(run)

    bulk_runs.carry_out(run)
    BulkRun.objects.update(state=RunState.RUNNING, moved_at=clock.now() - bulk_runs.LOST_AFTER * 2)

    assert bulk_runs.give_up_lost() == 1
    assert Event.objects.filter(start_day=date(2026, 11, 19)).count() == len(events)
    assert "It stopped before the end" in client.get(page["Location"]).content.decode()
