"""A review is tied to what it judges and to what it recommends; a recommendation nobody answers is said."""

from datetime import date, timedelta

import pytest
import time_machine

from parvis.commit.reviews import actions
from parvis.commit.reviews.models import AnswerKind
from parvis.commit.reviews.promises import recommendations
from parvis.commit.reviews.queries.desk import desk
from parvis.commit.reviews.todo import answers
from parvis.disclose.links.walk import Tie, ties_around
from parvis.ground import clock
from parvis.ground.follows.models import Fact, Follow
from parvis.ground.identifiers import Ref, get
from tests.commit.reviews.world import commitment_of, lead_of, published
from tests.factories import OrganisationFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return published()


def test_a_review_judges_its_commitment_and_recommends(review):
    commitment, recommendation = review.commitment, review.recommendations.get()

    ties = ties_around(Ref("commitment", commitment.uid))

    here, judged, advice = (
        Ref("review", review.uid),
        Ref("commitment", commitment.uid),
        Ref("recommendation", recommendation.uid),
    )
    assert {Tie(here, "judges", judged, 0), Tie(here, "recommends", advice, 0)} <= set(ties)


def test_a_recommendation_waits_from_the_day_after_its_review_until_it_is_answered(review):
    today = clock.today()
    assert list(recommendations(today)) == []

    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        (waiting,) = recommendations(clock.today())
        lead = member(lead_of(review.commitment), "organiser")
        actions.answer_recommendation(
            lead,
            review.recommendations.get(),
            kind=AnswerKind.ACCEPTED,
            body="Ils seront publiés.",
            organisation=lead_of(review.commitment),
        )
        after = list(recommendations(clock.today()))

    assert (waiting.title, waiting.due) == ("Publier aussi les contrats.", today)
    assert "Bilan à mi-parcours" in waiting.promise
    assert waiting.body == "Ville d’Ambrelle"
    assert after == []


def test_a_recommendation_waits_on_the_desk_of_the_body_that_took_over(review):
    lead = lead_of(review.commitment)
    heir = OrganisationFactory()
    speaker = member(heir, "organiser")
    assert answers(speaker, 9).count == 0

    type(lead).objects.filter(pk=lead.pk).update(successor=heir)

    (waiting,) = answers(speaker, 9).oldest
    assert waiting.title == "Publier aussi les contrats."
    assert [one.text for one in desk(speaker, "fr").unanswered] == ["Publier aussi les contrats."]


def test_a_recommendation_about_a_promise_that_is_not_public_waits_in_no_list():
    commitment = commitment_of(state="draft", published_at=None)
    published(commitment)

    assert not list(recommendations(clock.today() + timedelta(days=9)))


def test_the_followers_of_a_plan_learn_nothing_of_a_promise_that_is_not_public():
    hidden = commitment_of(state="draft", published_at=None)
    shown = commitment_of()
    for plan in (hidden.plan, shown.plan):
        Follow.objects.create(
            object_type="plan", object_uid=plan.uid, email="ines@example.org", confirmed_at=clock.now()
        )

    published(hidden)
    published(shown)

    assert {fact.object_uid for fact in Fact.objects.filter(object_type="plan")} == {shown.plan.uid}


def test_a_review_published_at_night_is_told_on_the_day_of_its_readers():
    with time_machine.travel("2026-07-01T22:30:00+00:00", tick=False):
        review = published()

    assert [stop.day for stop in get("review").stops(review)] == [date(2026, 7, 2)]
