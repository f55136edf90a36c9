"""The story of a promise: its plan, its milestones and what proves them, without any link to write."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from parvis.commit.plans.models import Evidence
from parvis.disclose.links.actions import add_documented_link
from parvis.disclose.links.models import Relation
from parvis.disclose.links.queries import whole_story
from parvis.ground.identifiers import Ref
from tests.factories import CommitmentFactory, EventFactory, MilestoneFactory, PlanFactory, both

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-26T10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def promise():
    plan = PlanFactory(first_day=date(2018, 4, 1), last_day=date(2020, 8, 31))
    return CommitmentFactory(plan=plan, number="14", title=both("Tenir un sommet", "Hold a summit"), ends="2020-08")


def summit(year):
    return EventFactory(title=f"Summit {year}", start_day=date(year, 11, 12), end_day=date(year, 11, 12))


def told(code, one):
    return whole_story(code, one.uid, NOBODY, "en", TODAY)


def test_three_summits_prove_two_milestones_and_the_missing_review_is_said(promise, django_assert_max_num_queries):
    first = MilestoneFactory(commitment=promise, number="14.1", title=both("Sommet", "Summit"), due="2018-11")
    second = MilestoneFactory(commitment=promise, number="14.2", title=both("Suites", "After"), due="2019/..")
    for milestone, year in ((first, 2018), (second, 2019), (second, 2020)):
        Evidence.objects.create(
            commitment=promise,
            milestone=milestone,
            title=str(year),
            object_type="event",
            object_uid=summit(year).uid,
        )

    with django_assert_max_num_queries(12):
        story = told("commitment", promise)

    titles = [line.title for line in story.lines]
    assert [title for title in titles if title.startswith("Summit 20")] == ["Summit 2018", "Summit 2019", "Summit 2020"]
    assert "No independent review known." in titles
    assert not story.illustrative


def test_from_the_summit_one_reads_what_had_promised_it(promise):
    milestone = MilestoneFactory(commitment=promise, number="14.1", due="2018-11")
    event = summit(2018)
    Evidence.objects.create(
        commitment=promise, milestone=milestone, title="2018", object_type="event", object_uid=event.uid
    )

    story = told("event", event)

    assert {part.ref.type for part in story.parts} == {"event", "milestone", "commitment", "plan"}


def test_a_milestone_past_its_day_without_evidence_is_a_gap_and_an_open_ended_one_is_not(promise):
    MilestoneFactory(commitment=promise, number="14.1", title=both("Sommet", "Summit"), due="2019-05")
    MilestoneFactory(commitment=promise, number="14.2", title=both("Suites", "After"), due="2019/..")

    lines = told("commitment", promise).lines

    assert [line.label for line in lines if line.title == "No evidence known."] == ["14.1. Summit"]


def test_evidence_of_elsewhere_has_a_line_of_its_own_and_a_contribution_is_told_by_its_link(promise):
    Evidence.objects.create(commitment=promise, title="Minutes", url="https://example.org/m", day="2019-03-02")
    event = summit(2017)
    add_documented_link(
        None, Ref("event", event.uid), Relation.FEEDS, Ref("commitment", promise.uid), title="Press note"
    )

    story = told("commitment", promise)

    assert {"Minutes", "Summit 2017"} <= {line.title for line in story.lines}


def test_a_draft_is_no_part_of_the_story_of_what_it_answers(promise):
    draft = CommitmentFactory(plan=promise.plan, number="15", state="draft", published_at=None, predecessor=promise)

    assert draft.uid not in {part.ref.uid for part in told("commitment", promise).parts}
