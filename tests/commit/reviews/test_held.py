"""Reviews of a page that somebody else brought in: who is shown them, and at what price."""

from __future__ import annotations

import pytest

from parvis.commit.plans.models import ReadPage, Responsibility
from parvis.commit.reviews.queries.held import held_lines
from parvis.ground import clock
from parvis.people.models import Membership, Role, User
from tests.factories import CommitmentFactory, OrganisationFactory, PlanFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> list[ReadPage]:
    plan = PlanFactory()
    return [
        ReadPage.objects.create(
            commitment=CommitmentFactory(plan=plan),
            name="page.md",
            text="…",
            digest=f"{number:064x}",
            held_back=["review"],
            seen_at=clock.now(),
        )
        for number in range(3)
    ]


def fresh(user: User) -> User:
    """The same person at her next request."""
    return User.objects.get(pk=user.pk)


def test_one_page_and_three_cost_the_same(pages, django_assert_num_queries):
    reviewer = member(pages[0].commitment.plan.organisation, Role.REVIEWER)

    now, later = fresh(reviewer), fresh(reviewer)
    with django_assert_num_queries(4):  # her roles, the pages, whom they concern, and who took over from those
        assert len(held_lines(now, "fr")) == 3
    ReadPage.objects.exclude(pk=pages[0].pk).update(held_back=[])
    with django_assert_num_queries(4):
        assert len(held_lines(later, "fr")) == 1


def test_who_writes_for_a_body_that_the_promise_concerns_is_not_shown_it(pages):
    reviewer = member(pages[0].commitment.plan.organisation, Role.REVIEWER)
    lead = OrganisationFactory()
    Responsibility.objects.create(commitment=pages[1].commitment, organisation=lead, role="lead")
    Membership.objects.create(user=reviewer, organisation=lead, role=Role.ORGANISER)

    assert [one.read for one in held_lines(fresh(reviewer), "fr")] == [pages[0], pages[2]]
