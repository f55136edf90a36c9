"""Makes allauth's pages ours, and staff mode true for one request at a time."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse

from parvis.ground import clock
from parvis.ground.journal.actions import carrying
from parvis.people import staff_mode
from parvis.people.actions.staff_mode import note_visit
from parvis.people.models import StaffSession

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class OurSite:
    """allauth gives its templates a `site` of its own, which would hide the one of every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        if response.context_data and request.resolver_match.view_name.startswith(("account_", "mfa_")):
            response.context_data.pop("site", None)
        return response


class StaffMode:
    """Puts the open staff session on the user of this request, notes the visit, and marks what the journal writes.

    A form sent after the session ran out is not lost: its answer keeps what was typed, ready to be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.staff_session = None
        if staff_mode.kept(request) is None:
            return self.get_response(request)
        session = staff_mode.session_of(request)
        if session is None:
            staff_mode.detach(request)
            return self.get_response(request)
        if not session.is_open(clock.now()):
            return self.after_the_end(request, session)
        request.user.staff_session = request.staff_session = session
        note_visit(session, request.method or "", request.path)
        with carrying(staff_session=str(session.uid)):
            return self.get_response(request)

    def after_the_end(self, request: HttpRequest, session: StaffSession) -> HttpResponse:
        """The request with the person's own rights; when they do not suffice for a form, what it held comes back."""
        response = self.get_response(request)
        if request.method in SAFE or not refused(response):
            return response
        try:
            typed = [(name, value) for name, values in request.POST.lists() for value in values]
        except RawPostDataException:
            return response
        context = {"session": session, "typed": typed, "files": bool(request.FILES), "again": request.get_full_path()}
        return render(request, "people/staff_mode_over.html", context, status=403)


def refused(response: HttpResponse) -> bool:
    """No right, nothing to see without it, or shown to the door of staff mode."""
    if response.status_code in {403, 404}:
        return True
    try:
        doors = (reverse("people:staff-mode"), reverse("admin:login"))
    except NoReverseMatch:
        return False
    return response.status_code == 302 and response["Location"].startswith(doors)
