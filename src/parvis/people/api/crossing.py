"""The API may be asked from the pages of any site: by a token written in the request, never by a cookie."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

API = "/api/"
ALLOWED = "GET, HEAD, POST, PATCH, OPTIONS"
ASKED = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
SAID = "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, Idempotency-Replayed, WWW-Authenticate"


class AnySite:
    """Answers the question that browsers ask first (CORS), and says on every answer what another site may read.

    `Access-Control-Allow-Credentials` is never sent: with it a browser would join cookies, which the API never reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = ALLOWED
            response["Access-Control-Allow-Headers"] = ASKED
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = self.get_response(request)
            response["Access-Control-Expose-Headers"] = SAID
            for name, value in getattr(request, "api_headers", {}).items():
                response[name] = value
        response["Access-Control-Allow-Origin"] = "*"
        return response
