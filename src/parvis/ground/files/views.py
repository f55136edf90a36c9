"""Downloads."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from parvis.ground.files.models import Attachment


@require_safe
def attachment(request: HttpRequest, uid: UUID) -> FileResponse:
    """The document under its own name, saved and never opened within the site; its address is all one needs."""
    found = get_object_or_404(Attachment, uid=uid)
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
    response["Content-Type"] = found.media_type
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{found.sha256}"'
    return response
