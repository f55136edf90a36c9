"""To do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.people.entrance import page_for
from parvis.people.rules import has_a_desk
from parvis.portal.desk.queries import desk
from parvis.portal.desk.season import season


@page_for(has_a_desk)
@require_safe
def to_do(request: HttpRequest) -> HttpResponse:
    """What waits for this person, oldest first."""
    page = desk(request.user, everything="all" in request.GET)
    return render(request, "desk/to_do.html", {"page": page, "season": season(request.user)})
