"""The list of plans and commitments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commit.plans import addresses, filters
from parvis.commit.plans.queries.listing import listing as listing_page
from parvis.ground import clock
from parvis.people.viewer import viewer
from parvis.ui.head import head


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every plan and every commitment, or those that answer to the filters of the address."""
    language = get_language() or "fr"
    asked = filters.parse(request.GET.dict())
    page = listing_page(asked, request.GET.get("page", ""), viewer(request), language, clock.today())
    return render(
        request,
        "plans/listing.html",
        {
            "page": page,
            "action": addresses.commitments("", language),
            "head": head(
                addresses.commitments(asked.query_string(), language),
                _("Commitments"),
                _("What public bodies promised, by when, and what became of it."),
            ),
        },
    )
