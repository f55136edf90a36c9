"""What everybody reads of charters."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commit.charters import addresses
from parvis.commit.charters.queries.charters import charter_cards, charter_page
from parvis.commit.charters.queries.signatories import signatories_page, signatory_page
from parvis.commit.charters.queries.versions import version_page
from parvis.ground import clock
from parvis.people.viewer import viewer
from parvis.ui.head import head


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every charter."""
    language = get_language() or "fr"
    words = _("Charters")
    context = {
        "cards": charter_cards(viewer(request), language, clock.today()),
        "head": head(addresses.index(language), words),
    }
    return render(request, "charters/index.html", context)


@require_safe
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """The text in force, who signed it, what they say of it, and what does not agree."""
    language = get_language() or "fr"
    page = charter_page(slug, viewer(request), language, clock.today())
    if page is None:
        raise Http404
    return render(
        request,
        "charters/charter.html",
        {"page": page, "index_url": addresses.index(language), "head": head(page.url, page.title, page.summary)},
    )


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    language = get_language() or "fr"
    page = version_page(slug, number, viewer(request), language)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "index_url": addresses.index(language),
        "head": head(addresses.version(slug, number, language), page.charter.label, page.note),
    }
    return render(request, "charters/version.html", context)


@require_safe
def signatories(request: HttpRequest, slug: str) -> HttpResponse:
    language, asked = get_language() or "fr", request.GET
    page = signatories_page(
        slug,
        viewer(request),
        language,
        capacity=asked.get("capacity", ""),
        withdrawn=asked.get("withdrawn") == "1",
        words=asked.get("q", "")[:100],
        page=number_of(asked.get("page", "")),
    )
    if page is None:
        raise Http404
    context = {
        "page": page,
        "index_url": addresses.index(language),
        "list_url": addresses.signatories(slug, language),
        "head": head(addresses.signatories(slug, language), page.charter.label),
    }
    return render(request, "charters/signatories.html", context)


def number_of(text: str) -> int:
    """The number of a page, the first for anything that is no number."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@require_safe
def signatory(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    language = get_language() or "fr"
    page = signatory_page(slug, uid, viewer(request), language)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "index_url": addresses.index(language),
        "list_url": addresses.signatories(slug, language),
        "head": head(page.url, f"{page.name}, {page.charter.label}"),
    }
    return render(request, "charters/signatory.html", context)
