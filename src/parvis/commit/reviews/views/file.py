"""The signed file of a published review, byte for byte as it was signed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parvis.commit.reviews.queries.visibility import published


@require_safe
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """What `parvis verify` reads; it never changes, so that it may be kept for ever."""
    found = published().filter(slug=slug).order_by().values_list("file", "digest").first()
    if found is None:
        raise Http404
    text, digest = found
    response = HttpResponse(text.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{slug}.review.json"'
    response["ETag"] = f'"{digest.removeprefix("sha256:")}"'
    response["Cache-Control"] = "public, max-age=86400"
    return response
