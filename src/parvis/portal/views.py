"""Pages made of all the others: home, search, the five documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.portal import documents, queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"page": queries.home(request.user, get_language())})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    found = queries.search(request.GET.get("q", ""), request.GET.get("page", ""), get_language())
    return render(request, "portal/search.html", {"found": found})


@require_safe
def origins(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/documents.html", {"rows": documents.rows(get_language())})


@require_safe
def api_description(request: HttpRequest) -> HttpResponse:
    """The programming interface, described without JavaScript from its own OpenAPI document."""
    from parvis.portal.api import operations  # builds the API: only once the apps have registered their routes

    return render(request, "portal/api.html", {"operations": operations()})
