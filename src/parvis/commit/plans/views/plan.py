"""The page of a plan."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.commit.plans import addresses
from parvis.commit.plans.filters import Filters
from parvis.commit.plans.queries.plan import plan_page
from parvis.ground import clock
from parvis.ground.follows.templatetags.follows import follow_url
from parvis.people.viewer import viewer
from parvis.ui.head import head, host


@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    language = get_language() or "fr"
    page = plan_page(plan, request.GET.get("page", ""), viewer(request), language, clock.today())
    if page is None:
        raise Http404
    only = Filters(plan=page.slug).query_string()
    return render(
        request,
        "plans/plan.html",
        {
            "page": page,
            "index_url": addresses.commitments("", language),
            "search_url": addresses.commitments(only, language),
            "atom_url": addresses.atom(only, language),
            "file_url": addresses.listing(only, language),
            "follow_url": follow_url("plan", page.uid) if not page.draft else "",
            "framework_host": host(page.framework.url),
            "head": head(page.url, page.title, page.summary),
        },
    )
