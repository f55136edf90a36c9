"""The read API: `/api/v1/reviews`, one review with its assessments and recommendations; the visibility of the pages."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from parvis.commit.reviews import rows
from parvis.disclose.api import register_router
from parvis.ground.journal.queries import version

LIMIT, MOST = 50, 200
Language = Literal["fr", "en"]


class ReviewOut(Schema):
    uid: str
    url: str
    slug: str
    heading: Annotated[str, Field(description=gettext_noop("As published, even when it names another phase."))]
    product: str
    phase: str
    plan: str
    commitment: str | None
    external_id: str
    method: str
    method_adopted: bool
    language: str
    reviewer: str
    body: str | None
    declaration: str
    day: str
    read_from_a_page: bool
    source: str | None
    version: int
    corrects: str | None
    published_at: datetime | None
    digest: str
    key: str
    file: Annotated[str, Field(description=gettext_noop("What `parvis verify` reads."))]


class AssessmentOut(Schema):
    uid: str
    url: str
    indicator: str
    label: str
    family: str
    group: Annotated[str, Field(description=gettext_noop("Values of two groups are never set against each other."))]
    confirmed: bool
    value: str | None
    value_label: str | None
    level: int | None
    absence: Annotated[str, Field(description=gettext_noop("Why there is no value; empty when there is one."))]
    words: str
    justification: str
    sources: list[dict[str, Any]]
    text: str | None


class ReviewAnswerOut(Schema):
    answer: str
    reasons: str
    by: str | None
    at: datetime


class RecommendationOut(Schema):
    uid: str
    url: str
    number: int
    text: str
    condition: str
    language: str
    standing: str
    answers: list[ReviewAnswerOut]


class ReviewDetail(ReviewOut):
    assessments: list[AssessmentOut]
    recommendations: list[RecommendationOut]


class ReviewPageOut(Schema):
    items: list[ReviewOut]
    next: Annotated[
        str | None, Field(description=gettext_noop("Give it as `after` to have the next page; null on the last one."))
    ]


class ReviewProblemOut(Schema):
    parameter: str
    message: str
    code: Annotated[str, Field(description=gettext_noop("For programs: it does not change with the language."))]


class ReviewProblems(Schema):
    errors: list[ReviewProblemOut]


class ReviewQuery(Schema):
    commitment: UUID | None = Field(None, description=gettext_noop("Reviews of this commitment alone."))
    plan: str = Field("", description=gettext_noop("Reviews of this plan and of its commitments; its address."))
    after: str = Field("", description=gettext_noop("Where the page starts: the `next` of the page before."))
    limit: int = Field(LIMIT, ge=1, le=MOST, description=gettext_noop("How many items a page holds."))
    lang: Language = Field(
        "fr", description=gettext_noop("Language of names, and of the pages that addresses lead to.")
    )


router = Router(tags=["reviews"])


def register_all() -> None:
    register_router("/reviews", router)


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """304 when the client has this version; one cheap query."""
    parts = f"{request.get_full_path()} {version()}"
    etag = f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag)


def problem(status: int, parameter: str, message: str, code: str) -> Status[dict[str, Any]]:
    return Status(status, {"errors": [{"parameter": parameter, "message": message, "code": code}]})


@router.get(
    "",
    response={200: ReviewPageOut, 422: ReviewProblems},
    summary=gettext_noop("Published reviews"),
    description=gettext_noop("Those that were corrected since too; each names the one it corrects."),
)
def list_reviews(request: HttpRequest, response: HttpResponse, query: Query[ReviewQuery]) -> Any:
    with translation.override(query.lang):
        found = rows.reviews()
        if query.commitment:
            found = found.filter(commitment__uid=query.commitment)
        if query.plan:
            found = found.filter(plan__slug=query.plan.replace("\0", " "))
        if query.after:
            try:
                found = found.filter(uid__gt=UUID(query.after))
            except ValueError:
                return problem(422, "after", _("“after” is not a place in this list."), "unknown-value")
        if same := unchanged(request, response):
            return same
        batch = list(found[: query.limit + 1])
        shown = batch[: query.limit]
        following = shown[-1].uid.hex if len(batch) > query.limit else None
        return {"items": rows.listed(shown, rows.review_row, query.lang), "next": following}


@router.get(
    "/{uid}",
    response={200: ReviewDetail, 404: ReviewProblems},
    summary=gettext_noop("One review, with its assessments and recommendations"),
    description=gettext_noop("By its identifier or its slug."),
)
def read_review(request: HttpRequest, response: HttpResponse, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        review = rows.reviews().filter(identified(uid)).first()
        if review is None:
            return problem(404, "uid", _("There is nothing public under this identifier."), "not-found")
        if same := unchanged(request, response):
            return same
        return {
            **rows.review_row(review, lang),
            "assessments": rows.listed(rows.assessments().filter(review=review), rows.assessment_row, lang),
            "recommendations": rows.listed(
                rows.recommendations().filter(review=review).order_by("number"), rows.recommendation_row, lang
            ),
        }


def identified(text: str) -> Q:
    """A condition on the identifier when the text is one, else on the slug."""
    try:
        return Q(uid=UUID(text))
    except ValueError:
        return Q(slug=text.replace("\0", " "))  # PostgreSQL takes no null character; no slug holds a space
