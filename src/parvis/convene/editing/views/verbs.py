"""A small page for each thing one does to an event: the question, its consequence, a button."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.agenda import rules
from parvis.convene.agenda.models import Event, State
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing.actions import HeldBack, set_aside, take_up
from parvis.convene.editing.findings import findings_in, findings_of, reasons_of
from parvis.convene.editing.verbs import VERBS, do
from parvis.convene.editing.views.event import FORM, Desk, desk_of, typed_again
from parvis.convene.editing.views.writing import tell
from parvis.people.entrance import organisers_page
from parvis.people.setting_aside import AsideForm
from parvis.ui.findings import Noted, marked


def found(request: HttpRequest, uid: UUID) -> Event:
    event = visible_to(request.user).filter(uid=uid).select_related("organisation", "place").first()
    if event is None:
        raise Http404
    return event


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def verb(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """Ask, then do."""
    event, one = found(request, uid), VERBS.get(code)
    if one is None:
        raise Http404
    if not one.may(request.user, event):
        raise PermissionDenied
    if not one.fits(event):
        messages.info(request, _("It is so already."))
        return redirect(
            "editing:event" if rules.may_edit_event(request.user, event) else "editing:events", **at(request, event)
        )
    initial = {"slug": event.slug, "start_time": event.start_time, "end_time": event.end_time}
    form = one.form(request.POST if request.method == "POST" else None, initial=initial)
    held: list[Noted] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                do(one, request.user, event, form.cleaned_data)
        except HeldBack as stopped:
            held = list(stopped.findings[event.pk])
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, str(one.done))
            if event.state == State.WITHDRAWN:
                return redirect("editing:events")
            return redirect("editing:event", uid=event.uid)
    elif code == "publish":
        held = [note for note in findings_of(event) if note.stops]
    status = 422 if form.errors else 409 if held and request.method == "POST" else 200
    context = {"event": event, "verb": one, "form": form, "held": held, "asks": bool(form.fields)}
    return render(request, "editing/verb.html", context, status=status)


def at(request: HttpRequest, event: Event) -> dict[str, UUID]:
    return {"uid": event.uid} if rules.may_edit_event(request.user, event) else {}


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def aside(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Leave a finding as it is, with a reason; or take it up again."""
    desk = desk_of(request, uid)
    event = desk.event
    note = next((one for one in findings_here(desk) if one.key == key), None)
    if note is None or event is None:
        messages.info(request, _("This finding is no longer there."))
        return redirect("editing:event", uid=uid)
    form = AsideForm(request.POST if request.method == "POST" else None, initial={"reason": note.set_aside})
    if request.method == "POST" and request.POST.get("do") == "take-up":
        take_up(request.user, event, key)
        messages.success(request, _("The finding is open again."))
        return redirect("editing:event", uid=uid)
    if request.method == "POST" and form.is_valid():
        set_aside(request.user, event, key, form.cleaned_data["reason"], rule=note.rule)
        messages.success(request, _("The finding is set aside."))
        return redirect("editing:event", uid=uid)
    context = {
        "note": note,
        "form": form,
        "title": event.title,
        "here": request.path,
        "back_url": reverse("editing:event", args=[uid]),
        "list_label": _("Events"),
        "list_url": reverse("editing:events"),
        "typed": (),
    }
    return render(request, "people/write/aside.html", context, status=422 if form.errors else 200)


def findings_here(desk: Desk) -> list[Noted]:
    """Findings of what is saved, and of what was typed since."""
    assert desk.event is not None  # noqa: S101 -- the address names an event
    saved = findings_of(desk.event)
    kept = desk.kept()
    if kept is None or kept.form != FORM:
        return saved
    typed = desk.forms(data=typed_again(kept), content=desk.saved)
    reasons = reasons_of([desk.event.pk]).get(desk.event.pk, {})
    return [*saved, *marked(findings_in(typed.typed()), reasons)]
