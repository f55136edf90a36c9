"""The read API: `/api/v1/laws` and one law with its measures; the same visibility as the pages."""

from __future__ import annotations

import hashlib
from datetime import date
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

from parvis.commit.law import rows
from parvis.commit.law.queries.visibility import published_laws, published_measures
from parvis.disclose.api import register_router
from parvis.ground import clock
from parvis.ground.journal.queries import version

LIMIT, MOST = 50, 200
Language = Literal["fr", "en"]


class LawOut(Schema):
    uid: str
    url: str
    slug: str
    title: str
    nature: str
    number: str
    official_title: str
    language: str
    signed_on: date | None
    published_on: date | None
    published_in: str
    in_force_on: date | None
    repealed_on: date | None
    official_url: str
    consolidated_on: date | None
    answers: str | None
    standing: str


class ArticleOut(Schema):
    article: str
    of_text: Annotated[str, Field(description=gettext_noop("A code that the law changes; empty: the law itself."))]
    says: str
    binds: str
    threshold: str
    url: str


class HolderOut(Schema):
    name: str
    organisation: str | None
    role: str


class DecreeOut(Schema):
    uid: str
    url: str
    measure: str
    law: str
    standing: Annotated[
        str, Field(description=gettext_noop("published, awaited, not-needed, not-found or not-looked-up."))
    ]
    title: str | None
    nature: str
    number: str
    signed_on: date | None
    published_on: date | None
    expected: Annotated[str, Field(description=gettext_noop("What was announced, of any precision (ISO 8601-2)."))]
    expected_by: date | None
    searched_on: date | None
    repealed_on: date | None
    official_url: str


class MeasureOut(Schema):
    uid: str
    url: str
    law: str
    number: str
    title: str
    state: Annotated[
        str, Field(description=gettext_noop("Computed today from the decrees, the duties and their evidence."))
    ]
    since: date | None
    days_awaited: int | None
    days_late: int
    decrees_needed: int
    decrees_published: int
    decrees_unknown: int
    duties: int
    duties_done: int
    evidence: int
    articles: list[ArticleOut]
    responsible: list[HolderOut]
    decrees: list[DecreeOut]


class LawDetail(LawOut):
    measures: list[MeasureOut]


class LawPage(Schema):
    items: list[LawOut]
    next: Annotated[
        str | None, Field(description=gettext_noop("Give it as `after` to have the next page; null on the last one."))
    ]


class LawProblemOut(Schema):
    parameter: str
    message: str
    code: Annotated[str, Field(description=gettext_noop("For programs: it does not change with the language."))]


class LawProblems(Schema):
    errors: list[LawProblemOut]


class LawQuery(Schema):
    after: str = Field("", description=gettext_noop("Where the page starts: the `next` of the page before."))
    limit: int = Field(LIMIT, ge=1, le=MOST, description=gettext_noop("How many items a page holds."))
    lang: Language = Field(
        "fr", description=gettext_noop("Language of names, and of the pages that addresses lead to.")
    )


router = Router(tags=["laws"])


def register_all() -> None:
    register_router("/laws", router)


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """304 when the client has this version; one cheap query."""
    parts = f"{request.get_full_path()} {version()} {clock.today()}"
    etag = f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag)


def problem(status: int, parameter: str, message: str, code: str) -> Status[dict[str, Any]]:
    return Status(status, {"errors": [{"parameter": parameter, "message": message, "code": code}]})


@router.get(
    "",
    response={200: LawPage, 422: LawProblems},
    summary=gettext_noop("Laws that are followed"),
    description=gettext_noop("With their days; the measures of each are in its own address."),
)
def list_laws(request: HttpRequest, response: HttpResponse, query: Query[LawQuery]) -> Any:
    with translation.override(query.lang):
        found = published_laws()
        if query.after:
            try:
                found = found.filter(uid__gt=UUID(query.after))
            except ValueError:
                return problem(422, "after", _("“after” is not a place in this list."), "unknown-value")
        if same := unchanged(request, response):
            return same
        batch = list(found.select_related("plan__organisation").order_by("uid")[: query.limit + 1])
        shown = batch[: query.limit]
        following = shown[-1].uid.hex if len(batch) > query.limit else None
        return {"items": [rows.law_row(law, query.lang) for law in shown], "next": following}


@router.get(
    "/{uid}",
    response={200: LawDetail, 404: LawProblems},
    summary=gettext_noop("One law, with its measures and how far each is applied"),
    description=gettext_noop("By its identifier or its slug."),
)
def read_law(request: HttpRequest, response: HttpResponse, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        law = published_laws().filter(identified(uid)).select_related("plan__organisation").order_by("pk").first()
        if law is None:
            return problem(404, "uid", _("There is nothing public under this identifier."), "not-found")
        if same := unchanged(request, response):
            return same
        found = published_measures().filter(plan=law.plan_id)
        return {**rows.law_row(law, lang), "measures": list(rows.measures(found, lang, clock.today()))}


def identified(text: str) -> Q:
    """A condition on the identifier when the text is one, else on the slug."""
    try:
        return Q(uid=UUID(text))
    except ValueError:
        return Q(plan__slug=text.replace("\0", " "))  # PostgreSQL takes no null character; no slug holds a space
