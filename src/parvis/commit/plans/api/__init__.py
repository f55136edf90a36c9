"""The read API: `/api/v1/plans`, `/commitments`, `/milestones`, `/progress-reports`, `/evidence`.

The same filters and the same visibility as the pages; pages by cursor; 304 to who has this version already.
"""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from parvis.commit.plans import rows
from parvis.commit.plans.api.schemas import (
    CommitmentDetail,
    CommitmentPage,
    CommitmentQuery,
    EvidencePage,
    Language,
    MilestonePage,
    MilestoneQuery,
    Page,
    PlanOut,
    PlanPage,
    Problems,
    ReportPage,
)
from parvis.commit.plans.filters import Filters
from parvis.commit.plans.models import Milestone, Text
from parvis.commit.plans.queries.narrowing import late, narrow
from parvis.commit.plans.queries.shapes import Problem
from parvis.commit.plans.queries.visibility import (
    evidence_visible_to,
    milestones_visible_to,
    not_pending,
    published,
    published_plans,
    reports_visible_to,
)
from parvis.disclose.api import register_router
from parvis.ground import clock
from parvis.ground.journal.queries import version

__all__ = ["commitments_router", "detail", "register_all"]

NOBODY = AnonymousUser()
plans_router, commitments_router = Router(tags=["plans"]), Router(tags=["commitments"])
milestones_router, reports_router = Router(tags=["milestones"]), Router(tags=["progress-reports"])
evidence_router = Router(tags=["evidence"])


def register_all() -> None:
    register_router("/plans", plans_router)
    register_router("/commitments", commitments_router)
    register_router("/milestones", milestones_router)
    register_router("/progress-reports", reports_router)
    register_router("/evidence", evidence_router)


@plans_router.get("", response={200: PlanPage, 422: Problems}, summary=gettext_noop("Published plans"))
def list_plans(request: HttpRequest, response: HttpResponse, page: Query[Page]) -> Any:
    return listed(request, response, page, rows.plans(published_plans()), rows.plan_rows)


