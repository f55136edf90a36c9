"""What everybody reads: reviews, methods, comparisons."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commit.reviews import addresses
from parvis.commit.reviews.queries.comparison import comparison as comparison_of
from parvis.commit.reviews.queries.index import index_page
from parvis.commit.reviews.queries.methods import method_page, methods_page
from parvis.commit.reviews.queries.page import review_page
from parvis.ground import clock
from parvis.people.viewer import viewer
from parvis.ui.head import head


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every review, the drafts that wait for comments first."""
    language = get_language() or "fr"
    given = request.GET
    page = index_page(given.get("q", ""), given.get("report", ""), given.get("page", ""), language)
    about = head(addresses.index(language), _("Reviews"), _("What independent people conclude about promises."))
    return render(request, "reviews/index.html", {"page": page, "head": about, "index_url": addresses.index(language)})


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review, whole: values with their reasons, recommendations with their answers, signature."""
    language, reader = get_language() or "fr", viewer(request)
    page = review_page(slug, reader, language, clock.now())
    if page is None:
        raise Http404
    context = {
        "page": page,
        "head": head(page.url, f"{page.heading} – {page.judged.label}", page.summary),
        "index_url": addresses.index(language),
    }
    return render(request, "reviews/review.html", context)


@require_safe
def comparison(request: HttpRequest, commitment: UUID) -> HttpResponse:
    """The successive reviews of a commitment, each under its own method."""
    language = get_language() or "fr"
    page = comparison_of(commitment, viewer(request), language)
    if page is None:
        raise Http404
    title = _("Reviews compared")
    about = head(addresses.comparison(commitment, language), f"{title} – {page.judged.label}")
    return render(request, "reviews/comparison.html", {"page": page, "head": about, "title": title})


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    language = get_language() or "fr"
    about = head(addresses.methods(language), _("Methods of review"), _("What is asked, and which answers there are."))
    context = {"methods": methods_page(language), "head": about, "index_url": addresses.index(language)}
    return render(request, "reviews/methods.html", context)


@require_safe
def method(request: HttpRequest, code: str) -> HttpResponse:
    """One version of a method: its indicators, their scales, and where else each scale is used."""
    language = get_language() or "fr"
    page = method_page(code, language)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "head": head(addresses.method(code, language), f"{page.method}, {page.name}", page.summary),
        "index_url": addresses.index(language),
        "methods_url": addresses.methods(language),
    }
    return render(request, "reviews/method.html", context)
