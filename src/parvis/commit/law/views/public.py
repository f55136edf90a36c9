"""The list of laws and the page of a law."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commit.law import addresses, queries
from parvis.ground import clock
from parvis.people.viewer import viewer
from parvis.ui.head import head


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every law that is followed, and the decrees that are awaited."""
    language = get_language() or "fr"
    return render(
        request,
        "law/index.html",
        {
            "page": queries.index_page(language, clock.today()),
            "head": head(
                addresses.laws(language),
                pgettext("legal texts", "Laws"),
                _("What each law asks, and how far it is applied."),
            ),
        },
    )


@require_safe
def law(request: HttpRequest, slug: str) -> HttpResponse:
    """One law: its measures, the decrees awaited, who must do what."""
    language = get_language() or "fr"
    page = queries.law_page(slug, viewer(request), language, clock.today(), request.GET.dict())
    if page is None:
        raise Http404
    return render(
        request,
        "law/law.html",
        {
            "page": page,
            "index_url": addresses.laws(language),
            "feed_url": addresses.feed(slug, language),
            "head": head(page.url, page.title, page.summary or page.official_title),
        },
    )
