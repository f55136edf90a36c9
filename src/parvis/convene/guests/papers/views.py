"""Badges and sheets: what to print, the page that a browser prints, the PDF."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.convene.agenda.models import Event
from parvis.convene.guests import rules
from parvis.convene.guests.models import PaperRun
from parvis.convene.guests.papers import runs
from parvis.convene.guests.papers.forms import BadgesForm, SheetForm
from parvis.convene.guests.papers.people import attendees_of
from parvis.convene.guests.papers.wanted import KINDS, Wanted, page_of, pdf_of, people_for
from parvis.convene.guests.views.desk import shown
from parvis.convene.registration.models import Registration
from parvis.ground.identifiers.slugs import slug_of
from parvis.people.entrance import organisers_page
from parvis.ui.pdf import is_available

MOST_ON_A_PAGE = 1000  # people of a page that a browser prints


@organisers_page
@require_safe
def papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What can be printed, and how."""
    event, registration, all_of_event = named(request, uid, request.GET)
    language, private = get_language() or "fr", rules.may_read_private(request.user, event)
    context = {
        **shown(request, registration),
        "choices": [
            {"url": f"?of={one.uid}", "label": str(one.session or _("The event")), "current": one == registration}
            for one in all_of_event
        ],
        "people": attendees_of(registration).count(),
        "badges_form": BadgesForm(registration, language, auto_id="badges-%s"),
        "sheet_form": SheetForm(registration, language, private=private, auto_id="sheet-%s"),
        "makes_pdf": is_available(),
        "part": runs.PART,
        "runs": PaperRun.objects.filter(registration=registration, user=request.user).order_by("-at", "-pk")[:5],
    }
    return render(request, "guests/papers/papers.html", context)


@organisers_page
@require_safe
def printable(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The papers as a page that a browser prints."""
    event, registration, _all = named(request, uid, request.GET)
    wanted = asked_for(request, event, registration, request.GET)
    language = get_language() or "fr"
    keys = people_for(registration, wanted)
    how = _("Print this page on A4, at 100 %, without margins nor headers of the browser.")
    if len(keys) > MOST_ON_A_PAGE:
        how += " " + _("Only the first %(number)s people are on it.") % {"number": MOST_ON_A_PAGE}
    if not is_available():
        how += " " + _("For a PDF, the operator installs the extra “pdf”.")
    back = reverse("guests:papers", args=[event.uid]) + f"?of={registration.uid}"
    html = page_of(registration, wanted, keys[:MOST_ON_A_PAGE], language, how=how, back_url=back)
    return HttpResponse(html)


@require_POST
@organisers_page
def make(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The papers as PDF: at once when they are few, by a worker otherwise."""
    event, registration, _all = named(request, uid, request.POST)
    wanted = asked_for(request, event, registration, request.POST)
    if not is_available():
        raise Http404
    language = get_language() or "fr"
    keys = people_for(registration, wanted)
    if runs.is_for_a_worker(registration, wanted, len(keys)):
        return redirect("guests:paper-run", runs.ask(request.user, registration, wanted, language).uid)
    return file_of(event, wanted, pdf_of(registration, wanted, keys, language))


@organisers_page
@require_safe
def run(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far a worker is, and the files that are there; only who asked for them sees them."""
    asked = own_run(request, uid)
    event = asked.registration.event
    context = {
        "run": asked,
        "label": Wanted.of_json(asked.wanted).label,
        "event": event,
        "total": len(asked.people),
        "parts": asked.parts.order_by("number").defer("pdf"),
        "back_url": reverse("guests:papers", args=[event.uid]) + f"?of={asked.registration.uid}",
    }
    return render(request, "guests/papers/run.html", context)


@organisers_page
@require_safe
def part(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """One file of a run."""
    asked = own_run(request, uid)
    found = get_object_or_404(asked.parts, number=number)
    return file_of(asked.registration.event, Wanted.of_json(asked.wanted), bytes(found.pdf), f"-{number}")


def named(request: HttpRequest, uid: UUID, given: QueryDict) -> tuple[Event, Registration, list[Registration]]:
    """The event, the registration that is meant (its own, or that of a session), and all that it has; 2 queries."""
    event = get_object_or_404(Event.objects.select_related("organisation"), uid=uid)
    if not rules.may_read_guests(request.user, event):
        raise PermissionDenied
    found = Registration.objects.filter(event=event).select_related("session")
    every = sorted(found.order_by("pk"), key=lambda one: (one.session is not None, one.starts_at, one.pk))
    for one in every:
        one.event = event
    meant = next((one for one in every if str(one.uid) == given.get("of")), every[0] if every else None)
    if meant is None:
        raise Http404
    return event, meant, every


def asked_for(request: HttpRequest, event: Event, registration: Registration, given: QueryDict) -> Wanted:
    """What the form wants; 404 for an address that no form of ours sends."""
    language = get_language() or "fr"
    form: Any
    if given.get("kind") == "badges":
        form = BadgesForm(registration, language, given)
    else:
        private = rules.may_read_private(request.user, event)
        form = SheetForm(registration, language, given, private=private)
    if given.get("kind") not in KINDS or not form.is_valid():
        raise Http404
    wanted: Wanted = form.wanted()
    return wanted


def own_run(request: HttpRequest, uid: UUID) -> PaperRun:
    asked = get_object_or_404(
        PaperRun.objects.select_related("registration__event__organisation", "registration__session"),
        uid=uid,
        user=request.user,
    )
    if not rules.may_read_guests(request.user, asked.registration.event):
        raise PermissionDenied
    return asked


def file_of(event: Event, wanted: Wanted, data: bytes, ending: str = "") -> HttpResponse:
    name = slug_of(f"{wanted.label} {event.slug}")[:120]
    headers = {"Content-Disposition": f'attachment; filename="{name}{ending}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
