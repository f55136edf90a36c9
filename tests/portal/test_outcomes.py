"""Home, “What came of it”: the latest answers, milestones met and late, and words where there is none."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from parvis.commit.plans.models import Evidence, ProgressReport
from parvis.commit.reviews import actions as reviews
from tests.commit.drafting.conftest import World
from tests.commit.drafting.test_cocreation import opened, received
from tests.commit.reviews import world as reviewed
from tests.factories import CommitmentFactory, EventFactory, MilestoneFactory, PlanFactory, both

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-26T10:00:00+00:00", tick=False):
        yield


def met(step, day):
    proof = Evidence.objects.create(commitment=step.commitment, milestone=step, title="Page", url="https://a.example/")
    ProgressReport.objects.create(
        commitment=step.commitment, milestone=step, completion="complete", day=day, proof=proof
    )


def came(client, path="/en/?warm"):
    return client.get(path).context["page"].outcomes


def test_milestones_met_and_late_are_told_the_latest_first_and_those_of_archives_are_not(client):
    plan = PlanFactory()
    steps = [
        MilestoneFactory(commitment=CommitmentFactory(plan=plan), due=due, number="", title=both(title, title))
        for title, due in (("Kept", "2026-05"), ("Missed", "2026-06"), ("Coming", "2027"), ("Missed first", "2026-01"))
    ]
    met(steps[0], date(2026, 5, 3))
    MilestoneFactory(commitment=CommitmentFactory(plan=PlanFactory(standing="documented")), due="2018")
    MilestoneFactory(commitment=CommitmentFactory(state="draft"), due="2018")

    found = came(client).milestones

    told = [(line.outcome.kind, line.outcome.title) for line in found]
    assert told == [("met", "Kept"), ("late", "Missed"), ("late", "Missed first")]
    html = client.get("/en/").content.decode()
    assert "What came of it" in html
    assert "/en/promised/" in html


def test_answers_to_recommendations_are_told_with_who_gave_them(client):
    review = reviewed.published()
    body = reviewed.lead_of(review.commitment)
    reviews.answer_recommendation(None, review.recommendations.get(), body, "refused", "Le secret des affaires.")

    line = came(client).answers[0]

    assert (line.outcome.title, line.outcome.body) == ("Publier aussi les contrats.", body.name)
    assert line.outcome.url.endswith(f"/reviews/{review.slug}/#r-1")


def test_answers_to_proposals_are_told(client):
    with time_machine.travel("2026-03-12T10:00:00+00:00", tick=False):
        world = World()
        one = opened(world)
        proposal = received(world, one)
    from parvis.commit.drafting import actions

    with time_machine.travel("2026-05-12T10:00:00+00:00", tick=False):
        actions.answer(world.contact, proposal, base=0, outcome="kept", reason="Oui.", commitment=world.commitment)

    assert [line.outcome.title for line in came(client).answers] == ["Des bancs"]


def test_where_nothing_was_promised_the_page_says_so(client):
    EventFactory()

    html = client.get("/en/").content.decode()

    assert "No promise has been answered, kept or missed yet." in html


@pytest.mark.parametrize("number", [1, 12])
def test_the_home_page_asks_twelve_queries_at_most_however_much_came_of_it(
    client, number, django_assert_max_num_queries
):
    EventFactory.create_batch(3)
    for _each in range(number):
        review = reviewed.published()
        body = reviewed.lead_of(review.commitment)
        reviews.answer_recommendation(None, review.recommendations.get(), body, "accepted", "Oui.")
        step = MilestoneFactory(commitment=review.commitment, due="2026-02")
        MilestoneFactory(commitment=review.commitment, due="2026-03")
        met(step, date(2026, 2, 1))
    client.get("/en/?warm")

    with django_assert_max_num_queries(12):
        assert client.get("/en/").status_code == 200
