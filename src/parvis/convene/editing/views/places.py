"""The shared register of places: found, added without a double, corrected, merged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.actions import merge_places
from parvis.convene.editing.forms.frames import LineFormSet, PlaceForm, lines_content
from parvis.convene.editing.queries.frames import alike, place_list, use_of
from parvis.convene.editing.views.writing import base_of, conflict_with, tell
from parvis.ground.places.actions import create_place, write_place
from parvis.ground.places.content import content_of
from parvis.ground.places.models import Place
from parvis.ground.versions.actions import Overtaken
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def index(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    context = {
        "page": place_list(words, request.GET.get("page", "")),
        "words": words,
        "may_add": rules.may_add_place(request.user),
        "may_edit": rules.may_edit_place(request.user),
    }
    return render(request, "editing/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def new(request: HttpRequest) -> HttpResponse:
    """Add a place; those that look like it are shown first, and adding it all the same is said on purpose."""
    if not rules.may_add_place(request.user):
        raise PermissionDenied
    form = PlaceForm(request.POST or None, initial={"country": "FR", "name": request.GET.get("name", "")})
    lines = LineFormSet(request.POST or None, prefix="lines")
    twins: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        content = {**form.content(), "lines": lines_content(lines)}
        twins = alike(content["name"], content["address"], content["city"])
        if not twins or request.POST.get("another"):
            try:
                place = create_place(request.user, content)
            except ValidationError as error:
                tell(form, error)
            else:
                messages.success(request, _("The place is there."))
                return redirect("editing:place", uid=place.uid)
    context = {"form": form, "lines": lines, "one": None, "twins": twins, "conflict": None}
    wrong = bool(form.errors or lines.total_error_count() if lines.is_bound else form.errors)
    return render(request, "editing/place.html", context, status=422 if wrong else 409 if twins else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    place = get_object_or_404(Place, uid=uid)
    if not rules.may_edit_place(request.user):
        raise PermissionDenied
    content = content_of(place)
    form = PlaceForm(request.POST or None, initial={**content, "base": base_of("place", uid)})
    lines = LineFormSet(request.POST or None, prefix="lines", initial=content["lines"])
    context = {
        "one": place,
        "name": place.name,
        "public_url": addresses.place(place.slug),
        "use": use_of(place),
        "twins": alike(place.name, place.address, place.city, but=uid),
        "may_merge": rules.may_merge_places(request.user),
        "conflict": None,
    }
    status = 200
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        typed = {**form.content(), "lines": lines_content(lines)}
        try:
            write_place(request.user, place, typed, base=form.cleaned_data["base"] or 0)
        except Overtaken as refused:
            context["conflict"] = conflict = conflict_with("place", uid, form, as_kept(typed), refused)
            form = PlaceForm(initial={**conflict.merged, "base": conflict.base})
            lines, status = LineFormSet(prefix="lines", initial=conflict.merged["lines"]), 409
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("editing:place", uid=uid)
    wrong = bool(form.errors) or (lines.is_bound and bool(lines.total_error_count()))
    return render(
        request, "editing/place.html", {**context, "form": form, "lines": lines}, status=422 if wrong else status
    )


def as_kept(content: dict[str, Any]) -> dict[str, Any]:
    """Coordinates as versions write them, so that what nobody touched reads the same."""
    return {
        part: None if value is None else f"{value:.6f}" if part in {"latitude", "longitude"} else value
        for part, value in content.items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what merging another place into this one moves, then do it."""
    if not rules.may_merge_places(request.user):
        raise PermissionDenied
    kept = get_object_or_404(Place, uid=uid)
    asked = request.POST.get("gone") or request.GET.get("gone") or ""
    gone = find_place(asked)
    wrong = bool(asked) and (gone is None or gone.pk == kept.pk)
    if request.method == "POST" and gone is not None and not wrong and request.POST.get("sure"):
        try:
            moved = merge_places(request.user, kept, gone)
        except ProtectedError:
            messages.warning(request, _("Something was added there at this very moment. Look again."))
            return redirect("editing:place-merge", uid=uid)
        messages.success(request, _("The two places are one; events moved: %(number)d.") % {"number": moved})
        return redirect("editing:place", uid=uid)
    context = {
        "kept": kept,
        "gone": None if wrong else gone,
        "use": use_of(gone) if gone and not wrong else None,
        "wrong": wrong,
        "twins": alike(kept.name, kept.address, kept.city, but=uid),
        "others": Place.objects.exclude(pk=kept.pk).order_by("name", "id")[:1000] if gone is None or wrong else (),
    }
    return render(request, "editing/place_merge.html", context, status=422 if wrong else 200)


def find_place(uid: str) -> Place | None:
    try:
        return Place.objects.filter(uid=UUID(uid)).first()
    except ValueError:
        return None
