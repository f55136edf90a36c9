"""What independent people say of a commitment today: its standing reviews, read once a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.plans.models import Commitment
from parvis.commit.plans.panels import Judgement
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Answer, Assessment, Family, Recommendation, Review, Stage
from parvis.commit.reviews.queries.lines import in_order, value_words, when
from parvis.commit.reviews.queries.visibility import public
from parvis.ground.compiled import Compiled, CompiledInstances
from parvis.ground.compiled.gathered import GatheredInstances, fill


def with_words(rows: QuerySet[Review]) -> QuerySet[Review]:
    """Reviews with all that a panel prints; 4 queries with the rows."""
    assessments = Assessment.objects.select_related("indicator", "value").order_by("indicator__order", "pk")
    answers = Answer.objects.select_related("organisation").order_by("at", "pk")
    advice = Recommendation.objects.order_by("number").prefetch_related(Prefetch("answers", answers))
    return (
        rows.select_related("version", "body", "plan", "commitment")
        .defer("document", "file")
        .prefetch_related(Prefetch("assessments", assessments), Prefetch("recommendations", advice))
    )


ASSESSMENTS = GatheredInstances(Assessment, related=("indicator", "value"))
ADVICE = GatheredInstances(Recommendation)
ANSWERS = GatheredInstances(Answer, related=("organisation",))


def in_one_query(rows: QuerySet[Review]) -> QuerySet[Review]:
    """The same for the page of a commitment, which has many other things to ask; each row is then `filled`."""
    return (
        rows.select_related("version", "body", "plan", "commitment")
        .defer("document", "file")
        .annotate(
            with_assessments=ASSESSMENTS.column(Assessment.objects.filter(review=OuterRef("pk")), "review"),
            with_advice=ADVICE.column(Recommendation.objects.filter(review=OuterRef("pk")), "review"),
            with_answers=ANSWERS.column(
                Answer.objects.filter(recommendation__review=OuterRef("pk")), "recommendation__review"
            ),
        )
    )


standing_of = CompiledInstances(
    Review,
    lambda commitment: in_one_query(
        public().filter(commitment=commitment).exclude(corrected_by__state=Stage.PUBLISHED)
    ).order_by("pk"),
    related=("version", "body", "plan", "commitment"),
    without=("document", "file"),
    extra=("with_assessments", "with_advice", "with_answers"),
)


def filled(review: Any) -> Review:
    made = ASSESSMENTS.read(review.with_assessments)
    fill(review, "assessments", sorted(made, key=lambda one: (one.indicator.order, one.pk)))
    advice = sorted(ADVICE.read(review.with_advice), key=lambda one: one.number)
    answers = sorted(ANSWERS.read(review.with_answers), key=lambda one: (one.at, one.pk))
    for one in advice:
        fill(one, "answers", [answer for answer in answers if answer.recommendation_id == one.pk])
    fill(review, "recommendations", advice)
    return review


def reviews_of(commitment: Commitment) -> list[Review]:
    """The reviews that stand, and the drafts open to comments, in order; corrected ones are found from their heirs.

    Read once for the same object, whatever the number of panels that ask.
    """
    known: list[Review] | None = getattr(commitment, "_reviews_standing", None)
    if known is None:
        known = sorted(map(filled, standing_of(commitment.pk)), key=in_order)
        commitment._reviews_standing = known  # type: ignore[attr-defined]
    return known


# Lists ask for sixty commitments at once: an instance without any review answers for a hundredth of the price.
some_published = Compiled(
    lambda: Review.objects.filter(state=Stage.PUBLISHED, commitment__isnull=False).order_by().values_list("pk")[:1]
)


def judgements(viewer: Any, object_type: str, uids: Collection[UUID]) -> Mapping[UUID, Judgement]:
    """How far each commitment is, or else how it was designed, in the words of its last review; one query.

    Drafts open to comments are no judgement yet.
    """
    if object_type != "commitment" or not some_published():
        return {}
    rows = (
        Assessment.objects.filter(
            review__commitment__uid__in=uids,
            review__state=Stage.PUBLISHED,
            indicator__family__in=(Family.COMPLETION, Family.CLARITY),
        )
        .exclude(review__corrected_by__state=Stage.PUBLISHED)
        .select_related("review__commitment", "indicator", "value")
        .defer("review__document", "review__file", "justification", "justification_html")
        .order_by("pk")
    )
    found: dict[UUID, tuple[Any, Assessment]] = {}
    for row in rows:
        assert row.review.commitment is not None  # noqa: S101 -- filtered above, for the type checker
        uid = row.review.commitment.uid
        rank = (row.indicator.family == Family.COMPLETION, in_order(row.review))
        if uid not in found or rank > found[uid][0]:
            found[uid] = rank, row
    return {uid: judgement(row) for uid, (_rank, row) in found.items()}


def judgement(row: Assessment) -> Judgement:
    language = get_language() or "fr"
    words = value_words(row, language)
    if row.indicator.family != Family.COMPLETION:
        words = _("%(indicator)s: %(value)s") % {"indicator": row.indicator.label, "value": words.lower()}
    return Judgement(
        words=words,
        assessed=row.value is not None,
        note=_("review: %(when)s") % {"when": when(row.review, language)},
        url=addresses.assessment(row.review.slug, row.indicator.code, language),
    )
