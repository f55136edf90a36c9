"""The list of who registered, and its numbers as they change."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.convene.guests.queries.counters import counters
from parvis.convene.guests.queries.listing import guest_list
from parvis.convene.guests.queries.narrowing import Asked
from parvis.convene.guests.verbs import VERBS
from parvis.convene.guests.views.bulk import MANY
from parvis.convene.guests.views.desk import shown, to_read
from parvis.convene.registration.models import Category
from parvis.ground import clock
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def index(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """Who registered, fifty at a time; narrowed by what the form asked."""
    registration, asked = to_read(request, uid, which), Asked.of(request.GET)
    head = shown(request, registration)
    language = get_language() or "fr"
    found = guest_list(registration, asked, language, clock.now(), private=head["private"])
    context = {
        **head,
        "asked": asked,
        "list": found,
        "counters": found.counters,
        "verbs": [VERBS[code] for code in MANY],
        "sorts": {name: asked.query(sort=other(asked.order, name)) for name in ("name", "asked")},
    }
    return render(request, "guests/guests.html", context)


def other(order: str, name: str) -> str:
    """What the head of a column leads to: its order, or the other way round."""
    return f"-{name}" if order == name else name


@require_safe
@organisers_page
def numbers(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """The numbers alone, for a page that asks every ten seconds."""
    registration = to_read(request, uid, which)
    categories = list(Category.objects.filter(registration=registration).order_by("order", "pk"))
    context = {
        **shown(request, registration),
        "counters": counters(registration, categories, get_language() or "fr", clock.now()),
    }
    return render(request, "guests/parts/numbers.html", context)
