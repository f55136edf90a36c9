"""Forms are protected by where they come from, not by a token: anonymous pages then need no cookie (ADR 0011)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class SameOrigin(CsrfViewMiddleware):
    """Refuses a change asked for by another site; sets no cookie.

    The browser says where a request comes from: `Sec-Fetch-Site`, else `Origin`, else `Referer`. A request that says
    nothing is no browser's (all have sent `Origin` with a form since 2020): it passes only without a session.
    """

    def process_request(self, request: HttpRequest) -> None:
        return None

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponse | None:
        if (
            request.method in SAFE
            or getattr(callback, "csrf_exempt", False)
            or getattr(request, "_dont_enforce_csrf_checks", False)  # Django's test client
            or self.same_origin(request)
        ):
            return self._accept(request)
        return self._reject(request, "the form was sent from another site")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response

    def same_origin(self, request: HttpRequest) -> bool:
        if site := request.headers.get("Sec-Fetch-Site"):
            return site in {"same-origin", "none"} or request.headers.get("Origin") in self.allowed_origins_exact
        if "Origin" in request.headers:
            return self._origin_verified(request)
        if referer := request.headers.get("Referer"):
            return urlsplit(referer).netloc == request.get_host()
        return settings.SESSION_COOKIE_NAME not in request.COOKIES
