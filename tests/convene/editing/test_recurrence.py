"""Dates that come back: each is an event of its own, changed alone or together."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.actions import (
    hold_again,
    leave_out,
    publish,
    publish_many,
    repeat_event,
    spread_changes,
    spread_plan,
    write_event,
)
from parvis.convene.agenda.content import content_of
from parvis.convene.agenda.models import Event, Participation, Recurrence
from parvis.ground.versions.queries import latest
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PlaceFactory,
    SessionFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WEEKLY = "FREQ=WEEKLY;BYDAY=TH;COUNT=4"


@pytest.fixture
def body():
    return OrganisationFactory()


@pytest.fixture
def event(body):
    event = EventFactory(
        organisation=body, state="draft", title="Café des habitants", place=PlaceFactory(), themes=[TermFactory()]
    )
    session = SessionFactory(event=event, title="Accueil", formats=["workshop"])
    Participation.objects.create(event=event, role="speaker", label="Une élue", session=session)
    return event


def days(event):
    return [
        one.start_day.isoformat() for one in Event.objects.filter(recurrence=event.recurrence).order_by("start_day")
    ]


def test_each_date_is_a_draft_of_its_own_that_says_the_same(event):
    made = repeat_event(UserFactory(), event, WEEKLY, [date(2026, 3, 26)])

    assert days(event) == ["2026-03-12", "2026-03-19", "2026-04-02"]
    first, copy = content_of(event), content_of(made[0])
    assert copy["sessions"][0]["start_day"] == "2026-03-19"
    assert copy["sessions"][0]["uid"] != first["sessions"][0]["uid"]
    assert copy["participations"][0]["session"] == copy["sessions"][0]["uid"]
    for part in ("title", "place", "themes", "start_time", "information"):
        assert copy[part] == first[part]
    assert copy["sessions"][0]["formats"] == ["workshop"]
    assert [one.state for one in made] == ["draft", "draft"]
    assert made[0].slug == "cafe-des-habitants-2026-03-19"
    assert latest("event", made[0].uid).content == copy


def test_hours_on_the_wall_are_the_same_on_both_sides_of_a_clock_change(event):
    made = repeat_event(UserFactory(), event, WEEKLY)

    before, after = made[1], made[2]  # 26 March, 2 April: the hour changes on 29 March
    assert (before.start_time, after.start_time) == (time(18, 30), time(18, 30))
    assert before.starts_at == datetime(2026, 3, 26, 17, 30, tzinfo=UTC)
    assert after.starts_at == datetime(2026, 4, 2, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(("night", "utc"), [(date(2026, 3, 29), 1), (date(2026, 10, 25), 0)])
def test_the_two_nights_of_the_clock_change_have_their_date(body, night, utc):
    event = EventFactory(organisation=body, start_day=date(2026, 3, 22), start_time=time(2, 30), end_time=None)
    made = repeat_event(UserFactory(), event, "FREQ=WEEKLY;UNTIL=20261101")

    found = next(one for one in made if one.start_day == night)

    assert found.start_time == time(2, 30)
    assert found.starts_at == datetime(night.year, night.month, night.day, utc, 30, tzinfo=UTC)


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=201", "FREQ=YEARLY;COUNT=1", "every day"])
def test_a_rule_that_gives_too_many_days_or_none_writes_nothing(event, rule):
    with pytest.raises(ValidationError):
        repeat_event(UserFactory(), event, rule)

    assert Recurrence.objects.count() == 0
    assert Event.objects.count() == 1


def test_an_event_comes_back_once(event):
    repeat_event(UserFactory(), event, WEEKLY)

    with pytest.raises(ValidationError, match=r"revient|comes back"):
        repeat_event(UserFactory(), event, WEEKLY)

    assert Event.objects.count() == 4


def test_two_hundred_dates_cost_the_same_questions_a_hundred(event):
    with CaptureQueriesContext(connection) as few:
        repeat_event(UserFactory(), event, "FREQ=DAILY;COUNT=3")
    other = EventFactory(organisation=event.organisation, state="draft", place=event.place)
    SessionFactory(event=other)
    with CaptureQueriesContext(connection) as many:
        repeat_event(UserFactory(), other, "FREQ=DAILY;COUNT=200")

    assert Event.objects.filter(recurrence=other.recurrence).count() == 200
    assert len(many) <= 2 * len(few)


def test_editions_take_the_dates_within_their_days(event):
    edition = EditionFactory(first_day=date(2026, 3, 1), last_day=date(2026, 3, 20))

    made = repeat_event(UserFactory(), event, WEEKLY, (), [edition])

    assert [one.editions.count() for one in made] == [1, 0, 0]


def change(event, content):
    before = content_of(event)
    write_event(None, event, content)
    return before, content_of(event)


def test_a_change_is_carried_over_to_the_following_dates_alone(event):
    made = repeat_event(UserFactory(), event, WEEKLY)
    before, after = change(made[0], {"title": "Café du quartier", "start_time": "19:00:00"})

    assert spread_changes(UserFactory(), spread_plan(made[0], before, after, whole=False)) == 2

    found = Event.objects.filter(recurrence=event.recurrence).order_by("start_day")
    assert [one.title for one in found] == ["Café des habitants", *["Café du quartier"] * 3]
    assert found[3].start_time == time(19)


def test_a_change_is_carried_over_to_all_and_keeps_what_was_changed_by_hand(event):
    made = repeat_event(UserFactory(), event, WEEKLY)
    write_event(None, made[1], {"title": "Café de printemps"})
    before, after = change(event, {"title": "Café du quartier", "start_day": "2026-03-13", "end_day": "2026-03-13"})

    plans = spread_plan(event, before, after, whole=True)
    spread_changes(UserFactory(), plans)

    found = Event.objects.filter(recurrence=event.recurrence).order_by("start_day")
    assert [one.title for one in found] == [
        "Café du quartier",
        "Café du quartier",
        "Café de printemps",
        "Café du quartier",
    ]
    assert days(event) == ["2026-03-13", "2026-03-20", "2026-03-27", "2026-04-03"]
    assert plans[1].keeps == ("title",)


def test_a_programme_is_carried_over_session_by_session(event):
    made = repeat_event(UserFactory(), event, WEEKLY)
    sessions = content_of(event)["sessions"]
    kept = content_of(made[0])["sessions"][0]["uid"]
    new = {"title": "Débat", "start_day": "2026-03-12", "start_time": "20:00:00"}
    before, after = change(event, {"sessions": [{**sessions[0], "title": "Grand accueil"}, new]})

    spread_changes(UserFactory(), spread_plan(event, before, after, whole=True))

    rows = content_of(made[0])["sessions"]
    assert [(row["title"], row["start_day"]) for row in rows] == [
        ("Grand accueil", "2026-03-19"),
        ("Débat", "2026-03-19"),
    ]
    assert rows[0]["uid"] == kept
    assert rows[1]["uid"] != content_of(made[1])["sessions"][1]["uid"]


def test_a_day_left_out_is_withdrawn_as_a_draft_and_cancelled_once_public(event):
    actor = UserFactory()
    made = repeat_event(actor, event, WEEKLY)
    publish(actor, made[0])

    leave_out(actor, made[0])
    leave_out(actor, made[1])

    made[0].refresh_from_db()
    made[1].refresh_from_db()
    assert (made[0].state, made[0].status) == ("published", "cancelled")
    assert made[1].state == "withdrawn"
    assert Recurrence.objects.get().exceptions == ["2026-03-19", "2026-03-26"]

    hold_again(actor, event, date(2026, 3, 26))
    added = hold_again(actor, event, date(2026, 5, 1))

    made[1].refresh_from_db()
    assert made[1].state == "draft"
    assert (added.start_day, added.recurrence_day) == (date(2026, 5, 1), date(2026, 5, 1))
    assert Recurrence.objects.get().exceptions == ["2026-03-19"]


def test_the_public_page_says_the_rule_and_links_the_other_dates(client, event, time_machine):
    time_machine.move_to("2026-03-13T10:00:00+01:00", tick=False)
    made = repeat_event(UserFactory(), event, WEEKLY)
    publish_many(None, [event, *made[:2]])

    page = client.get(f"/fr/agenda/{event.slug}/").content.decode()

    assert "Chaque semaine, le jeudi, 4" in page
    assert f"/fr/agenda/{made[0].slug}/" in page
    assert made[2].slug not in page
    calendar = client.get(f"/fr/agenda/{made[0].slug}.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "RRULE" not in calendar.partition("BEGIN:VEVENT")[2]  # the time zone has its own


def form(**typed):
    return {"interval": "2", "frequency": "WEEKLY", "weekdays": ["TU"], "monthly": "rank", "until": "2026-04-30",
            "count": "", **typed}  # fmt: skip


def test_the_days_are_shown_before_anything_is_written(client, member, event):
    member("contributor", event.organisation)
    address = f"/fr/organise/events/{event.uid}/repeat/"

    looked = client.post(address, {**form(), "look": "1"}).content.decode()

    assert "Toutes les deux semaines, le mardi, jusqu’au 30 avril 2026" in looked
    assert "Mardi 24 mars 2026" in looked
    assert Event.objects.count() == 1
    again = client.post(address, {**form(), "again": "1", "day": ["2026-03-24", "2026-04-21"]}).content.decode()
    assert "sauf le 7 avril" in again

    client.post(address, {**form(), "make": "1", "day": ["2026-03-24", "2026-04-21"]})

    event.refresh_from_db()
    assert days(event) == ["2026-03-12", "2026-03-24", "2026-04-21"]
    assert event.recurrence.exceptions == ["2026-04-07"]
    assert "Mardi 24 mars 2026" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"until": ""},
        {"count": "3"},
        {"until": "2026-03-01"},
        {"interval": "0"},
        {"until": "2099-01-01", "frequency": "DAILY"},
    ],
)
def test_a_form_that_cannot_be_says_why_and_keeps_what_was_typed(client, member, event, typed):
    member("contributor", event.organisation)

    answer = client.post(f"/fr/organise/events/{event.uid}/repeat/", {**form(**typed), "make": "1"})

    assert answer.status_code == 422
    assert Event.objects.count() == 1


def test_carrying_over_is_shown_then_done(client, member, event):
    member("contributor", event.organisation)
    repeat_event(UserFactory(), event, WEEKLY)
    write_event(None, event, {"title": "Café des habitants"})
    write_event(None, event, {"title": "Café du quartier"})
    address = f"/fr/organise/events/{event.uid}/repeat/spread/"

    shown = client.get(address, {"since": "1", "scope": "all"}).content.decode()
    stale = client.post(address, {"since": "1", "scope": "all", "base": "1"})
    done = client.post(address, {"since": "1", "scope": "all", "base": "2"})

    assert "Titre" in shown
    assert stale.status_code == 200
    assert done.status_code == 302
    assert set(Event.objects.values_list("title", flat=True)) == {"Café du quartier"}


def test_nobody_makes_another_bodys_event_come_back(client, member, event):
    member("administrator")

    for rest in ("", "leave/", "hold/", "spread/"):
        assert client.post(f"/fr/organise/events/{event.uid}/repeat/{rest}").status_code == 403


def test_the_page_of_an_event_leads_to_its_dates_its_copies_and_its_versions(client, member, event):
    member("contributor", event.organisation)
    repeat_event(UserFactory(), event, WEEKLY)

    page = client.get(f"/en/organise/events/{event.uid}/").content.decode()

    assert "Every week, on Thursday, 4 times" in page
    for rest in ("repeat", "duplicate", "history"):
        assert f"/en/organise/events/{event.uid}/{rest}/" in page
