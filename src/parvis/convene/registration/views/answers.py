"""Answers that pages of registration share."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


class SeeOther(HttpResponseRedirect):
    """What was sent is dealt with: read this page now (RFC 9110, 15.4.4)."""

    status_code = 303


def see_other(path: str) -> HttpResponse:
    return SeeOther(path)


def gone(request: HttpRequest) -> HttpResponse:
    """A link that nobody here signed, or whose registration was erased."""
    return render(request, "registration/gone.html", status=404)
