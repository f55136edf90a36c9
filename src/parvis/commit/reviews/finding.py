"""What the search index says about reviews: published ones alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.conf import settings
from django.utils.html import strip_tags

from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Review, Stage
from parvis.commit.reviews.queries.visibility import published
from parvis.ground import clock
from parvis.ground.search.indexing import Text, index

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def index_review(review: Review) -> None:
    """Make the index say what a published review says; 3 queries to read it."""
    if review.state != Stage.PUBLISHED or not published().filter(pk=review.pk).exists():
        return
    index("review", review.uid, texts_of(review))


def texts_of(review: Review) -> Sequence[Text]:
    """Heading, what it judges, conclusion, justifications, recommendations; the same in each language."""
    assessments = review.assessments.order_by("indicator__order", "pk").values_list("justification_html", flat=True)
    advice = review.recommendations.order_by("number").values_list("html", flat=True)
    words = strip_tags(" ".join((review.summary_html, *assessments, *advice)))
    commitment = review.commitment
    texts = []
    for code in LANGUAGES:
        judged = (commitment.title if commitment else review.plan.title).localize(code)
        known = f"{judged} {commitment.external_id if commitment else ''} {review.reviewer}"
        day = clock.day_of(review.published_at) if review.published_at else None
        texts.append(
            Text(code, f"{review.heading} – {judged}", f"{known} {words}", addresses.review(review.slug, code), day)
        )
    return texts


def all_reviews() -> Iterator[tuple[UUID, Sequence[Text]]]:
    """Every published review with its texts, for `reindex`."""
    rows = published().select_related("plan", "commitment").defer("document", "file").order_by("pk")
    for review in rows:
        yield review.uid, texts_of(review)
