"""Messages to those who registered: the history, a message being written, its preview, how far it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.convene.agenda.models import Event
from parvis.convene.guests import rules
from parvis.convene.guests.mailing import actions, queries
from parvis.convene.guests.mailing.forms import MailingForm, segment_words
from parvis.convene.guests.mailing.segments import Segment, reach
from parvis.convene.guests.models import Mailing, MailingState
from parvis.convene.guests.views.desk import shown
from parvis.convene.registration.models import Registration
from parvis.people.entrance import organisers_page


@organisers_page
@require_safe
def mailings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every message about the event, the latest first, and to whom another one may go."""
    event = event_of(request, uid)
    language, found = get_language() or "fr", registrations_of(event)
    meant = next((one for one in found if str(one.uid) == request.GET.get("of")), found[0] if found else None)
    context = {
        **({"event": event, "registration": None} if meant is None else shown(request, meant)),
        "registrations": found,
        "rows": [
            {"mailing": one, "when": queries.when(one, language), "draft": one.state == MailingState.DRAFT}
            for one in queries.history(event)
        ],
    }
    return render(request, "guests/mailing/mailings.html", context)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write a message."""
    event = event_of(request, uid)
    asked = request.GET.get("of", "")
    registration = next((one for one in registrations_of(event) if not asked or str(one.uid) == asked), None)
    if registration is None:
        raise Http404
    language = get_language() or "fr"
    form = MailingForm(
        registration,
        language,
        request.POST if request.method == "POST" else None,
        initial={"states": ["confirmed"], "version": 0},
    )
    if request.method == "POST" and form.is_valid():
        made = actions.write(request.user, registration, form.segment(), form.words("subject"), form.words("text"))
        return redirect("guests:mailing", made.uid)
    context = {"event": event, "registration": registration, "form": form, "mailing": None}
    return render(request, "guests/mailing/write.html", context, status=422 if form.errors else 200)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change a message that was not sent."""
    mailing = mailing_of(request, uid)
    if mailing.state != MailingState.DRAFT:
        return redirect("guests:mailing", mailing.uid)
    registration, language = mailing.registration, get_language() or "fr"
    form = MailingForm(
        registration,
        language,
        request.POST if request.method == "POST" else None,
        initial=MailingForm.initial_of(mailing),
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.rewrite(mailing, version, form.segment(), form.words("subject"), form.words("text"))
        except actions.Overtaken:
            form.add_error(
                None, _("Somebody has changed or sent this message meanwhile: open it again beside this page.")
            )
        else:
            return redirect("guests:mailing", mailing.uid)
    context = {"event": registration.event, "registration": registration, "form": form, "mailing": mailing}
    return render(request, "guests/mailing/write.html", context, status=422 if form.errors else 200)


@organisers_page
@require_safe
def mailing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One message: before it is sent, what it will look like and to how many; afterwards, how far it is."""
    found = mailing_of(request, uid)
    language = get_language() or "fr"
    segment = Segment.of_json(found.segment)
    context: dict[str, Any] = {
        "mailing": found,
        "event": found.registration.event,
        "segment": segment_words(found.registration, segment, language),
        "draft": found.state == MailingState.DRAFT,
        "when": queries.when(found, language),
        "preview": None,
        "reach": None,
        "progress": None,
    }
    if found.state == MailingState.DRAFT:
        context |= {"preview": queries.preview(found), "reach": reach(found.registration, segment)}
    else:
        context["progress"] = queries.progress(found)
    return render(request, "guests/mailing/mailing.html", context)


@require_POST
@organisers_page
def send(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = mailing_of(request, uid)
    try:
        actions.send(request.user, found, version_of(request))
    except actions.Overtaken:
        messages.warning(request, _("Nothing was sent: somebody has changed or sent this message meanwhile."))
    else:
        words = ngettext("One letter leaves.", "%(number)s letters leave.", found.expected)
        messages.success(request, words % {"number": found.expected})
    return redirect("guests:mailing", found.uid)


@require_POST
@organisers_page
def test(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter, to the organiser alone."""
    found = mailing_of(request, uid)
    actions.send_test(request.user, found, get_language() or "fr")
    messages.success(request, _("It left for %(address)s.") % {"address": getattr(request.user, "email", "")})
    return redirect("guests:mailing", found.uid)


@require_POST
@organisers_page
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = mailing_of(request, uid)
    event = found.registration.event
    if actions.discard(found):
        messages.success(request, _("The draft is thrown away."))
        return redirect("guests:mailings", event.uid)
    messages.warning(request, _("It was sent: it stays in the history."))
    return redirect("guests:mailing", found.uid)


@require_POST
@organisers_page
def stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = mailing_of(request, uid)
    if actions.stop(request.user, found):
        messages.success(request, _("It is stopped: letters that had not left do not leave."))
    return redirect("guests:mailing", found.uid)


def event_of(request: HttpRequest, uid: UUID) -> Event:
    event = get_object_or_404(Event.objects.select_related("organisation"), uid=uid)
    if not rules.may_manage_guests(request.user, event):
        raise PermissionDenied
    return event


def registrations_of(event: Event) -> list[Registration]:
    found = Registration.objects.filter(event=event).select_related("session").order_by("pk")
    for one in (every := sorted(found, key=lambda one: (one.session is not None, one.pk))):
        one.event = event
    return every


def mailing_of(request: HttpRequest, uid: UUID) -> Mailing:
    related = ("registration__event__organisation", "registration__session", "created_by", "sent_by")
    found = get_object_or_404(Mailing.objects.select_related(*related), uid=uid)
    if not rules.may_manage_guests(request.user, found.registration.event):
        raise PermissionDenied
    return found


def version_of(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else -1
