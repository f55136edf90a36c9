"""Who reads the page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest


def viewer(request: HttpRequest) -> Any:
    """The account of the reader; a stranger's session is not even looked for, so that pages stay shareable."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return request.user
    return AnonymousUser()
