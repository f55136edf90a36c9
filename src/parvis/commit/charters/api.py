"""The read API of charters: `/api/v1/charters`, with the same visibility as the pages."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from parvis.commit.charters import rows
from parvis.commit.charters.models import Charter
from parvis.commit.charters.queries.visibility import (
    charters_visible_to,
    pledges_visible_to,
    signatories_visible_to,
)
from parvis.disclose.api import register_router
from parvis.ground.journal.queries import version
from parvis.people.api.refusals import refused

NOBODY = AnonymousUser()
LIMIT, MOST = 50, 200
Language = Literal["fr", "en"]


class ClaimOut(Schema):
    kind: str
    value: str | int
    approximate: bool
    side: str | None
    scope: str
    source: str
    source_url: str | None


class CharterOut(Schema):
    uid: str
    url: str
    slug: str
    title: str
    summary: str
    standing: str
    host: str | None
    version: int | None
    adopted_on: Annotated[str | None, Field(description=gettext_noop("A day, a month or a year, of ISO 8601-2."))]
    wording: str | None
    signatories: int
    open: bool
    open_until: date | None
    claims: list[ClaimOut]
    updated_at: datetime


class PledgeOut(Schema):
    uid: str
    url: str
    charter: str
    version: int
    side: str
    key: str
    order: int
    title: str
    text: str
    wording: str


class CharterDetail(CharterOut):
    pledges: list[PledgeOut]


class SelfAssessmentOut(Schema):
    pledge: str
    level: str
    stated_at: datetime
    evidence: int


class SignatoryOut(Schema):
    uid: str
    url: str
    charter: str
    version: int
    organisation: str
    name: str
    capacity: str
    side: str
    signed_on: str | None
    place: str
    authority: str
    state: str
    withdrawn_on: date | None
    source: str | None
    self_assessments: list[SelfAssessmentOut]


class ChartersPage(Schema):
    items: list[CharterOut]
    next: str | None


class SignatoriesPage(Schema):
    items: list[SignatoryOut]
    next: str | None


class ChartersQuery(Schema):
    after: str = Field("", description=gettext_noop("Where the page starts: the `next` of the page before."))
    limit: int = Field(LIMIT, ge=1, le=MOST, description=gettext_noop("How many items a page holds."))
    lang: Language = Field(
        "fr", description=gettext_noop("Language of names, and of the pages that addresses lead to.")
    )


router = Router(tags=["charters"])


def register_all() -> None:
    register_router("/charters", router)


@router.get("", response=ChartersPage, summary=gettext_noop("Charters"))
def list_charters(request: HttpRequest, response: HttpResponse, page: Query[ChartersQuery]) -> Any:
    found = charters_visible_to(NOBODY).select_related("host")
    return listed(request, response, page, found, rows.charter_rows)


@router.get(
    "/{uid}",
    response=CharterDetail,
    summary=gettext_noop("One charter, with the pledges of its last version"),
    description=gettext_noop("By its identifier or its slug."),
)
def read_charter(request: HttpRequest, response: HttpResponse, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        charter = found_charter(uid)
        if same := unchanged(request, response):
            return same
        (row,) = rows.charter_rows([charter], lang)
        pledges = pledges_visible_to(NOBODY).filter(version__charter=charter, version__number=row["version"])
        found = pledges.select_related("version__charter").order_by("side", "order", "pk")
        return {**row, "pledges": list(rows.pledge_rows(found, lang))}


@router.get(
    "/{uid}/signatories",
    response=SignatoriesPage,
    summary=gettext_noop("Signatories of a charter"),
    description=gettext_noop(
        "Withdrawals included, with their day; `capacity` keeps state, city, civic-tech or other."
    ),
)
def list_signatories(
    request: HttpRequest, response: HttpResponse, uid: str, page: Query[ChartersQuery], capacity: str = ""
) -> Any:
    with translation.override(page.lang):
        charter = found_charter(uid)
    found = signatories_visible_to(NOBODY).filter(charter=charter)
    if capacity:
        found = found.filter(capacity=capacity)
    found = found.select_related("charter", "version", "organisation", "source")
    return listed(request, response, page, found, rows.signatory_rows)


def found_charter(text: str) -> Charter:
    """The public charter of that identifier or slug; refused as not found otherwise."""
    try:
        named = Q(uid=UUID(text))
    except ValueError:
        named = Q(slug=text.replace("\0", " "))  # PostgreSQL takes no null character; no slug holds a space
    charter = charters_visible_to(NOBODY).filter(named).select_related("host").order_by("pk").first()
    if charter is None:
        raise refused(404, "uid", _("There is nothing public under this identifier."), "not-found")
    return charter


def listed(request: HttpRequest, response: HttpResponse, page: ChartersQuery, found: QuerySet[Any], make: Any) -> Any:
    """A page of things in the order of their identifiers."""
    with translation.override(page.lang):
        if page.after:
            try:
                found = found.filter(uid__gt=UUID(page.after))
            except ValueError:
                raise refused(422, "after", _("“after” is not a place in this list."), "unknown-value") from None
        if same := unchanged(request, response):
            return same
        batch = list(found.order_by("uid")[: page.limit + 1])
        shown = batch[: page.limit]
        following = shown[-1].uid.hex if len(batch) > page.limit else None
        return {"items": list(make(shown, page.lang)), "next": following}


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """304 when the client has this version; one cheap query."""
    parts = f"{request.get_full_path()} {version()}"
    etag = f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag)
