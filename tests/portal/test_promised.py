"""Promised and not answered: everything whose day has passed in silence, and nothing else."""

import csv
import io
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from parvis.commit.plans.models import Evidence, ProgressReport, Responsibility
from parvis.ground import clock
from tests.factories import (
    CommitmentFactory,
    EditionFactory,
    EventFactory,
    MilestoneFactory,
    OpeningFactory,
    OrganisationFactory,
    PlanFactory,
    both,
    submitted,
)

pytestmark = pytest.mark.django_db
PAGE = "/en/promised/"
PAST, COMING = date(2026, 3, 1), date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-26T10:00:00+00:00", tick=False):
        yield


def titles(client, query=""):
    return [row.promise.title for row in client.get(PAGE + query).context["found"].page]


def event(title, day=PAST, **more):
    return EventFactory(title=title, start_day=day, end_day=day, **more)


def test_details_that_never_came_are_listed_and_those_still_to_come_are_not(client):
    event("Promised", more_to_come=True)
    event("Hours", hours_to_confirm=True, day=date(2026, 4, 1))
    event("To come", COMING, more_to_come=True)
    event("Told")
    event("Cancelled", more_to_come=True, status="cancelled")
    event("Draft", more_to_come=True, state="draft")
    event("Archive without hours", hours_to_confirm=True, standing="documented")

    assert titles(client) == ["Promised", "Hours"]
    assert "2 promises wait for an answer." in client.get(PAGE).content.decode()


def test_a_milestone_leaves_the_list_as_soon_as_something_is_said_or_shown(client):
    plan = PlanFactory(last_day=date(2028, 12, 31))
    promise = CommitmentFactory(plan=plan, number="3")
    silent, told, shown, set_aside = (
        MilestoneFactory(commitment=promise, number=f"3.{number}", title=both("x", name), due="2026-06")
        for number, name in enumerate(("Silent", "Told", "Shown", "Set aside"), 1)
    )
    MilestoneFactory(commitment=promise, number="3.5", title=both("x", "Open"), due="2025/..")
    MilestoneFactory(commitment=promise, number="3.6", title=both("x", "Later"), due="2027")
    ProgressReport.objects.create(commitment=promise, milestone=told, day=PAST, completion="limited")
    Evidence.objects.create(commitment=promise, milestone=shown, title="Minutes", url="https://example.org/")
    Evidence.objects.create(
        commitment=promise,
        milestone=set_aside,
        title="Minutes",
        url="https://example.org/",
        set_aside_at=clock.now(),
        set_aside_reason="Of another year.",
    )

    assert titles(client, "?kind=milestones") == ["3.1. Silent", "3.4. Set aside"]
    assert silent.due_by == date(2026, 6, 30)


def test_a_commitment_that_ended_in_silence_is_listed_with_whoever_leads_it(client):
    lead = OrganisationFactory(name="Service de l’eau", slug="eau")
    ended = CommitmentFactory(
        plan=PlanFactory(first_day=date(2023, 1, 1), last_day=date(2025, 12, 31)),
        number="3",
        title=both("x", "Ended"),
        ends="",
    )
    Responsibility.objects.create(commitment=ended, role="lead", organisation=lead)
    step = MilestoneFactory(commitment=ended, number="3.1", title=both("x", "Step"), due="2025")
    Responsibility.objects.create(
        commitment=ended, milestone=step, role="responsible", organisation=OrganisationFactory(slug="regie")
    )
    CommitmentFactory(plan=ended.plan, number="4", title=both("x", "Open ended"), ends="2024/..")
    CommitmentFactory(plan=ended.plan, number="5", title=both("x", "Draft"), state="draft", published_at=None)

    assert titles(client, "?kind=commitments") == ["3. Ended"]
    assert titles(client, "?body=eau") == ["3. Ended"]
    assert titles(client, "?body=regie") == ["3.1. Step"]
    assert "Service de l’eau" in client.get(PAGE).content.decode()


def test_answers_due_to_contributors_are_counted_by_edition_and_never_named(client):
    opening = OpeningFactory(edition=EditionFactory(host=OrganisationFactory(name="Host"), name=both("x", "Month")))
    for name in ("A secret draft", "Another"):
        one = submitted(opening, organisation=OrganisationFactory(), title=name)
        one.due = clock.now() - timedelta(days=10)
        one.save()
    submitted(opening, organisation=OrganisationFactory(), title="In time")

    html = client.get(PAGE).content.decode()

    assert "2 contributors wait for the answer promised within" in html
    assert "A secret draft" not in html


@pytest.mark.parametrize("number", [3, 260])
def test_the_page_asks_as_much_for_three_promises_as_for_hundreds(client, number, django_assert_max_num_queries):
    body = OrganisationFactory()
    promise = CommitmentFactory()
    for position in range(number):
        event(f"Event {position}", more_to_come=True, organisation=body)
        MilestoneFactory(commitment=promise, due="2026-02")

    with django_assert_max_num_queries(12):
        page = client.get(PAGE)

    assert len(page.context["found"].page) == min(2 * number, 30)


def test_filters_that_the_page_does_not_know_are_ignored(client):
    event("Promised", more_to_come=True)

    assert titles(client, "?kind=nonsense&body=nobody&page=x") == ["Promised"]


def test_an_instance_that_keeps_its_word_says_so(client):
    assert "Every promise whose day has passed has had an answer." in client.get(PAGE).content.decode()


def test_the_same_is_open_data_and_a_feed(client):
    event("Promised", more_to_come=True, organisation=OrganisationFactory(name="Ville"))
    event("Earlier", date(2025, 1, 1), more_to_come=True)

    table = b"".join(client.get("/en/data/unanswered.csv").streaming_content).decode("utf-8-sig")
    feed = ElementTree.fromstring(client.get("/en/promised.atom").content)  # noqa: S314 -- our own output

    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["Promised"]["days_late"] == "270"
    assert (rows["Promised"]["body"], rows["Promised"]["due"]) == ("Ville", "2026-03-01")
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries] == [
        "Promised (Ville)",
        "Earlier",
    ]
