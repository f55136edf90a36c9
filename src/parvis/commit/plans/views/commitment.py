"""The page of a commitment, and the pages of others about it as they were read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.commit.plans import addresses, queries
from parvis.commit.plans.queries.commitment import commitment_page
from parvis.commit.plans.queries.shapes import CommitmentPage
from parvis.ground import clock
from parvis.ground.follows.templatetags.follows import follow_url
from parvis.people.viewer import viewer
from parvis.ui.head import head


@require_safe
def commitment(request: HttpRequest, plan: str, commitment: str) -> HttpResponse:
    language, today = get_language() or "fr", clock.today()
    page = commitment_page(plan, commitment, request.GET.get("text", ""), viewer(request), language, today)
    if page is None:
        raise Http404
    return render(request, "plans/commitment.html", shown(page, plan, today, language))


def shown(page: CommitmentPage, plan: str, today: date, language: str) -> dict[str, Any]:
    """What the template of the page prints; `plan` is the slug of its plan."""
    return {
        "page": page,
        "today": today,
        "index_url": addresses.commitments("", language),
        "file_url": addresses.commitment_file(plan, page.slug, language),
        "follow_url": "" if page.draft else follow_url("commitment", page.uid),
        "head": head(page.url, page.title, page.promise.html if page.promise else ""),
    }


@require_safe
def read_page(request: HttpRequest, plan: str, commitment: str, digest: str) -> HttpResponse:
    """A page of somebody else about the commitment, word for word, with what it contradicts in the margin."""
    language = get_language() or "fr"
    page = queries.read_page(plan, commitment, digest, viewer(request), language)
    if page is None:
        raise Http404
    return render(
        request,
        "plans/read_page.html",
        {"page": page, "index_url": addresses.commitments("", language), "head": head(page.line.url, page.title)},
    )
