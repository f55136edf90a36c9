"""Addresses for machines: the state of the instance, where to report a weakness, what crawlers may read."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from parvis.config.health import state
from parvis.ground import clock


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok" | "degraded" | "down", …}`; 503 when pages cannot be served."""
    found = state()
    response = JsonResponse(found, status=503 if found["status"] == "down" else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Expires is half a year from the request: an instance that answers is an instance that is kept."""
    expires = (clock.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.SITE_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SOURCE_URL}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything public may be crawled; a demonstration asks not to be."""
    if settings.DEMO:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
    closed = [
        f"/{code}/{part}/" for code, _ in settings.LANGUAGES for part in ("account", "admin", "invitations", "teams")
    ]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
