"""A review is tied to what it judges and to what it recommends; a recommendation nobody answers is said."""

from datetime import timedelta

import pytest
import time_machine

from parvis.commit.reviews import actions
from parvis.commit.reviews.models import AnswerKind
from parvis.commit.reviews.promises import recommendations
from parvis.disclose.links.walk import Tie, ties_around
from parvis.ground import clock
from parvis.ground.identifiers import Ref
from tests.commit.reviews.world import lead_of, published
from tests.factories import member

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
