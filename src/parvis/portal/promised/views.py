"""The page and the feed of what was promised and not answered."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.ground.clock import today
from parvis.portal.promised.feed import ENTRIES, atom
from parvis.portal.promised.queries import latest, promised_page, unanswered


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every public promise whose day has passed, narrowed to a body or to a kind."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "body", "page")}
    found = promised_page(asked, today(settings.TIME_ZONE), get_language() or "fr")
    return render(request, "portal/promised.html", {"found": found})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as a feed, the last day passed first; the same filters."""
    kind, body = request.GET.get("kind", ""), request.GET.get("body", "")
    every, _more = unanswered(today(settings.TIME_ZONE))
    kept = [(code, row) for code, row in every if (not kind or code == kind) and (not body or row.body_slug == body)]
    here = settings.SITE_URL + request.get_full_path()
    text = atom(latest(kept, ENTRIES), settings.SITE_URL + reverse("portal:promised"), here, get_language() or "fr")
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
