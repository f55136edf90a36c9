"""Reviews as rows of values: for the datasets and the API, which say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Assessment, Recommendation, Review
from parvis.commit.reviews.queries.lines import localized
from parvis.commit.reviews.queries.visibility import published

Row = Mapping[str, Any]
CHUNK = 200


def reviews() -> QuerySet[Review]:
    rows = published().select_related("plan", "commitment", "version", "body", "source", "corrects")
    return rows.defer("document", "file").order_by("uid")


def assessments() -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(review__in=published()).select_related(
        "review__commitment", "indicator", "value", "text"
    )
    return rows.defer("review__document", "review__file").order_by("uid")


def recommendations() -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(review__in=published()).select_related("review__commitment")
    answered = rows.defer("review__document", "review__file").prefetch_related("answers__organisation")
    return answered.order_by("uid")


def review_row(review: Review, language: str) -> dict[str, Any]:
    commitment = review.commitment
    return {
        "uid": str(review.uid),
        "url": settings.SITE_URL + addresses.review(review.slug, language),
        "slug": review.slug,
        "heading": review.heading,
        "product": review.product,
        "phase": review.phase,
        "plan": review.plan.slug,
        "commitment": str(commitment.uid) if commitment else None,
        "external_id": commitment.external_id if commitment else "",
        "method": review.version.code,
        "method_adopted": review.version.adopted,
        "language": review.language,
        "reviewer": review.reviewer,
        "body": review.body.name if review.body else None,
        "declaration": review.declaration,
        "day": review.day,
        "read_from_a_page": review.read,
        "source": (review.source.url or review.source.title) if review.source else None,
        "version": review.number,
        "corrects": str(review.corrects.uid) if review.corrects else None,
        "published_at": review.published_at,
        "digest": review.digest,
        "key": review.key,
        "file": settings.SITE_URL + addresses.file(review.slug),
    }


def assessment_row(one: Assessment, language: str) -> dict[str, Any]:
    commitment = one.review.commitment
    return {
        "uid": str(one.uid),
        "url": settings.SITE_URL + addresses.assessment(one.review.slug, one.indicator.code, language),
        "review": str(one.review.uid),
        "commitment": str(commitment.uid) if commitment else None,
        "indicator": one.indicator.code,
        "label": localized(one.indicator.label, language),
        "family": one.indicator.family,
        "group": one.indicator.group,
        "confirmed": one.indicator.confirmed,
        "value": one.value.code if one.value else None,
        "value_label": localized(one.value.label, language) if one.value else None,
        "level": one.value.level if one.value else None,
        "absence": one.absence,
        "words": one.words,
        "justification": one.justification,
        "sources": one.sources,
        "text": str(one.text.uid) if one.text else None,
    }


def recommendation_row(one: Recommendation, language: str) -> dict[str, Any]:
    answers = [
        {
            "answer": answer.kind,
            "reasons": answer.body,
            "by": answer.organisation.name if answer.organisation else None,
            "at": answer.at.isoformat(),
        }
        for answer in one.answers.all()
    ]
    commitment = one.review.commitment
    return {
        "uid": str(one.uid),
        "url": settings.SITE_URL + addresses.recommendation(one.review.slug, one.number, language),
        "review": str(one.review.uid),
        "commitment": str(commitment.uid) if commitment else None,
        "number": one.number,
        "text": one.text,
        "condition": one.condition,
        "language": one.review.language,
        "standing": answers[-1]["answer"] if answers else "",
        "answers": answers,
    }


def streamed(found: QuerySet[Any], row: Any, language: str) -> Iterator[Row]:
    """Rows read by pieces, whatever their number."""
    for one in found.iterator(chunk_size=CHUNK):
        yield row(one, language)


def listed(found: Iterable[Any], row: Any, language: str) -> list[Row]:
    return [row(one, language) for one in found]
