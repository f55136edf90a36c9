"""`/oembed`: how another site shows an address of this one (https://oembed.com), as JSON or XML.

200 with a frame; 400 without a usable `url`; 401 for a page that needs an account; 404 for what is not here or not
public, and for every other site; 410 for what was withdrawn; 501 for a format that is neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, filters
from parvis.convene.agenda.models import Edition, Event, Participation, Role
from parvis.convene.agenda.queries.absence import was_withdrawn
from parvis.convene.agenda.queries.event import present_slug
from parvis.convene.agenda.queries.visibility import editions_visible_to, published
from parvis.convene.agenda.views.embeds import EVENT_HEIGHT, LIST_HEIGHT, THEMES, WIDTH, code, list_address

NOBODY = AnonymousUser()
AN_HOUR = 3600
PRIVATE = ("organise/", "account/", "admin/")


@dataclass(frozen=True)
class Framed:
    """What is to be shown: where its frame is, what it is called, how high it is, and who answers for it."""

    address: str
    title: str
    height: int
    author: str = ""
    author_url: str = ""


class Unavailable(Exception):
    """Nothing to show; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The answer to a consumer."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return plain(501, "This format is not offered: ask for json or xml.")
    try:
        width, height = bounds(request.GET)
        found = framed(request, request.GET.get("url", ""))
    except Unavailable as unavailable:
        return plain(unavailable.status, REASONS[unavailable.status])
    theme = request.GET.get("theme", "")
    address = found.address
    if theme in THEMES:
        address += ("&" if "?" in address else "?") + f"theme={theme}"
    width, height = min(width or WIDTH, WIDTH), min(height or found.height, found.height)
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": AN_HOUR,
        "html": code(address, found.title, height, str(width)),
        "width": width,
        "height": height,
    }
    if found.author:
        answer |= {"author_name": found.author, "author_url": found.author_url}
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False}) if form == "json" else as_xml(answer)
    response["Access-Control-Allow-Origin"] = "*"
    return response


REASONS = {
    400: "Give an address of this site in `url`, and whole numbers of pixels.",
    401: "This page needs an account.",
    404: "Nothing of this site that another can show is at this address.",
    410: "This event was withdrawn.",
}


def plain(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence + "\n", status=status, content_type="text/plain; charset=utf-8")


def as_xml(answer: dict[str, Any]) -> HttpResponse:
    parts = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
    text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{parts}</oembed>\n'
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


def bounds(given: QueryDict) -> tuple[int, int]:
    """The largest width and height, 0 when none is given."""
    found = []
    for name in ("maxwidth", "maxheight"):
        text = given.get(name, "")
        if text and not (text.isascii() and text.isdigit() and int(text[:6]) > 0):
            raise Unavailable(400)
        found.append(int(text[:6]) if text else 0)
    return found[0], found[1]


def framed(request: HttpRequest, url: str) -> Framed:
    """What an address of this site shows; raises Unavailable."""
    if not url:
        raise Unavailable(400)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Unavailable(400) from None
    # Our own name, or the one under which we were asked (Django has checked it); never another site's.
    ours = {urlsplit(settings.SITE_URL).netloc, request.get_host()}
    if parts.scheme not in {"http", "https"} or parts.netloc not in ours:
        raise Unavailable(404)
    language = parts.path[1:3]
    if language not in dict(settings.LANGUAGES):
        raise Unavailable(404)
    with translation.override(language):
        if parts.path[4:].startswith(PRIVATE):
            raise Unavailable(401)
        try:
            match = resolve(parts.path)
        except Resolver404:
            raise Unavailable(404) from None
        return shown(match, parts.query, language)


def shown(match: ResolverMatch, query: str, language: str) -> Framed:
    if match.view_name in {"agenda:list", "agenda:embed"}:
        return list_of(query, language)
    if match.view_name in {"agenda:event", "agenda:event-embed"}:
        return event_of(str(match.kwargs["slug"]), language)
    if match.view_name == "agenda:edition":
        return edition_of(str(match.kwargs["slug"]), language)
    raise Unavailable(404)


def list_of(query: str, language: str) -> Framed:
    asked, _problems = filters.parse(QueryDict(query))
    return Framed(list_address(asked, language), _("Agenda of %(site)s") % {"site": settings.SITE_NAME}, LIST_HEIGHT)


def event_of(slug: str, language: str) -> Framed:
    """A published event, also by a former address; 2 queries. A draft is as absent as what never was."""
    event = published().filter(slug=slug).order_by().first()
    if event is None:
        moved = present_slug(slug, NOBODY)
        event = published().filter(slug=moved).order_by().first() if moved else None
    if event is None:
        raise Unavailable(410 if was_withdrawn(slug) else 404)
    author, author_url = organiser_of(event, language)
    return Framed(addresses.event_embed(event.slug, language), event.title, EVENT_HEIGHT, author, author_url)


def organiser_of(event: Event, language: str) -> tuple[str, str]:
    first = (
        Participation.objects.filter(event=event, role=Role.ORGANISER, organisation__isnull=False)
        .select_related("organisation")
        .order_by("order", "pk")
        .first()
    )
    if first is None or first.organisation is None:
        return "", ""
    return first.organisation.name, settings.SITE_URL + addresses.organisation(first.organisation.slug, language)


def edition_of(slug: str, language: str) -> Framed:
    edition: Edition | None = editions_visible_to(NOBODY).filter(slug=slug).select_related("host").order_by().first()
    if edition is None:
        raise Unavailable(404)
    host = edition.host
    return Framed(
        addresses.embed(filters.Filters(edition=slug).query_string(), language),
        edition.name.localize(language),
        LIST_HEIGHT,
        host.name if host else "",
        settings.SITE_URL + addresses.organisation(host.slug, language) if host else "",
    )
