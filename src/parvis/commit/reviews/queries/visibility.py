"""Who sees which reviews: the only place where it is decided, for pages, API, datasets, stories and search."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from parvis.commit.plans.models import State
from parvis.commit.plans.queries.visibility import plans_visible_to
from parvis.commit.plans.queries.visibility import visible_to as commitments_visible_to
from parvis.commit.reviews.models import Assessment, Recommendation, Review, Stage

SHOWN = (Stage.COMMENT, Stage.PUBLISHED)
PUBLIC_PROMISE = Q(plan__published=True) & (Q(commitment=None) | Q(commitment__state=State.PUBLISHED))


def public() -> QuerySet[Review]:
    """What everybody sees: published reviews, and the drafts that are open to comments, of public promises."""
    return Review.objects.filter(PUBLIC_PROMISE, state__in=SHOWN)


def published() -> QuerySet[Review]:
    """Published reviews of public promises, those that were corrected since too: nothing vanishes."""
    return Review.objects.filter(PUBLIC_PROMISE, state=Stage.PUBLISHED)


def visible_to(viewer: Any) -> QuerySet[Review]:
    """Reviews that the viewer may open: a draft is its author's alone until it is open to comments."""
    if not getattr(viewer, "is_authenticated", False):
        return public()
    seen = Q(commitment=None, plan__in=plans_visible_to(viewer)) | Q(commitment__in=commitments_visible_to(viewer))
    own = Q(account=viewer.pk) if getattr(viewer, "pk", None) else Q()
    shown = Q(state__in=SHOWN) & seen
    return Review.objects.filter(shown | own if own else shown)


def assessments_visible_to(viewer: Any) -> QuerySet[Assessment]:
    return Assessment.objects.filter(review__in=visible_to(viewer))


def recommendations_visible_to(viewer: Any) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(review__in=visible_to(viewer))


def standing(rows: QuerySet[Review]) -> QuerySet[Review]:
    """Published reviews that no published one corrects."""
    return rows.filter(state=Stage.PUBLISHED).exclude(corrected_by__state=Stage.PUBLISHED)
