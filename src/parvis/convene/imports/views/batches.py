"""One import: what will happen, row by row, and the decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from parvis.convene.agenda.models import Event
from parvis.convene.agenda.rules import may_edit_event
from parvis.convene.imports import actions, queries, rules
from parvis.convene.imports.forms import CorrectionForm, DismissalForm, PictureForm
from parvis.convene.imports.models import Batch, State
from parvis.people.entrance import organisers_page


def found_batch(request: HttpRequest, uid: UUID) -> Batch:
    batch = get_object_or_404(Batch.objects.select_related("organisation", "by", "edition"), uid=uid)
    if not rules.may_decide(request.user, batch):
        raise PermissionDenied
    return batch


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What will be made of each document; nothing is written before the person says so."""
    found = found_batch(request, uid)
    if request.method == "POST":
        return decided(request, found)
    return batch_shown(request, found)


def batch_shown(request: HttpRequest, found: Batch, picture: PictureForm | None = None) -> HttpResponse:
    page = queries.batch_page(found, request.GET.get("only", ""), request.GET.get("page"))
    bodies = rules.bodies_of(request.user)
    cases = [
        (row, case, CorrectionForm(case, bodies, prefix=f"row-{row.number}"), DismissalForm(prefix=f"no-{row.number}"))
        for row, case in page.cases
    ]
    pictures = [
        (
            one,
            picture
            if picture is not None and picture.data.get(f"{picture.prefix}-url") == one.url
            else PictureForm(
                initial={"event": one.event, "url": one.url, "alt": one.alt, "credit": one.credit},
                prefix=f"picture-{number}",
            ),
        )
        for number, one in enumerate(page.pictures)
    ]
    context = {
        "batch": found,
        "page": page,
        "cases": cases,
        "pictures": pictures,
        "picture_form": picture,
        "working": found.state in {State.READING, State.DECIDED},
        "address": request.get_full_path(),
    }
    return render(request, "imports/batch.html", context)


def decided(request: HttpRequest, found: Batch) -> HttpResponse:
    """Keep the choice of this page, then do what the button says."""
    act = request.POST.get("act", "")
    actions.choose(found, numbers(request.POST, "shown"), numbers(request.POST, "row"))
    try:
        if act == "write" and found.state == State.READ and not actions.undecided(found).exists():
            messages.warning(request, _("Nothing of this import can be written."))
        elif act == "write":
            found = actions.decide(request.user, found)
            told(request, found)
        elif act == "set-aside":
            actions.put_aside(request.user, found)
            messages.success(request, _("The import is set aside; nothing was written."))
            return redirect("imports:home")
        elif act in {"all", "none"}:
            actions.choose_all(found, act == "all")
    except actions.AlreadyDecided:
        messages.warning(request, _("Somebody decided before you: here is what stands now."))
    query = request.GET.urlencode() if act != "write" else ""
    return redirect(reverse("imports:batch", args=[found.uid]) + (f"?{query}" if query else ""))


def told(request: HttpRequest, found: Batch) -> None:
    if found.state != State.DONE:
        return
    written = found.counts.get("created", 0) + found.counts.get("updated", 0)
    said = ngettext("%(number)s document was written.", "%(number)s documents were written.", written)
    messages.success(request, said % {"number": written})


def numbers(data: QueryDict, name: str) -> set[int]:
    return {int(value) for value in data.getlist(name) if value.isascii() and value.isdigit() and len(value) < 10}


@organisers_page
@require_POST
def picture(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have a picture fetched that an imported page names."""
    found = found_batch(request, uid)
    prefix = request.POST.get("form", "")
    offered = {one.url: one for one in queries.pictures_of(found)}
    form = PictureForm(request.POST, prefix=prefix)
    if not form.is_valid():
        return batch_shown(request, found, form)
    said = form.cleaned_data
    one = offered.get(said["url"])
    event = get_object_or_404(Event.objects.select_related("organisation"), slug=said["event"])
    # Only what the imported page names is fetched, for an event that the person may write.
    if one is None or one.event != event.slug or not may_edit_event(request.user, event):
        raise PermissionDenied
    actions.wish_picture(request.user, found, event, said["url"], said["alt"], said["credit"])
    messages.success(request, _("The picture is on its way."))
    return redirect(reverse("imports:batch", args=[found.uid]) + "#pictures")
