"""Reviews read from somebody else's page: written and sealed at once, without any signature."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from parvis.civics.proofs import canonical, digest, unsigned
from parvis.commit.plans.models import Commitment
from parvis.commit.reviews.actions.opening import save_new
from parvis.commit.reviews.actions.publishing import seal
from parvis.commit.reviews.content import GlanceRow, Judgement, ReadReview
from parvis.commit.reviews.document import document_of
from parvis.commit.reviews.models import (
    Assessment,
    Glance,
    Indicator,
    MethodVersion,
    Recommendation,
    Review,
    Stage,
    Value,
)
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.sources.models import Source

OWN_TO_A_ROW = ("uid", "url", "number", "corrects", "published_at")


class UnknownCode(ValueError):
    """A judgement names an indicator or a value that the version of the method does not have; `code` is which."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The method has no “{code}”.")
        self.code = code


@transaction.atomic
def import_review(actor: Any, commitment: Commitment, given: ReadReview) -> tuple[Review, bool]:
    """Write and seal a review read from a page; returns it and whether anything was written.

    The same page read again writes nothing. A page that says something else under the same heading gives a new version
    that corrects the last one, which stays as it was.

    raises   UnknownCode, MethodVersion.DoesNotExist
    """
    before = last_under(commitment, given)
    review = Review(
        plan=commitment.plan,
        commitment=commitment,
        product=given.product,
        phase=given.phase,
        heading=given.heading,
        language=given.language,
        version=MethodVersion.objects.get(code=given.version),
        reviewer=given.reviewer,
        body=given.body,
        summary=given.summary,
        day=given.day,
        source=given.source,
        read=True,
        corrects=before,
        number=before.number + 1 if before else 1,
    )
    with transaction.atomic():
        save_new(review)
        write_judgements(review, given.judgements)
        for advice in given.recommendations:
            Recommendation.objects.create(
                review=review, number=advice.number, text=advice.text, condition=advice.condition
            )
        at = clock.now()
        document = document_of(review, at)
        if before is not None and same(document, before):
            transaction.set_rollback(True)
            return before, False
        seal(review, document, unsigned(document), at=at)
    code = "review.read" if actor is None else "review.brought-in"
    record(actor, code, "review", review.uid, public={"digest": review.digest})
    return review, True


def last_under(commitment: Commitment, given: ReadReview) -> Review | None:
    """The last version of the review that was read under this heading."""
    rows = Review.objects.filter(
        commitment=commitment, read=True, state=Stage.PUBLISHED, heading=given.heading, product=given.product
    )
    return rows.filter(corrected_by=None).order_by("-number", "-pk").first()


def same(document: dict[str, Any], before: Review) -> bool:
    from parvis.civics.proofs import parse

    known = parse(before.document.encode())
    return canonical(without_row(document)) == canonical(without_row(known))


def without_row(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in OWN_TO_A_ROW}


def write_judgements(review: Review, judgements: tuple[Judgement, ...]) -> None:
    """One assessment an indicator; 3 queries and one an assessment."""
    indicators = {one.code: one for one in Indicator.objects.filter(version=review.version).order_by("order")}
    values = {
        (one.indicator_id, one.code): one for one in Value.objects.filter(version=review.version).order_by("order")
    }
    for judgement in judgements:
        indicator = indicators.get(judgement.indicator)
        if indicator is None:
            raise UnknownCode(judgement.indicator)
        value = values.get((indicator.pk, judgement.value)) if judgement.value else None
        if judgement.value and value is None:
            raise UnknownCode(f"{judgement.indicator}: {judgement.value}")
        Assessment.objects.create(
            review=review,
            indicator=indicator,
            value=value,
            absence=judgement.absence,
            words=judgement.words,
            justification=judgement.justification,
            text=judgement.text,
            sources=[dict(one) for one in judgement.sources],
        )


@transaction.atomic
def keep_glance(
    actor: Any, commitment: Commitment, rows: tuple[GlanceRow, ...], *, language: str = "", source: Source | None = None
) -> tuple[Glance, bool]:
    """Keep the box “at a glance” as a page publishes it; the same box again writes nothing."""
    lines = [row.as_json() for row in rows]
    last = Glance.objects.filter(commitment=commitment).order_by("-seen_at", "-pk").first()
    if last is not None and digest(last.rows) == digest(lines) and last.language == language:
        return last, False
    glance = Glance.objects.create(commitment=commitment, rows=lines, language=language, source=source)
    record(actor, "glance.read" if actor is None else "glance.brought-in", "commitment", commitment.uid)
    return glance, True
