"""The organisers' page of the doors: who came in, which devices are out, what was used twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.agenda.models import Event
from parvis.convene.checkin import actions, batches, rules
from parvis.convene.checkin.forms import BringInForm, DeviceForm, DoorForm
from parvis.convene.checkin.models import Device, Door, Passage
from parvis.convene.checkin.queries import account as accounts
from parvis.convene.registration.tickets import qr_svg
from parvis.disclose.datasets.writers import cell, line
from parvis.people.entrance import organisers_page


def managed(request: HttpRequest, uid: Any) -> Event:
    """The event, for a person who may manage its doors; for another it does not exist."""
    event = get_object_or_404(Event.objects.select_related("organisation"), uid=uid)
    if not rules.may_manage_doors(request.user, event):
        raise Http404
    return event


def shown(request: HttpRequest, event: Event, **more: Any) -> HttpResponse:
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    context = {
        "event": event,
        "account": accounts.account(event, language),
        "door_form": DoorForm(),
        "device_form": DeviceForm(),
        "lending": None,
        **more,
    }
    status = 200 if request.method != "POST" else 422
    return render(request, "checkin/doors.html", context, status=status)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def doors(request: HttpRequest, uid: Any) -> HttpResponse:
    event = managed(request, uid)
    if request.method != "POST":
        return shown(request, event)
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    return verb(request, event)


def here(event: Event) -> HttpResponse:
    return redirect("checkin:doors", uid=event.uid)


def uid_in(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def door_named(request: HttpRequest, event: Event) -> Door:
    return get_object_or_404(Door.objects.select_related("event"), event=event, uid=uid_in(request, "door"))


def add(request: HttpRequest, event: Event) -> HttpResponse:
    form = DoorForm(request.POST)
    if form.is_valid():
        try:
            actions.add_door(request.user, event, form.cleaned_data["name"])
            messages.success(request, _("The door was added. Lend it a device."))
            return here(event)
        except ValidationError as fault:
            form.add_error("name", fault.message_dict["name"])
    return shown(request, event, door_form=form)


def rename(request: HttpRequest, event: Event) -> HttpResponse:
    door, form = door_named(request, event), DoorForm(request.POST)
    if form.is_valid():
        try:
            actions.rename_door(request.user, door, form.cleaned_data["name"])
            messages.success(request, _("The door was renamed."))
            return here(event)
        except ValidationError as fault:
            form.add_error("name", fault.message_dict["name"])
    for fault in form.errors.get("name", []):
        messages.error(request, fault)
    return here(event)


def remove(request: HttpRequest, event: Event) -> HttpResponse:
    if actions.remove_door(request.user, door_named(request, event)):
        messages.success(request, _("The door was removed."))
    else:
        messages.error(
            request, _("People came in by this door, or a device was lent to it: it stays, so that figures do.")
        )
    return here(event)


def lend(request: HttpRequest, event: Event) -> HttpResponse:
    """Shown once: the address is its secret, and the database keeps a hash of it only."""
    door, form = door_named(request, event), DeviceForm(request.POST)
    if not form.is_valid():
        return shown(request, event, device_form=form, lending=door)
    device, token = actions.lend_device(request.user, door, form.cleaned_data["name"])
    url = settings.SITE_URL + reverse("checkin:door", args=[token])
    context = {
        "event": event,
        "device": device,
        "url": url,
        "picture": qr_svg(url, _("Address of the door as a QR code")),
    }
    response = render(request, "checkin/lent.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def withdraw(request: HttpRequest, event: Event) -> HttpResponse:
    devices = Device.objects.select_related("door__event").filter(door__event=event)
    device = get_object_or_404(devices, uid=uid_in(request, "device"))
    if actions.withdraw_device(request.user, device):
        messages.success(
            request,
            _("The device was withdrawn: it forgets the list as soon as it has a network. What it saw before counts."),
        )
    return here(event)


VERBS: dict[str, Callable[[HttpRequest, Event], HttpResponse]] = {
    "add": add,
    "rename": rename,
    "remove": remove,
    "lend": lend,
    "withdraw": withdraw,
}


@organisers_page
@require_safe
def download(request: HttpRequest, uid: Any) -> HttpResponseBase:
    """Every passage as CSV, undone ones too; streamed."""
    event = managed(request, uid)
    response = StreamingHttpResponse(lines(event), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="passages-{event.slug}.csv"'
    return response


def lines(event: Event) -> Iterator[bytes]:
    yield "\ufeff".encode() + line([list(accounts.COLUMNS)])  # by this mark a spreadsheet knows UTF-8
    for row in accounts.passage_rows(event):
        yield line([[cell(row[name]) for name in accounts.COLUMNS]])


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, uid: Any) -> HttpResponse:
    """Passages of a file: looked at first, kept when one says so."""
    event = managed(request, uid)
    doors = Door.objects.filter(event=event).order_by("order", "pk")
    form = BringInForm(doors, request.POST or None, request.FILES or None)
    look: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        data = form.contents()
        try:
            found = batches.of_file(data)
        except batches.Wrong as fault:
            form.add_error("file", str(fault))
        else:
            told = [one.told for one in found if one.told]
            if request.POST.get("do") == "keep" and told:
                kept = actions.bring_in(request.user, form.cleaned_data["door"], told).kept
                said = ngettext("%(number)d passage is here now.", "%(number)d passages are here now.", len(kept))
                messages.success(request, said % {"number": len(kept)})
                return here(event)
            known = Passage.objects.filter(scan__in=[one.scan for one in told]).count() if len(told) < 30_000 else 0
            look = {
                "new": len({one.scan for one in told}) - known,
                "known": known,
                "doubtful": [one for one in found if one.trouble][:100],
                "text": data.decode("utf-8-sig", "replace"),
            }
    return render(
        request, "checkin/bring_in.html", {"event": event, "form": form, "look": look, "has_doors": doors.exists()}
    )
