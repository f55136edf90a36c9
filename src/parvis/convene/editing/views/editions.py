"""Editions as their host writes them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.actions import create_edition, write_edition
from parvis.convene.agenda.frames import edition_content
from parvis.convene.agenda.models import Edition
from parvis.convene.editing.forms.frames import EditionForm
from parvis.convene.editing.panels import ways_for
from parvis.convene.editing.queries.frames import edition_doubts, season_list
from parvis.convene.editing.views.writing import base_of, conflict_with, tell
from parvis.ground import clock
from parvis.ground.versions.actions import Overtaken
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def index(request: HttpRequest) -> HttpResponse:
    """Every edition, under its series."""
    context = {
        "series": [one for one in season_list(request.user, get_language() or "fr") if one.editions],
        "may_create": rules.may_create_edition(request.user),
    }
    return render(request, "editing/editions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    if not rules.may_create_edition(request.user):
        raise PermissionDenied
    initial = {"series": request.GET.get("series", ""), "year": clock.today().year, "published": False}
    form = EditionForm(request.user, request.POST or None, initial=initial)
    context = {"one": None, "conflict": None, "doubts": ()}
    if request.method == "POST" and form.is_valid():
        try:
            edition = create_edition(request.user, form.content())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The edition is there."))
            return redirect("editing:edition", uid=edition.uid)
    return render(request, "editing/edition.html", {**context, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    language = get_language() or "fr"
    edition = get_object_or_404(Edition.objects.select_related("series", "host"), uid=uid)
    if not rules.may_manage_edition(request.user, edition):
        raise PermissionDenied
    content = edition_content(edition)
    context = {
        "one": edition,
        "name": str(edition),
        "public_url": addresses.edition(edition.slug) if edition.published else "",
        "conflict": None,
        "ways": ways_for(request.user, edition),
    }
    form = EditionForm(
        request.user,
        request.POST or None,
        host=content["host"],
        initial={**content, "base": base_of("edition", uid)},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        content = typed = form.content()
        try:
            write_edition(request.user, edition, typed, base=form.cleaned_data["base"] or 0)
        except Overtaken as refused:
            context["conflict"] = conflict = conflict_with("edition", uid, form, typed, refused)
            initial = {**conflict.merged, "base": conflict.base}
            form, status = EditionForm(request.user, host=content["host"], initial=initial), 409
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("editing:edition", uid=uid)
    context |= {"form": form, "doubts": edition_doubts(content, language, clock.today())}
    return render(request, "editing/edition.html", context, status=422 if form.errors else status)
