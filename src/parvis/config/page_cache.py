"""Pages made once for everyone who is not signed in, compressed once, and forgotten as soon as anything changes.

The key holds the version of the journal, so that a change is seen by the next reader without anything being purged;
a short bucket of time bounds what the journal does not tell (a countdown, a day that ends).
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from typing import NamedTuple

import brotli
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import cc_delim_re, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request

from parvis.ground import clock
from parvis.ground.journal.queries import version as journal_version

SECONDS = 60
SMALL = 200  # bytes under which compression only adds work
TEXT = ("text/", "application/json", "application/xml", "application/ld+json", "application/atom+xml", "image/svg+xml")
# A browser asks again each time, and a 304 costs next to nothing; a cache shared by many may wait half a minute.
PUBLIC = "public, max-age=0, s-maxage=30, must-revalidate"
NEVER = ("/static/", "/media/", "/healthz")
# Pages of who holds a signed link; they say `no-store` themselves, and a poll of the opening minute asks no more than
# it must.
SIGNED = ("registrations/", "line/", "door/")


class Page(NamedTuple):
    """What is stored: ready to be sent as it is."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class PageCache:
    """First of the middlewares: a page already made goes through nothing else and costs one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = cache_key(request)
        if key is None:
            return finished(request, self.get_response(request))
        page = caches["pages"].get(key)
        if page is not None:
            return answer(request, page)
        response = finished(request, self.get_response(request))
        if request.method == "GET" and shareable(response):
            caches["pages"].set(key, Page(tuple(response.items()), response.content), SECONDS)
        return conditional(request, response)


def cache_key(request: HttpRequest) -> str | None:
    """Everything that may change the page; None when the page is one person's, or changes something."""
    if request.method not in {"GET", "HEAD"} or knows_person(request) or request.path.startswith(NEVER):
        return None
    if request.path[:4] in LANGUAGE_PREFIXES and request.path.startswith(SIGNED, 4):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    try:
        version = journal_version()
    except DatabaseError:  # the view will say what is wrong
        return None
    first = request.path[:4]
    language = first if first in LANGUAGE_PREFIXES else get_language_from_request(request)
    parts = (
        request.scheme,
        host,
        request.get_full_path(),
        language,
        encoding(request),
        str(version),
        clock.today(settings.TIME_ZONE).isoformat(),
        str(int(clock.now().timestamp()) // SECONDS),
        # htmx asks for parts of pages at the same address
        request.headers.get("HX-Request", ""),
    )
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()


LANGUAGE_PREFIXES = {f"/{code}/" for code, _ in settings.LANGUAGES}


def knows_person(request: HttpRequest) -> bool:
    """Whether the request carries anything by which we know a person."""
    cookies = request.META.get("HTTP_COOKIE")
    if "HTTP_AUTHORIZATION" in request.META:
        return True
    return bool(cookies) and any(
        name in request.COOKIES
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages")
    )


def encoding(request: HttpRequest) -> str:
    """The compression we send to this client: `br`, `gzip` or none."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if not accepted:
        return ""
    offers = {}
    for offer in accepted.split(","):
        name, _, weight = offer.partition(";")
        offers[name.strip().lower()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in ("br", "gzip") if offers.get(name, False)), "")


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """A stored page as a response: 304 when the reader already holds it."""
    headers = dict(page.headers)
    tags = request.META.get("HTTP_IF_NONE_MATCH")
    if tags and matches(tags, headers["ETag"]):
        kept = ("ETag", "Cache-Control", "Vary", "Content-Security-Policy", "Content-Location", "Date", "Expires")
        return HttpResponseNotModified(headers={name: headers[name] for name in kept if name in headers})
    return HttpResponse(b"" if request.method == "HEAD" else page.body, headers=headers)


def conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    tags = request.META.get("HTTP_IF_NONE_MATCH")
    if tags and response.status_code == 200 and response.has_header("ETag") and matches(tags, response["ETag"]):
        return answer(request, Page(tuple(response.items()), b""))
    return response


def matches(tags: str, tag: str) -> bool:
    known = parse_etags(tags)
    return known == ["*"] or tag.removeprefix("W/") in {candidate.removeprefix("W/") for candidate in known}


def finished(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with its compression, its tag and what others may do with it."""
    if request.path.startswith(NEVER):
        return response
    private = knows_person(request) or bool(response.cookies)
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    if not response.has_header("Cache-Control"):
        public = not private and response.status_code == 200 and request.method in {"GET", "HEAD"}
        response["Cache-Control"] = PUBLIC if public else "private, no-cache"
    if response.streaming or response.status_code != 200 or request.method not in {"GET", "HEAD"}:
        return response
    if not isinstance(response, HttpResponse):
        return response
    compress(request, response)
    if not private and not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    response["Content-Length"] = str(len(response.content))
    return response


def compress(request: HttpRequest, response: HttpResponse) -> None:
    chosen = encoding(request)
    if (
        not chosen
        or response.has_header("Content-Encoding")
        or len(response.content) < SMALL
        or not response.get("Content-Type", "").startswith(TEXT)
    ):
        return
    if chosen == "br":
        response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=5)
    else:
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
    response["Content-Encoding"] = chosen


def shareable(response: HttpResponseBase) -> bool:
    """Whether anyone may be sent this very response."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    control = set(cc_delim_re.split(response.get("Cache-Control", "").lower()))
    if control & {"private", "no-store", "no-cache"}:
        return False
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return vary <= {"", "accept-encoding", "cookie", "accept-language", "hx-request"}
