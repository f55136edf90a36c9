"""Laws as organisers write them: the text, its measures, their articles and decrees."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.commit.law import actions, addresses, rules
from parvis.commit.law.forms import DecreeForm, LegalTextForm, MeasureForm, NewLawForm, ProvisionForm
from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.commit.law.overtaken import Difference, differences
from parvis.commit.law.queries.organise import bodies_of, laws_of, measure_page, measures_in
from parvis.commit.plans.models import Commitment
from parvis.ground import clock
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import latest
from parvis.people.entrance import organisers_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@organisers_page
def index(request: HttpRequest) -> HttpResponse:
    """The laws that one's bodies follow."""
    if not rules.may_read_laws(request.user):
        raise PermissionDenied
    context = {"laws": laws_of(request.user, get_language() or "fr", clock.today())}
    return render(request, "law/organise/index.html", context)


@require_http_methods(READ_AND_WRITE)
@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    """Begin to follow a law."""
    if not rules.may_open_law(request.user):
        raise PermissionDenied
    form = NewLawForm(request.POST or None, bodies=bodies_of(request.user))
    if request.method == "POST" and form.is_valid():
        law = actions.open_law(request.user, form.body(), form.short_title(), form.fill(LegalText()))
        messages.success(request, _("The law is there, for your team alone. Add its measures, then publish it."))
        return redirect("law:text", uid=law.uid)
    return render(request, "law/organise/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(READ_AND_WRITE)
@organisers_page
def text(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is said of the text, and its measures."""
    law = own_law(request, uid)
    initial = {**LegalTextForm.initial_of(law), "base": base_of("law", uid)}
    form, clash = LegalTextForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_text(request.user, form.fill(law), base=form.cleaned_data["base"])
        except Overtaken as refused:
            form, clash = begun_again(form, refused, LegalTextForm)
            law.refresh_from_db()
        else:
            messages.success(request, _("Saved."))
            return redirect("law:text", uid=uid)
    language = get_language() or "fr"
    measures = measures_in(law, language, clock.today())
    context = {
        "form": form,
        "law": law,
        "title": str(law.plan.title.localize(language)),
        "measures": measures,
        "drafts": any(one.draft for one in measures),
        "public_url": addresses.law(law.plan.slug, language) if law.plan.published else "",
        "clash": clash,
    }
    return render(request, "law/organise/text.html", context, status=status_of(form, clash))


@require_POST
@organisers_page
def publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the law and its measures to everybody."""
    law = own_law(request, uid)
    actions.publish_law(request.user, law)
    messages.success(request, _("The law and its measures are public."))
    return redirect("law:text", uid=uid)


@require_http_methods(READ_AND_WRITE)
@organisers_page
def new_measure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a measure."""
    law = own_law(request, uid)
    form = MeasureForm(request.POST or None, law=law)
    if request.method == "POST" and form.is_valid():
        measure = actions.add_measure(request.user, law, form.title(), form.cleaned_data["number"])
        messages.success(
            request, _("The measure is there. Say which articles state it, and which decrees it calls for.")
        )
        return redirect("law:measure", uid=measure.uid)
    context = {"form": form, "law": law, "title": str(law.plan.title.localize(get_language() or "fr"))}
    return render(request, "law/organise/new_measure.html", context, status=422 if form.errors else 200)


@require_safe
@organisers_page
def measure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A measure with its articles and decrees."""
    found = own_measure(request, uid)
    context = {
        "page": measure_page(found, get_language() or "fr", clock.today()),
        "may_write_law": rules.may_write_law(request.user, found.plan.legal_text),
    }
    return render(request, "law/organise/measure.html", context)


@require_http_methods(READ_AND_WRITE)
@organisers_page
def article(request: HttpRequest, uid: UUID, row: UUID | None = None) -> HttpResponse:
    """Write an article that states the measure, or take it away."""
    found = own_measure(request, uid)
    known = get_object_or_404(Provision, uid=row, measure=found) if row else None
    if known is not None and "remove" in request.POST:
        actions.remove_provision(request.user, known)
        messages.success(request, _("The article is gone."))
        return redirect("law:measure", uid=uid)
    make = partial(ProvisionForm, measure=found, known=known)
    initial = {**ProvisionForm.initial_of(known), "base": base_of("provision", known.uid)} if known else None
    form, clash = make(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        filled = form.fill(known or next_row(Provision(measure=found)))
        try:
            actions.write_provision(request.user, filled, base=form.cleaned_data["base"])
        except Overtaken as refused:
            form, clash = begun_again(form, refused, make)
        else:
            messages.success(request, _("Saved."))
            return redirect("law:measure", uid=uid)
    return row_page(request, "law/organise/article.html", found, form, known, clash)


@require_http_methods(READ_AND_WRITE)
@organisers_page
def decree(request: HttpRequest, uid: UUID, row: UUID | None = None) -> HttpResponse:
    """Write what is known of a decree, or take it away."""
    found = own_measure(request, uid)
    decrees = Decree.objects.select_related("measure__plan__legal_text", "provision")
    known = get_object_or_404(decrees, uid=row, measure=found) if row else None
    if known is not None and "remove" in request.POST:
        actions.remove_decree(request.user, known)
        messages.success(request, _("The decree is gone."))
        return redirect("law:measure", uid=uid)
    make = partial(DecreeForm, provisions=list(found.provisions.order_by("order", "pk")))
    initial = {"standing": "not-looked-up", "nature": "decree"}
    if known is not None:
        initial = {**DecreeForm.initial_of(known), "base": base_of("decree", known.uid)}
    form, clash = make(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        filled = form.fill(known or next_row(Decree(measure=found)))
        try:
            actions.write_decree(request.user, filled, base=form.cleaned_data["base"])
        except Overtaken as refused:
            form, clash = begun_again(form, refused, make)
        else:
            messages.success(request, _("Saved."))
            return redirect("law:measure", uid=uid)
    return row_page(request, "law/organise/decree.html", found, form, known, clash)


def base_of(object_type: str, uid: UUID) -> int:
    """Number of the version that a writer begins from, 0 before any."""
    last = latest(object_type, uid)
    return last.number if last else 0


def begun_again(form: Any, refused: Overtaken, make: Any) -> tuple[Any, list[Difference]]:
    """The same form with what was typed, which now begins from what stands; and where the two differ."""
    typed = form.data.copy()
    typed["base"] = refused.latest.number
    return make(typed), differences(form, refused.latest)


def status_of(form: Any, clash: list[Difference] | None) -> int:
    if clash is not None:
        return 409
    return 422 if form.errors else 200


def row_page(
    request: HttpRequest,
    template: str,
    measure: Commitment,
    form: Any,
    known: Any,
    clash: list[Difference] | None,
) -> HttpResponse:
    context = {
        "clash": clash,
        "form": form,
        "known": known,
        "measure": measure,
        "title": str(measure.title.localize(get_language() or "fr")),
    }
    return render(request, template, context, status=status_of(form, clash))


def next_row(row: Any) -> Any:
    """The same row, put after those of its measure."""
    row.order = type(row).objects.filter(measure=row.measure).count()
    return row


def own_law(request: HttpRequest, uid: UUID) -> LegalText:
    law = get_object_or_404(LegalText.objects.select_related("plan__organisation"), uid=uid)
    if not rules.may_write_law(request.user, law):
        raise PermissionDenied
    return law


def own_measure(request: HttpRequest, uid: UUID) -> Commitment:
    measures = Commitment.objects.filter(plan__legal_text__isnull=False)
    found = get_object_or_404(measures.select_related("plan__legal_text", "plan__organisation"), uid=uid)
    if not rules.may_write_measure(request.user, found):
        raise PermissionDenied
    return found
