"""What the lower layers may ask of reviews: their public types, with dated stops for the stories."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.commit.plans.public_types import when
from parvis.commit.reviews import addresses, finding
from parvis.commit.reviews.models import Assessment, Product, Recommendation, Review, Stage
from parvis.commit.reviews.queries.lines import value_words
from parvis.commit.reviews.queries.visibility import (
    assessments_visible_to,
    recommendations_visible_to,
    visible_to,
)
from parvis.disclose.links.models import Relation
from parvis.ground import clock
from parvis.ground.identifiers import Awaited, PublicType, Stop, register
from parvis.ground.search.indexing import register_indexer


def day_of(review: Review) -> tuple[date | None, str]:
    """The day a review speaks on: of its report, as finely as it is known; else of its publication here."""
    if review.day:
        return when(review.day)
    if review.read or review.published_at is None:
        return None, "unknown"
    return clock.day_of(review.published_at), "day"


def review_stops(review: Review) -> Sequence[Stop]:
    if review.state != Stage.PUBLISHED:
        return ()
    kind = str(Product(review.product).label)
    return (Stop(*day_of(review), review.heading, kind, addresses.review(review.slug)),)


def assessment_stops(assessment: Assessment) -> Sequence[Stop]:
    if assessment.review.state != Stage.PUBLISHED:
        return ()
    title = assessment_title(assessment, get_language() or "fr")
    return (Stop(*day_of(assessment.review), title, _("assessment"), assessment_url(assessment)),)


def recommendation_stops(advice: Recommendation) -> Sequence[Stop]:
    """When it was made, then each answer; one that a correction took over is told once, where it was given."""
    if advice.review.state != Stage.PUBLISHED:
        return ()
    title, url = recommendation_title(advice, ""), recommendation_url(advice)
    return [
        Stop(*day_of(advice.review), title, _("recommendation"), url),
        *(
            Stop(
                clock.day_of(one.at),
                "day",
                title,
                _("recommendation: %(answer)s") % {"answer": one.get_kind_display()},
                url,
            )
            for one in advice.answers.all()
            if advice.review.corrects_id is None or one.at >= advice.review.published_at
        ),
    ]


def assessment_title(assessment: Assessment, language: str) -> str:
    return f"{assessment.indicator.label.localize(language)}: {value_words(assessment, language).lower()}"


def recommendation_title(advice: Recommendation, language: str) -> str:
    words = " ".join(advice.text.split())
    return words if len(words) <= 120 else words[:119].rsplit(" ", 1)[0] + "…"


def assessment_url(assessment: Assessment) -> str:
    return addresses.assessment(assessment.review.slug, assessment.indicator.code)


def recommendation_url(advice: Recommendation) -> str:
    return addresses.recommendation(advice.review.slug, advice.number)


def review_status(review: Review) -> str:
    return str(Stage(review.state).label) if review.state != Stage.PUBLISHED else ""


def awaited_of_recommendation(advice: Recommendation) -> Sequence[Awaited]:
    """An answer of the institution."""
    if advice.review.state != Stage.PUBLISHED or advice.answers.all():
        return ()
    return (Awaited(Relation.ANSWERS, _("No answer known.")),)


def loader(rows: Callable[[], QuerySet[Any]]) -> Callable[[Collection[UUID]], Mapping[UUID, Any]]:
    def load(uids: Collection[UUID]) -> Mapping[UUID, Any]:
        return {found.uid: found for found in rows().filter(uid__in=uids).order_by("pk")}

    return load


def light(rows: QuerySet[Review]) -> QuerySet[Review]:
    return rows.defer("document", "file")


def with_review(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("review").defer("review__document", "review__file")


def assessments(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return with_review(rows).select_related("indicator", "value")


def advices(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return with_review(rows).prefetch_related("answers")


REVIEW = PublicType(
    code="review",
    label=gettext_lazy("review"),
    plural=gettext_lazy("reviews"),
    load=loader(lambda: light(Review.objects.all())),
    visible_to=lambda viewer: light(visible_to(viewer)),
    title=lambda review, language: review.heading,
    url=lambda review: addresses.review(review.slug),
    stops=review_stops,
    status=review_status,
)
ASSESSMENT = PublicType(
    code="assessment",
    label=gettext_lazy("assessment"),
    plural=gettext_lazy("assessments"),
    load=loader(lambda: assessments(Assessment.objects.all())),
    visible_to=lambda viewer: assessments(assessments_visible_to(viewer)),
    title=assessment_title,
    url=assessment_url,
    stops=assessment_stops,
)
RECOMMENDATION = PublicType(
    code="recommendation",
    label=gettext_lazy("recommendation"),
    plural=gettext_lazy("recommendations"),
    load=loader(lambda: advices(Recommendation.objects.all())),
    visible_to=lambda viewer: advices(recommendations_visible_to(viewer)),
    title=recommendation_title,
    url=recommendation_url,
    stops=recommendation_stops,
    awaits=awaited_of_recommendation,
)


def register_all() -> None:
    for public_type in (REVIEW, ASSESSMENT, RECOMMENDATION):
        register(public_type)
    register_indexer("review", finding.all_reviews)
