"""The page of a place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, queries
from parvis.convene.agenda.filters import Filters
from parvis.convene.agenda.views.head import head, host
from parvis.convene.agenda.views.series import keeping
from parvis.ground import clock
from parvis.people.viewer import viewer

# Means of transport whose lines bear a sign; the others are said in words.
SIGNED = frozenset({"metro", "rer", "train", "tram", "bus"})


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """How to get there, and what takes place there."""
    language = get_language() or "fr"
    page = queries.place_page(slug, viewer(request), language, clock.today())
    if page is None:
        if present := queries.present_place(slug):
            return redirect(addresses.place(present, language), permanent=True)
        raise Http404
    return render(
        request,
        "agenda/place.html",
        {
            "page": page,
            "signed": SIGNED,
            "nothing": not (page.events.coming or page.events.past),
            "agenda_url": addresses.agenda("", language),
            "website_host": host(page.website),
            **keeping(Filters(place=slug), language),
            "head": head(addresses.place(slug, language), page.place.name, page.place.address),
        },
    )
