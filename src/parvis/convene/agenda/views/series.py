"""Series and their editions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, queries
from parvis.convene.agenda.filters import Filters
from parvis.convene.agenda.invitations import invitations
from parvis.convene.agenda.queries.directories import series_entries
from parvis.convene.agenda.views.head import head, host
from parvis.ground import clock
from parvis.people.viewer import viewer


@require_safe
def series_index(request: HttpRequest) -> HttpResponse:
    """Everything that comes back."""
    language = get_language() or "fr"
    return render(
        request,
        "agenda/series_index.html",
        {
            "entries": series_entries(viewer(request), language),
            "agenda_url": addresses.agenda("", language),
            "head": head(addresses.series_index(language), _("Series")),
        },
    )


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language() or "fr"
    page = queries.series_page(slug, viewer(request), language, clock.today())
    if page is None:
        raise Http404
    return render(
        request,
        "agenda/series.html",
        {
            "page": page,
            "agenda_url": addresses.agenda("", language),
            "index_url": addresses.series_index(language),
            **keeping(Filters(series=slug), language),
            "head": head(page.url, page.name, page.summary),
        },
    )


@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language() or "fr"
    page = queries.edition_page(slug, viewer(request), language, clock.today(), after=request.GET.get("after", ""))
    if page is None:
        raise Http404
    return render(
        request,
        "agenda/edition.html",
        {
            "page": page,
            "agenda_url": addresses.agenda("", language),
            "website_host": host(page.website),
            "invitations": invitations(page.uid, slug, language, clock.now()),
            **keeping(Filters(edition=slug), language),
            "head": head(page.url, page.name, page.summary, framed=True),
        },
    )


def keeping(narrowed: Filters, language: str) -> dict[str, str]:
    """Where the list of a page is kept at hand, and where it is seen as part of the agenda."""
    return {
        "subscribe_url": addresses.subscribe(narrowed.query_string(), language),
        "listing_url": addresses.agenda(narrowed.query_string(when="all"), language),
    }
