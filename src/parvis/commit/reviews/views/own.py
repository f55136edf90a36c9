"""A review of one's own: the door of every page on which it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.reviews import rules
from parvis.commit.reviews.actions import Closed, NotIndependent
from parvis.commit.reviews.models import Review
from parvis.people.entrance import page_for

door = page_for(rules.sees_missions)
READ_AND_WRITE = ["GET", "HEAD", "POST"]


def reviews_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The door of these pages; what was sealed, or given to nobody any more, since the look at it is refused (403)."""

    @door
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Closed, NotIndependent):
            raise PermissionDenied from None

    return opened


def language() -> str:
    return get_language() or "fr"


def own_review(request: HttpRequest, uid: UUID) -> Review:
    """A review of one's own, for its author alone."""
    rows = Review.objects.select_related(
        "plan__organisation",
        "plan__framework",
        "commitment__plan__organisation",
        "commitment__plan__framework",
        "version__method",
        "body",
        "source",
        "corrects",
    )
    found = get_object_or_404(rows, uid=uid)
    if not rules.is_author(request.user, found):
        raise PermissionDenied
    return found


def own_draft(request: HttpRequest, uid: UUID) -> Review:
    found = own_review(request, uid)
    if not rules.may_assess(request.user, found):
        raise PermissionDenied
    return found


def saved(request: HttpRequest, uid: UUID, form: Any, verb: Callable[[Review], Any], anchor: str) -> HttpResponse:
    """Do what a short form of the mission's page asks; a mistake comes back as a message, with its field named."""
    review = own_draft(request, uid)
    if form.is_valid():
        verb(review)
        messages.success(request, _("Saved."))
    else:
        for name, mistakes in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            messages.error(request, f"{label}: {' '.join(mistakes)}" if label else " ".join(mistakes))
    return redirect(reverse("reviews:mission", args=[uid]) + anchor)
