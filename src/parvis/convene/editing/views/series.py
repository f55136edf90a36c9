"""Series as organisers write them."""

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
from parvis.convene.agenda.actions import create_series, write_series
from parvis.convene.agenda.frames import series_content
from parvis.convene.agenda.models import Series
from parvis.convene.editing.forms.frames import SeriesForm
from parvis.convene.editing.queries.frames import season_list
from parvis.convene.editing.views.writing import base_of, conflict_with, tell
from parvis.ground.versions.actions import Overtaken
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def index(request: HttpRequest) -> HttpResponse:
    """Every series, and what it holds."""
    context = {
        "series": season_list(request.user, get_language() or "fr"),
        "may_create": rules.may_create_series(request.user),
    }
    return render(request, "editing/series_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    if not rules.may_create_series(request.user):
        raise PermissionDenied
    form = SeriesForm(request.POST or None, initial={"kind": "other"})
    if request.method == "POST" and form.is_valid():
        try:
            series = create_series(request.user, form.content())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The series is there."))
            return redirect("editing:series", uid=series.uid)
    return render(request, "editing/series.html", {"form": form, "one": None}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    series = get_object_or_404(Series, uid=uid)
    if not rules.may_edit_series(request.user, series):
        raise PermissionDenied
    name = str(series)
    initial = {**series_content(series), "base": base_of("series", uid)}
    form = SeriesForm(request.POST or None, initial=initial)
    context = {
        "one": series,
        "name": name,
        "public_url": addresses.series(series.slug),
        "conflict": None,
    }
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.content()
        try:
            write_series(request.user, series, typed, base=form.cleaned_data["base"] or 0)
        except Overtaken as refused:
            context["conflict"] = conflict = conflict_with("series", uid, form, typed, refused)
            form, status = SeriesForm(initial={**conflict.merged, "base": conflict.base}), 409
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("editing:series", uid=uid)
    return render(request, "editing/series.html", {**context, "form": form}, status=422 if form.errors else status)
