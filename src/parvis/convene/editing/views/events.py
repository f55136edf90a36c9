"""The events one writes, and the names that fields offer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.convene.agenda import exports, rules
from parvis.convene.editing.bulk import VERBS
from parvis.convene.editing.queries.events import Asked, event_list, listed
from parvis.convene.editing.queries.names import body_names, event_names, place_names
from parvis.ground import clock
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def index(request: HttpRequest) -> HttpResponse:
    """The events of one's bodies, by state, and what was left unfinished."""
    asked = Asked.of(request.GET)
    context = {
        "list": event_list(request.user, asked, get_language() or "fr", clock.today()),
        "asked": asked,
        "narrowed": bool(asked.body or asked.edition or asked.words or asked.findings),
        "may_write": rules.may_write_for(request.user, None),
        "verbs": VERBS.values(),
        "here": request.get_full_path(),
        "exports": exports.links(reverse("editing:events").rstrip("/"), asked.query().removeprefix("?")),
    }
    return render(request, "editing/events.html", context)


@require_safe
@organisers_page
def export(request: HttpRequest, form: exports.Form) -> HttpResponseBase:
    """The same list as a file, drafts included; never kept by anybody on the way."""
    events = listed(request.user, Asked.of(request.GET)).order_by("start_day", "starts_at", "uid")
    return exports.export(events, form, name="events", language=get_language() or "fr")


@require_safe
@organisers_page
def names(request: HttpRequest) -> HttpResponse:
    """Names that hold what is typed in a field, as the options of its list."""
    words = next((value for name, value in request.GET.items() if name.rpartition("-")[2] in FIELDS), "")
    match request.GET.get("of"):
        case "places":
            found = place_names(words)
        case "bodies":
            found = body_names(words)
        case _:
            found = event_names(request.user, words)
    return render(request, "editing/options.html", {"names": found})


FIELDS = frozenset({"place", "who", "event"})
