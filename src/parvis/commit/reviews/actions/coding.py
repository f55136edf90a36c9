"""Writing the draft: indicators, conclusion, recommendations. Every verb locks the review first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from parvis.commit.plans.models import Text
from parvis.commit.reviews.actions.opening import Closed, NotIndependent, hold_as_author
from parvis.commit.reviews.models import Assessment, Indicator, Recommendation, Review, Value
from parvis.ground.journal.actions import record
from parvis.ground.text import render_markdown

__all__ = ["Closed", "NotIndependent", "code_indicator", "recommend", "take_back_recommendation", "write_summary"]


@transaction.atomic
def code_indicator(
    actor: Any,
    review: Review,
    indicator: Indicator,
    *,
    value: Value | None = None,
    absence: str = "",
    justification: str = "",
    sources: Sequence[Mapping[str, Any]] = (),
    text: Text | None = None,
) -> Assessment:
    """Give an indicator its value, or say why it has none; the last answer of the draft stands.

    raises   Closed, NotIndependent; IntegrityError for a value of another indicator, an indicator of another method, a
             text of another commitment, or both a value and an absence: the database says so whoever writes
    """
    held = hold_as_author(actor, review)
    assessment, _ = Assessment.objects.update_or_create(
        review=held,
        indicator=indicator,
        defaults={
            "value": value,
            "absence": absence,
            "justification": justification.strip(),
            "justification_html": render_markdown(justification.strip()) if justification.strip() else "",
            "sources": [dict(one) for one in sources],
            "text": text,
        },
    )
    record(actor, "review.coded", "review", held.uid, private={"indicator": indicator.code})
    return assessment


@transaction.atomic
def write_summary(actor: Any, review: Review, summary: str) -> Review:
    """Write the conclusion of the draft; raises Closed, NotIndependent."""
    held = hold_as_author(actor, review)
    text = summary.strip()
    Review.objects.filter(pk=held.pk).update(summary=text, summary_html=render_markdown(text) if text else "")
    record(actor, "review.written", "review", held.uid)
    review.refresh_from_db()
    return review


@transaction.atomic
def recommend(actor: Any, review: Review, text: str, condition: str = "") -> Recommendation:
    """Add a recommendation after the others; raises Closed, NotIndependent."""
    held = hold_as_author(actor, review)
    last = held.recommendations.aggregate(last=Max("number"))["last"] or 0
    made = Recommendation.objects.create(review=held, number=last + 1, text=text.strip(), condition=condition.strip())
    record(actor, "review.written", "review", held.uid)
    return made


@transaction.atomic
def take_back_recommendation(actor: Any, recommendation: Recommendation) -> None:
    """Take a recommendation out of the draft; the others keep their numbers. Raises Closed, NotIndependent."""
    held = hold_as_author(actor, recommendation.review)
    recommendation.delete()
    record(actor, "review.written", "review", held.uid)