@plans_router.get(
    "/{uid}",
    response={200: PlanOut, 404: Problems},
    summary=gettext_noop("One plan"),
    description=gettext_noop("By its identifier or its slug."),
)
def read_plan(request: HttpRequest, response: HttpResponse, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        plan = rows.plans(published_plans().filter(identified(uid))).order_by("pk").first()
        if plan is None:
            return not_found("uid")
        return unchanged(request, response) or rows.plan_rows([plan], lang)[0]


@commitments_router.get(
    "",
    response={200: CommitmentPage, 422: Problems},
    summary=gettext_noop("Commitments of the published plans"),
    description=gettext_noop(
        "The same filters as the page; a value that means nothing is refused with one sentence for each."
    ),
)
def list_commitments(request: HttpRequest, response: HttpResponse, query: Query[CommitmentQuery]) -> Any:
    with translation.override(query.lang):
        filters = Filters(query.plan, query.body, query.area, query.state, query.q)
        found = published()
        if filters:
            narrowed = narrow(filters, query.lang, clock.today())
            if narrowed.problems:
                return refusal(narrowed.problems)
            found = narrowed.commitments
        return listed(request, response, query, rows.commitments(found), rows.commitment_rows)


@commitments_router.get(
    "/{uid}",
    response={200: CommitmentDetail, 404: Problems},
    summary=gettext_noop("One commitment, with its texts, milestones, reports and evidence"),
    description=gettext_noop("By its identifier."),
)
def read_commitment(request: HttpRequest, response: HttpResponse, uid: UUID, lang: Language = "fr") -> Any:
    with translation.override(lang):
        found = detail(uid, lang)
        if found is None:
            return not_found("uid")
        return unchanged(request, response) or found


def detail(uid: UUID, lang: str) -> dict[str, Any] | None:
    """Everything that is public of one commitment, as data; None when there is none. 9 queries."""
    one = rows.commitments(published().filter(uid=uid)).order_by("pk").first()
    if one is None:
        return None
    said = Text.objects.filter(not_pending(), commitment=one)  # what waits for its amendment is not public yet
    texts = said.select_related("milestone").order_by("part", "language", "pk")
    steps = rows.milestones(Milestone.objects.filter(commitment=one)).order_by("order", "pk")
    declared = rows.reports(reports_visible_to(NOBODY).filter(commitment=one)).order_by("day", "pk")
    proofs = rows.evidence(evidence_visible_to(NOBODY).filter(commitment=one)).order_by("pk")
    return {
        **rows.commitment_rows([one], lang)[0],
        "texts": rows.text_rows(texts),
        "steps": rows.milestone_rows(list(steps), lang),
        "reports": rows.report_rows(list(declared), lang),
        "evidence": rows.evidence_rows(list(proofs), lang),
    }


@milestones_router.get(
    "", response={200: MilestonePage, 422: Problems}, summary=gettext_noop("Milestones of the published commitments")
)
def list_milestones(request: HttpRequest, response: HttpResponse, query: Query[MilestoneQuery]) -> Any:
    found = milestones_visible_to(NOBODY)
    if query.late:
        found = late(found, clock.today())
    return listed(request, response, query, rows.milestones(found), rows.milestone_rows, query.commitment)


@reports_router.get(
    "",
    response={200: ReportPage, 422: Problems},
    summary=gettext_noop("Progress reports: what bodies declare of their own promises"),
)
def list_reports(request: HttpRequest, response: HttpResponse, page: Query[Page], commitment: str = "") -> Any:
    return listed(request, response, page, rows.reports(reports_visible_to(NOBODY)), rows.report_rows, commitment)


@evidence_router.get(
    "", response={200: EvidencePage, 422: Problems}, summary=gettext_noop("Evidence, what was set aside included")
)
def list_evidence(request: HttpRequest, response: HttpResponse, page: Query[Page], commitment: str = "") -> Any:
    return listed(request, response, page, rows.evidence(evidence_visible_to(NOBODY)), rows.evidence_rows, commitment)


def listed(
    request: HttpRequest,
    response: HttpResponse,
    page: Page,
    found: QuerySet[Any],
    make: rows.Make,
    commitment: str = "",
) -> Any:
    """A page of things in the order of their identifiers; `commitment` keeps those of one."""
    with translation.override(page.lang):
        for parameter, text, condition in (
            ("after", page.after, "uid__gt"),
            ("commitment", commitment, "commitment__uid"),
        ):
            if not text:
                continue
            try:
                found = found.filter(**{condition: UUID(text)})
            except ValueError:
                return refusal((Problem(parameter, _("“%(value)s” is not an identifier.") % {"value": text}),))
        if same := unchanged(request, response):
            return same
        batch = list(found.order_by("uid")[: page.limit + 1])
        shown = batch[: page.limit]
        following = shown[-1].uid.hex if len(batch) > page.limit else None
        return {"items": make(shown, page.lang), "next": following}


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """304 when the client has this version; one cheap query. The day is part of it, since lateness comes with time."""
    parts = f"{request.get_full_path()} {version()} {clock.today()}"
    etag = f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag)


def refusal(problems: tuple[Problem, ...]) -> Status[dict[str, Any]]:
    errors = [{"parameter": one.parameter, "message": one.sentence, "code": "unknown-value"} for one in problems]
    return Status(422, {"errors": errors})


def not_found(parameter: str) -> Status[dict[str, Any]]:
    message = _("There is nothing public under this identifier.")
    return Status(404, {"errors": [{"parameter": parameter, "message": message, "code": "not-found"}]})


def identified(text: str) -> Q:
    """A condition on the identifier when the text is one, else on the slug."""
    try:
        return Q(uid=UUID(text))
    except ValueError:
        return Q(slug=text.replace("\0", " "))  # PostgreSQL takes no null character; no slug holds a space
