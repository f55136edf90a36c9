"""Documents that could not be read: corrected or dismissed, where they are found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.imports import actions, queries, rules
from parvis.convene.imports.cases import Case, case_of_document, case_of_row
from parvis.convene.imports.forms import CorrectionForm, DismissalForm
from parvis.convene.imports.models import Row, State
from parvis.convene.imports.views.batches import found_batch
from parvis.disclose.importing import records
from parvis.people.entrance import organisers_page


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """One quarantined row of an import."""
    batch = found_batch(request, uid)
    found = get_object_or_404(Row.objects.filter(action=records.QUARANTINE), batch=batch, number=number)
    found.batch = batch
    back = reverse("imports:batch", args=[batch.uid])
    if found.outcome not in {"", records.QUARANTINE} or batch.state not in {State.READ, State.DONE}:
        messages.info(request, _("This document is settled already."))
        return redirect(back)
    return settled(request, case_of_row(found), number, back, request.path)


@organisers_page
@require_safe
def quarantine(request: HttpRequest) -> HttpResponse:
    """Everything that waits in the quarantine and that the person may settle, the oldest first."""
    if not rules.may_import(request.user):
        raise PermissionDenied
    page = queries.quarantine_page(request.user, request.GET.get("page"))
    return render(request, "imports/quarantine.html", {"page": page})


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def quarantined(request: HttpRequest, key: int) -> HttpResponse:
    """One document of the quarantine, wherever it came from."""
    found = rules.waiting_documents(request.user).filter(pk=key).first()
    if found is None:
        messages.info(request, _("This document is settled already, or is not yours to settle."))
        return redirect("imports:quarantine")
    return settled(request, case_of_document(found), key, reverse("imports:quarantine"), request.path)


def settled(request: HttpRequest, case: Case, number: int, back: str, action: str) -> HttpResponse:
    """Correct, dismiss, or show with what is wrong; nothing typed is lost."""
    bodies = rules.bodies_of(request.user)
    dismissing = request.method == "POST" and request.POST.get("act") == "dismiss"
    data: Any = request.POST if request.method == "POST" else None
    form = CorrectionForm(case, bodies, None if dismissing else data, prefix=f"row-{number}")
    dismissal = DismissalForm(data if dismissing else None, prefix=f"no-{number}")
    if dismissing and dismissal.is_valid():
        actions.dismiss(request.user, case, case.organisation, dismissal.cleaned_data["note"])
        messages.success(request, _("The document is dismissed."))
        return redirect(back)
    if request.method == "POST" and not dismissing and form.is_valid():
        said = dict(form.cleaned_data)
        organisation = case.organisation or said.pop("organisation")
        try:
            event = actions.make_event(request.user, case, organisation, said)
        except actions.NotMade as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("“%(title)s” is written.") % {"title": event.title})
            return redirect(back)
    context = {
        "case": case,
        "form": form,
        "dismissal": dismissal,
        "back": back,
        "action": action,
    }
    return render(request, "imports/case.html", context)
