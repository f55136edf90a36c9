"""Publishing: the document is made, signed and sealed in one transaction; then the database refuses any change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.civics.proofs import (
    Assertion,
    Unreadable,
    canonical,
    digest,
    one_time_signed,
    passkey_challenge,
    passkey_signed,
    statement_of,
    verify,
)
from parvis.civics.proofs.signatures import Jwk, thumbprint
from parvis.commit.reviews.actions.opening import Closed, hold_as_author, save_new
from parvis.commit.reviews.document import document_of, instant
from parvis.commit.reviews.finding import index_review
from parvis.commit.reviews.models import Answer, Assessment, Indicator, Recommendation, Review, Stage, Subject
from parvis.commit.reviews.models.review import OPEN
from parvis.commit.reviews.queries.visibility import public
from parvis.ground import clock
from parvis.ground.follows.facts import notify
from parvis.ground.journal.actions import record


class Incomplete(Exception):
    """The review lacks something without which it is not published; `parts` says what, in words."""

    def __init__(self, parts: list[str]) -> None:
        super().__init__(len(parts))
        self.parts = parts


class Moved(Exception):
    """The review was changed since the page that asked for a signature was made."""


class WrongSignature(Exception):
    """What the passkey answered does not sign this review."""


@dataclass(frozen=True)
class Prepared:
    """What a passkey is asked to sign: the statement, and the instant it speaks of."""

    statement: dict[str, Any]
    at: datetime

    @property
    def challenge(self) -> bytes:
        return passkey_challenge(self.statement)


def asked(review: Review) -> list[Indicator]:
    """The indicators that the method asks for this review, in order."""
    subject = Subject.COMMITMENT if review.commitment_id else Subject.PLAN
    rows = Indicator.objects.filter(version=review.version_id, subject=subject).order_by("order", "pk")
    return [one for one in rows if review.phase in one.phases]


def missing(review: Review) -> list[str]:
    """What is still needed before publication, in words and in the active language."""
    lacking = []
    if not review.declaration:
        lacking.append(str(_("the declaration of interests")))
    if review.comments_close_at is None:
        lacking.append(str(_("the time for comments")))
    elif review.comments_close_at > clock.now():
        lacking.append(str(_("the end of the time for comments")))
    coded = {one.indicator_id: one for one in review.assessments.order_by("pk")}
    for indicator in asked(review):
        one = coded.get(indicator.pk)
        if one is None:
            lacking.append(str(_("the indicator “%(label)s”") % {"label": indicator.label}))
        elif not one.justification:
            lacking.append(str(_("the justification of “%(label)s”") % {"label": indicator.label}))
        elif one.value_id and not one.sources:
            lacking.append(str(_("a source for “%(label)s”") % {"label": indicator.label}))
    unanswered = review.comments.filter(reply="", set_aside_reason="").count()
    if unanswered:
        lacking.append(str(_("a reply to each comment (%(n)s without)") % {"n": unanswered}))
    return lacking


@transaction.atomic
def publish_with_one_time_key(actor: Any, review: Review) -> Review:
    """Publish with a key made now, used once and forgotten; its public half is published with the review.

    raises   Closed, NotIndependent, Incomplete
    """
    held, at = ready(actor, review), clock.now().replace(microsecond=0)
    document = document_of(held, at)
    data, key = one_time_signed(document, signer=held.reviewer, signed_at=instant(at))
    return published(actor, review, held, document, data, at=at, kind="one-time", key=key)


def prepare(review: Review, *, key: Jwk, domain: str) -> Prepared:
    """What a passkey with this public key is to sign; nothing is written."""
    at = clock.now().replace(microsecond=0)
    return Prepared(statement_with(review, at, key, domain), at)


def statement_with(review: Review, at: datetime, key: Jwk, domain: str) -> dict[str, Any]:
    document = document_of(review, at)
    return dict(
        statement_of(document, signer=review.reviewer, signed_at=instant(at), kind="passkey", key=key, domain=domain)
    )


@transaction.atomic
def publish_with_passkey(
    actor: Any, review: Review, assertion: Assertion, *, at: datetime, asked_digest: str, key: Jwk, domain: str
) -> Review:
    """Publish what the reviewer's own passkey signed.

    at, asked_digest  of the statement that `prepare` made; the review must still be the same
    raises            Closed, NotIndependent, Incomplete, Moved, WrongSignature
    """
    held = ready(actor, review)
    document = document_of(held, at)
    if digest(document) != asked_digest:
        raise Moved
    statement = statement_with(held, at, key, domain)
    data = passkey_signed(document, statement, assertion)
    try:
        holds = verify(data).holds()
    except Unreadable:
        holds = False
    if not holds:
        raise WrongSignature
    return published(actor, review, held, document, data, at=at, kind="passkey", key=key)


def ready(actor: Any, review: Review) -> Review:
    """The review, locked and whole."""
    hold_as_author(actor, review)
    held = Review.objects.select_related("plan", "commitment", "version", "body", "source", "corrects").get(
        pk=review.pk
    )
    lacking = missing(held)
    if lacking:
        raise Incomplete(lacking)
    return held


def published(
    actor: Any,
    review: Review,
    held: Review,
    document: dict[str, Any],
    data: bytes,
    *,
    at: datetime,
    kind: str,
    key: Jwk,
) -> Review:
    seal(held, document, data, at=at, kind=kind, key=thumbprint(key))
    carry_answers(held)
    public = {"reviewer": held.reviewer, "digest": held.digest, "key": held.key}
    record(actor, "review.published", "review", held.uid, public=public)
    tell(held)
    review.refresh_from_db()
    return review


def carry_answers(review: Review) -> None:
    """An answer to the version that this one corrects stands for each recommendation that says the same words."""
    if review.corrects is None:
        return
    answered = Answer.objects.filter(recommendation__review=review.corrects).select_related("recommendation")
    before: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answered.order_by("at", "pk"):
        before[answer.recommendation.text, answer.recommendation.condition].append(answer)
    kept = ("kind", "body", "organisation", "author", "at")
    for advice in review.recommendations.order_by("number"):
        for answer in before.get((advice.text, advice.condition), ()):
            Answer.objects.create(recommendation=advice, **{name: getattr(answer, name) for name in kept})


def seal(review: Review, document: dict[str, Any], data: bytes, *, at: datetime, kind: str = "", key: str = "") -> None:
    """One conditional update makes it published; the guards of the database hold it, and all under it, from then on."""
    won = Review.objects.filter(pk=review.pk, state__in=OPEN).update(
        state=Stage.PUBLISHED,
        published_at=at,
        changed_at=at,
        document=canonical(document).decode(),
        digest=digest(document),
        file=data.decode(),
        signed_with=kind,
        key=key,
    )
    if not won:
        raise Closed
    review.refresh_from_db()
    index_review(review)


def tell(review: Review) -> None:
    """Followers of what was judged learn that it was, once each; those of the plan, nothing of a promise not public."""

    def fact() -> str:
        return _("An independent review was published: %(heading)s.") % {"heading": review.heading}

    news = uuid4()
    if review.commitment is not None:
        notify("commitment", review.commitment.uid, fact, news=news)
    if public().filter(pk=review.pk).exists():
        notify("plan", review.plan.uid, fact, news=news)
    notify("review", review.uid, fact, news=news)


@transaction.atomic
def begin_correction(actor: Any, review: Review) -> Review:
    """Begin the version that will replace a published review: a draft with all that it says.

    Returns the draft that was begun already when there is one. Raises Closed for a review that is not published.
    """
    held = Review.objects.select_for_update().filter(pk=review.pk, state=Stage.PUBLISHED).first()
    if held is None:
        raise Closed
    begun = Review.objects.filter(corrects=held).first()
    if begun is not None:
        return begun
    kept = ("plan", "commitment", "product", "phase", "heading", "language", "version", "account", "reviewer", "body")
    kept += ("declaration", "declared_at", "summary", "day", "source")
    draft = Review(
        **{name: getattr(held, name) for name in kept}, state=Stage.DRAFT, corrects=held, number=held.number + 1
    )
    save_new(draft)
    for one in held.assessments.order_by("pk"):
        kept_words = ("indicator", "value", "absence", "words", "justification", "sources", "text")
        Assessment.objects.create(review=draft, **{name: getattr(one, name) for name in kept_words})
    for advice in held.recommendations.order_by("number"):
        Recommendation.objects.create(review=draft, number=advice.number, text=advice.text, condition=advice.condition)
    record(actor, "review.correction-begun", "review", held.uid)
    return draft
