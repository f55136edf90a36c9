"""What stands in the frame of another site: the list or one event, alone; no cookie, no script, links that leave it.

Everyone sees the same: a frame never shows what only a member of a body may see, whoever is logged in.
"""

from __future__ import annotations

from html import escape

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, filters, queries
from parvis.convene.agenda.filters import Filters
from parvis.convene.agenda.models import Role
from parvis.convene.agenda.queries.absence import was_withdrawn
from parvis.convene.agenda.queries.event import present_slug
from parvis.ground import clock

NOBODY = AnonymousUser()
THEMES = frozenset({"light", "dark"})
LIST_HEIGHT, EVENT_HEIGHT, WIDTH = 600, 360, 600

framed = csp_replace({"frame-ancestors": ["*"]})


@framed
@xframe_options_exempt
@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """The list, under any filter."""
    language = get_language() or "fr"
    asked, _problems = filters.parse(request.GET, default="coming")
    page = queries.agenda_page(asked, NOBODY, language, clock.today())
    whole = asked.query_string(when="" if asked.when == "month" else asked.when)
    agenda_url = settings.SITE_URL + addresses.agenda(whole, language)
    return render(request, "agenda/embed.html", {"page": page, "agenda_url": agenda_url, **frame(request)})


@framed
@xframe_options_exempt
@require_safe
def event_embed(request: HttpRequest, slug: str) -> HttpResponse:
    """One event; what becomes of it is said first."""
    language = get_language() or "fr"
    page = queries.event_page(slug, NOBODY, language, clock.today())
    if page is None:
        moved = present_slug(slug, NOBODY)
        if moved is not None:
            return HttpResponsePermanentRedirect(addresses.event_embed(moved, language, theme_of(request)))
        gone = was_withdrawn(slug)
        context = {"gone": gone, "agenda_url": settings.SITE_URL + addresses.agenda("", language), **frame(request)}
        return render(request, "agenda/embed_absent.html", context, status=410 if gone else 404)
    organisers = [party for group in page.roles if group.role == Role.ORGANISER for party in group.parties]
    return render(request, "agenda/embed_event.html", {"page": page, "organisers": organisers, **frame(request)})


def frame(request: HttpRequest) -> dict[str, str]:
    return {"root": settings.SITE_URL, "theme": theme_of(request)}


def theme_of(request: HttpRequest) -> str:
    """The colours that the host wishes, empty for the reader's own preference."""
    asked = request.GET.get("theme", "")
    return asked if asked in THEMES else ""


def code(address: str, title: str, height: int, width: str = "100%") -> str:
    """The element to paste: a frame that loads when it comes near, and nothing else."""
    source, name = escape(settings.SITE_URL + address), escape(title)
    return (
        f'<iframe src="{source}" title="{name}" width="{width}" height="{height}"'
        ' loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def list_address(asked: Filters, language: str) -> str:
    """The frame of a list: what comes, unless days were named."""
    return addresses.embed(asked.query_string(when=asked.when if asked.when[:1].isdigit() else ""), language)
