"""What the tables of the reviews tie together without any link: whom a review judges, what it recommends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from parvis.commit.reviews.models import Assessment, Family, Recommendation, Review
from parvis.disclose.links.models import Relation
from parvis.disclose.links.ties import ties_of


def ties() -> Iterable[QuerySet[Any]]:
    """A review judges its commitment, or else its whole plan; it recommends; a correction follows what it corrects."""
    review = ("review", "uid")
    judged = Review.objects.exclude(commitment=None)
    yield ties_of(judged, review, Relation.JUDGES, ("commitment", "commitment__uid"))
    yield ties_of(Review.objects.filter(commitment=None), review, Relation.JUDGES, ("plan", "plan__uid"))
    yield ties_of(
        Recommendation.objects.all(), ("review", "review__uid"), Relation.RECOMMENDS, ("recommendation", "uid")
    )
    # Of the assessments one tells how far the promise is: its own stop in the story; the others stand in their review.
    told = Assessment.objects.filter(indicator__family=Family.COMPLETION)
    yield ties_of(told, ("assessment", "uid"), Relation.PART_OF, ("review", "review__uid"))
    corrections = Review.objects.exclude(corrects=None)
    yield ties_of(corrections, review, Relation.FOLLOWS, ("review", "corrects__uid"))
