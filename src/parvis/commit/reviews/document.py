"""A whole review as plain JSON values: what is hashed, signed, exported, and never changes afterwards."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from i18nfield.strings import LazyI18nString

from parvis.commit.plans.models import Text
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Assessment, Review

FORMAT = 1


def document_of(review: Review, published_at: datetime) -> dict[str, Any]:
    """Everything that the review says, in the words of that instant; 5 queries.

    Names are written out (of the commitment, of bodies, of the method): who reads the file needs no server, and a body
    that changes its name tomorrow does not change what was signed today. No comment carries the name of a person.
    """
    corrected = review.corrects
    return {
        "document": FORMAT,
        "uid": str(review.uid),
        "url": settings.SITE_URL + addresses.review(review.slug, review.language),
        "language": review.language,
        "heading": review.heading,
        "product": review.product,
        "phase": review.phase,
        "number": review.number,
        "corrects": {"uid": str(corrected.uid), "digest": corrected.digest} if corrected else None,
        "judged": judged(review),
        "method": {
            "code": review.version.code,
            "name": words(review.version.name),
            "adopted": review.version.adopted,
        },
        "reviewer": {"name": review.reviewer, "body": review.body.name if review.body else ""},
        "declaration": review.declaration,
        "declared_at": instant(review.declared_at) if review.declared_at else None,
        "summary": review.summary,
        "assessments": assessments(review),
        "recommendations": [
            {"number": one.number, "text": one.text, "condition": one.condition}
            for one in review.recommendations.order_by("number")
        ],
        "comments": comments(review),
        "day": review.day,
        "source": source(review),
        "read": review.read,
        "published_at": instant(published_at),
    }


def judged(review: Review) -> dict[str, Any]:
    plan, commitment = review.plan, review.commitment
    about: dict[str, Any] = {"plan": {"uid": str(plan.uid), "title": words(plan.title), "cycle": plan.cycle}}
    if commitment is None:
        return {"type": "plan", "title": plan.title.localize(review.language), **about}
    return {
        "type": "commitment",
        "uid": str(commitment.uid),
        "external_id": commitment.external_id,
        "number": commitment.number,
        "title": commitment.title.localize(review.language),
        **about,
    }


def assessments(review: Review) -> list[dict[str, Any]]:
    rows = review.assessments.select_related("indicator", "value", "text__milestone").order_by("indicator__order", "pk")
    return [assessment(row) for row in rows]


def assessment(row: Assessment) -> dict[str, Any]:
    return {
        "indicator": row.indicator.code,
        "label": words(row.indicator.label),
        "confirmed": row.indicator.confirmed,
        "value": row.value.code if row.value else None,
        "value_label": words(row.value.label) if row.value else None,
        "absence": row.absence,
        "words": row.words,
        "justification": row.justification,
        "sources": row.sources,
        "text": text(row.text) if row.text else None,
    }


def text(judged_text: Text) -> dict[str, Any]:
    """Which text was judged; its hash, so that the words can be recognised whatever becomes of the row."""
    return {
        "uid": str(judged_text.uid),
        "part": judged_text.part,
        "language": judged_text.language,
        "authority": judged_text.authority,
        "wording": judged_text.wording,
        "number": judged_text.number,
        "milestone": judged_text.milestone.number if judged_text.milestone else None,
        "digest": f"sha256:{hashlib.sha256(judged_text.body.encode()).hexdigest()}",
    }


def comments(review: Review) -> list[dict[str, Any]]:
    return [
        {
            "side": one.side,
            "organisation": one.organisation.name if one.organisation else "",
            "at": instant(one.at),
            "text": "" if one.set_aside_reason else one.body,
            "reply": one.reply,
            "set_aside": one.set_aside_reason,
        }
        for one in review.comments.select_related("organisation").order_by("at", "pk")
    ]


def source(review: Review) -> dict[str, Any] | None:
    if review.source is None:
        return None
    found = review.source
    return {
        "title": found.title,
        "url": found.url,
        "consulted_on": found.consulted_on.isoformat() if found.consulted_on else None,
        "archived_hash": found.archived_hash,
    }


def words(value: Any) -> dict[str, str]:
    """A translated text as {"fr", "en"}."""
    given = value if isinstance(value, LazyI18nString) else LazyI18nString(value)
    return {code: given.localize(code) for code, _name in settings.LANGUAGES}


def instant(at: datetime) -> str:
    """`2026-11-26T07:12:00Z`: whole seconds, in UTC."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
