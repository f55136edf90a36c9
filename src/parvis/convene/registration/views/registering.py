"""The form: read by everybody alike, sent once by each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.event import present_slug
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.registration import entering
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.forms import RegisterForm
from parvis.convene.registration.forms.registering import party_of, with_another, without
from parvis.convene.registration.models import Registration
from parvis.convene.registration.queries.asked import asked
from parvis.convene.registration.queries.register import (
    category_labels,
    register_page,
    registration_of,
    session_labels,
    session_lines,
)
from parvis.convene.registration.queries.standing import TAKES, Stand, numbers_of, stand_of
from parvis.convene.registration.refusals import sentence_of
from parvis.convene.registration.views.answers import see_other
from parvis.ground import clock
from parvis.people.viewer import viewer


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str, session: UUID | None = None) -> HttpResponse:
    """Register to an event, or to one session of it."""
    registration = registration_of(slug, session, viewer(request))
    if registration is None:
        return elsewhere(request, slug, session)
    if request.method != "POST":
        return shown(request, registration, None, 200)
    now = clock.now()
    if stand_of(numbers_of(registration), now) not in {*TAKES, Stand.FULL}:
        return shown(request, registration, request.POST, 409)
    if rearranged := rearrange(request.POST, registration):
        return shown(request, registration, rearranged, 200)
    form = RegisterForm(registration, asked(registration, get_language() or "fr"), now, request.POST)
    if form.is_a_trap():
        return see_other(addresses.event(slug))  # a program learns nothing
    if form.is_valid():
        if form.too_soon():
            form.refused_by(_("This came faster than one can write. Read it once more, then send it again."))
        else:
            try:
                return see_other(entering.enter(request, registration, form).path)
            except Refused as why:
                if why.code:
                    form.add_error(*sentence_of(why.code, form))
    return shown(request, registration, request.POST, 422, form)


def rearrange(data: QueryDict, registration: Registration) -> QueryDict | None:
    """The form with a person more or less, when that is what the button asks; nothing is sent then."""
    what = data.get("do", "")
    if what == "add":
        return with_another(data, registration)
    if what.startswith("remove-") and what[7:].isdigit() and 0 < int(what[7:]) < party_of(data, registration):
        return without(data, int(what[7:]), registration)
    return None


def shown(
    request: HttpRequest,
    registration: Registration,
    data: QueryDict | None,
    status: int,
    judged: RegisterForm | None = None,
) -> HttpResponse:
    """The page with the form as typed; 2 queries, none when nobody can register."""
    language, now = get_language() or "fr", clock.now()
    page = register_page(registration, language, now)
    context: dict[str, Any] = {"page": page, "form": None, "sessions": [], "code": request.GET.get("code", "")[:40]}
    if page.standing.takes or (judged is not None and page.standing.stand == Stand.FULL):
        asks = asked(registration, language)
        labels = category_labels(registration, language) if len(asks.categories) > 1 else {}
        sessions = session_labels(registration, language, now) if asks.sessions else {}
        form = RegisterForm(registration, asks, now, data, code=context["code"], labels=labels, sessions=sessions)
        if judged is not None:
            form.is_valid()
            form._errors = judged._errors
        elif data is not None:
            form.unjudged()
        context |= {
            "form": form,
            "fresh": data is not None and judged is None,
            "more": form.party < registration.largest_party,
        }
    response = render(request, "registration/register.html", context, status=status)
    if page.opens_soon and request.method != "POST":
        response["Refresh"] = "30"
    return response


def elsewhere(request: HttpRequest, slug: str, session: UUID | None) -> HttpResponse:
    """No such registration: the sessions that take them, or where the event is now."""
    language = get_language() or "fr"
    moved = present_slug(slug, viewer(request))
    if moved is not None:
        route = "registration:register-session" if session else "registration:register"
        return HttpResponsePermanentRedirect(reverse(route, args=[moved, session] if session else [moved]))
    event = visible_to(viewer(request)).filter(slug=slug).order_by("pk").first() if session is None else None
    lines = session_lines(event, language, clock.now()) if event is not None else []
    if not isinstance(event, Event) or not lines:
        raise Http404
    return render(request, "registration/sessions.html", {"event": event, "lines": lines})
