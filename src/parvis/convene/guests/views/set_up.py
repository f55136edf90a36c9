"""Opening registration, its rules, its sessions; what is set up, at a glance."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.convene.agenda.models import Event, Session
from parvis.convene.guests import actions, rules
from parvis.convene.guests.forms.rules import CopyForm, OpenForm, RulesForm, SessionsForm
from parvis.convene.guests.queries import set_up as queries
from parvis.convene.guests.views.desk import event_of, event_to_set_up, shown, to_read, to_set_up
from parvis.convene.registration import actions as registering
from parvis.convene.registration.models import Registration
from parvis.ground import clock
from parvis.people.entrance import organisers_page


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def hub(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Registration to the event: opened here in one step, and all that is set up afterwards."""
    event = event_of(request, uid)
    registration = queries.own_registration(event)
    if registration is not None:
        return overview(request, registration)
    form = OpenForm(request.POST if request.method == "POST" else None)
    may_set_up = rules.may_set_up(request.user, event)
    if request.method == "POST":
        if not may_set_up:
            raise PermissionDenied
        if form.is_valid():
            try:
                registering.open_registration(request.user, event, capacity=form.cleaned_data["capacity"])
            except ValidationError as already:
                messages.info(request, " ".join(already.messages))
            else:
                messages.success(request, _("Registration is open."))
            return redirect("guests:hub", event.uid)
    context = {
        "event": event,
        "form": form,
        "may_set_up": may_set_up,
        "sessions": queries.sessions_of(event, get_language() or "fr"),
        "outside": queries.outside_links(event),
        "copyable": queries.copyable(event),
        "over": event.ends_at <= clock.now(),
    }
    return render(request, "guests/open.html", context, status=422 if form.errors else 200)


@require_safe
@organisers_page
def set_up(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """What is set up of one registration: that of a session has its own page."""
    registration = to_read(request, uid, which)
    if registration.session is None:
        return redirect("guests:hub", uid)
    return overview(request, registration)


def overview(request: HttpRequest, registration: Registration) -> HttpResponse:
    language = get_language() or "fr"
    context = {
        **shown(request, registration),
        "set_up": queries.set_up(registration, language, clock.now()),
        "sessions": queries.sessions_of(registration.event, language) if registration.session is None else (),
        "outside": queries.outside_links(registration.event),
    }
    return render(request, "guests/set_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def change_rules(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """Every rule, grouped; those that are seldom touched are folded."""
    registration = to_set_up(request, uid, which)
    zone = registration.event.zone
    if request.method == "POST":
        form = RulesForm(request.POST)
        form.zone = zone
        if form.is_valid():
            try:
                changed = registering.save_rules(request.user, registration, **form.values())
            except ValidationError as error:
                form.tell(error)
            else:
                messages.success(request, _("The rules are kept.") if changed else _("Nothing has changed."))
                return to_set_up_page(registration)
    else:
        form = RulesForm(initial=RulesForm.initial_of(registration, zone))
    context = {**shown(request, registration), "form": form, "groups": form.groups()}
    return render(request, "guests/rules.html", context, status=422 if form.errors else 200)


def to_set_up_page(registration: Registration, anchor: str = "") -> HttpResponse:
    to = (
        redirect("guests:hub", registration.event.uid)
        if registration.session_id is None
        else redirect("guests:set-up", registration.event.uid, registration.uid)
    )
    to["Location"] += anchor
    return to


@require_POST
@organisers_page
def switch(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """Stop registration, or take it up again."""
    registration = to_set_up(request, uid, which)
    if request.POST.get("do") == "stop":
        registering.stop(request.user, registration)
        messages.success(request, _("Registration is stopped: nobody can register, and the waiting list stands still."))
    else:
        registering.resume(request.user, registration)
        messages.success(request, _("Registration goes on."))
    return to_set_up_page(registration)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def sessions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Several sessions of the programme opened to registration at once."""
    event = event_to_set_up(request, uid)
    waiting = list(Session.objects.filter(event=event, registration__isnull=True).order_by("starts_at", "pk"))
    form = SessionsForm(waiting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = open_several(request, form.chosen())
        if opened:
            messages.success(
                request,
                _("Registration is open to: %(sessions)s.") % {"sessions": ", ".join(one.title for one in opened)},
            )
        return redirect("guests:hub", event.uid)
    language = get_language() or "fr"
    rows = {row.uid: row for row in queries.sessions_of(event, language)}
    context = {
        "event": event,
        "form": form,
        "lines": [(rows[one.uid], tick, seats) for one, tick, seats in form.lines() if one.uid in rows],
        "opened": [row for row in rows.values() if row.which],
    }
    return render(request, "guests/sessions.html", context, status=422 if form.errors else 200)


@transaction.atomic
def open_several(request: HttpRequest, chosen: list[tuple[Session, int | None]]) -> list[Session]:
    opened = []
    for one, capacity in chosen:
        try:
            with transaction.atomic():
                registering.open_registration(request.user, one, capacity=capacity)
        except ValidationError:
            continue  # somebody else opened it meanwhile
        opened.append(one)
    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def copy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take over the set-up of another event of the same body."""
    event = event_to_set_up(request, uid)
    sources = queries.copyable(event)
    if not sources or queries.own_registration(event) is not None:
        return redirect("guests:hub", event.uid)
    form = CopyForm(sources, request.POST if request.method == "POST" else None, initial=first_choice(sources))
    if request.method == "POST" and form.is_valid():
        source = get_object_or_404(
            Registration, uid=form.cleaned_data["source"], event__organisation=event.organisation
        )
        copied(request, source, event, form.cleaned_data["capacity"])
        return redirect("guests:hub", event.uid)
    return render(request, "guests/copy.html", {"event": event, "form": form}, status=422 if form.errors else 200)


def first_choice(sources: list[Registration]) -> dict[str, object]:
    return {"source": str(sources[0].uid), "capacity": sources[0].capacity}


def copied(request: HttpRequest, source: Registration, event: Event, capacity: int | None) -> None:
    try:
        actions.copy_set_up(request.user, source, event, capacity=capacity)
    except ValidationError as already:
        messages.info(request, " ".join(already.messages))
    else:
        messages.success(request, _("Registration is open, with the set-up of “%(event)s”.") % {"event": source.event})
