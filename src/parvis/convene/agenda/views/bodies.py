"""Organisations: one, and all of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, queries
from parvis.convene.agenda.filters import Filters
from parvis.convene.agenda.queries.directories import directory_page
from parvis.convene.agenda.views.head import head, host
from parvis.convene.agenda.views.series import keeping
from parvis.ground import clock
from parvis.people.viewer import viewer


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Every body by its name, or those whose name holds the words asked for."""
    language = get_language() or "fr"
    page = directory_page(request.GET.get("q", ""), request.GET.get("after", ""), language)
    return render(
        request,
        "agenda/directory.html",
        {
            "page": page,
            "action": addresses.directory(language),
            "agenda_url": addresses.agenda("", language),
            "head": head(addresses.directory(language), _("Organisations")),
        },
    )


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language() or "fr"
    page = queries.organisation_page(slug, viewer(request), language, clock.today())
    if page is None:
        raise Http404
    lists = (page.organises, page.takes_part)
    return render(
        request,
        "agenda/organisation.html",
        {
            "page": page,
            "nothing": not any(found.coming or found.past for found in lists),
            "agenda_url": addresses.agenda("", language),
            "index_url": addresses.directory(language),
            "website_host": host(page.website),
            **keeping(Filters(organiser=slug), language),
            "head": head(page.url, page.name, page.summary),
        },
    )
