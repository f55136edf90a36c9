"""The page that shows the kit to those who build with it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.ui import specimens


def kit(request: HttpRequest) -> HttpResponse:
    """Every token and every component in every state; in staff mode, and for anyone on a demonstration."""
    if not (settings.DEMO or settings.DEBUG or getattr(request, "staff_session", None)):
        raise PermissionDenied
    return render(request, "ui/kit.html", specimens.specimens())
