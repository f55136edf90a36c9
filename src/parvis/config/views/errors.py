"""What a reader is told when something does not work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused_origin(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that another site sent in the reader's name."""
    return render(request, "config/refused_origin.html", status=403)


def too_many(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """429: the same form, too often, from one address; says when to try again."""
    response = render(request, "config/too_many.html", {"minutes": max(1, -(-retry_after // 60))}, status=429)
    response["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "config/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "config/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "config/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: rendered without request, database or session, which may be what broke."""
    from django.template.loader import render_to_string

    return HttpResponse(render_to_string("config/broken.html"), status=500)
