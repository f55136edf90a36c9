"""Where the organisers of a body tie what it answers for to everything else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.disclose.links import actions, addresses, rules
from parvis.disclose.links.forms import FindForm, LinkForm
from parvis.disclose.links.models import Link, Standing
from parvis.disclose.links.queries.editing import Found, editable_links, found_by
from parvis.ground.identifiers import Ref, Resolved, resolve
from parvis.people.entrance import organisers_page


def object_or_404(request: HttpRequest, ref: Ref) -> Resolved:
    found = resolve([ref], request.user, get_language() or "fr").get(ref)
    if found is None:
        raise Http404(_("There is nothing to tie here."))
    return found


@organisers_page
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Find the object to begin from."""
    if not rules.may_tie_something(request.user):
        raise PermissionDenied
    asked = request.GET.get("q", "").strip()
    hits = found_by(asked, request.user, get_language() or "fr")
    return render(request, "links/index.html", {"form": FindForm(initial={"q": asked}), "asked": asked, "hits": hits})


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, object_type: str, uid: UUID) -> HttpResponse:
    """What an object is tied to, one more tie, one tie less."""
    here = object_or_404(request, Ref(object_type, uid))
    if not rules.may_tie_something(request.user):
        raise PermissionDenied
    language = get_language() or "fr"
    asked = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()
    hits = [hit for hit in found_by(asked, request.user, language) if hit.ref != here.ref]
    form = LinkForm(
        request.POST if request.method == "POST" else None, here=here.ref, choices=[choice(hit) for hit in hits]
    )
    if request.method == "POST" and form.is_valid():
        other = object_or_404(request, form.cleaned_data["other"])
        if not rules.may_tie(request.user, here, other):
            raise PermissionDenied
        tie(request.user, here.ref, form.cleaned_data)
        messages.success(request, _("“%(title)s” is tied.") % {"title": other.title})
        return redirect(addresses.edit(here.ref))
    context: dict[str, Any] = {
        "here": here,
        "groups": editable_links(here, request.user, language),
        "find": FindForm(initial={"q": asked}),
        "asked": asked,
        "hits": hits,
        "form": form,
        "story_url": addresses.story(object_type, uid),
        "own": rules.may_edit_links(request.user, here),
    }
    return render(request, "links/edit.html", context, status=422 if form.is_bound else 200)


def choice(hit: Found) -> tuple[str, str]:
    return str(hit.ref), f"{hit.title} ({', '.join(filter(None, (hit.type_label, hit.when)))})"


def tie(actor: Any, here: Ref, asked: dict[str, Any]) -> None:
    start, end = (here, asked["other"]) if asked["outgoing"] else (asked["other"], here)
    if asked["standing"] == Standing.DOCUMENTED:
        actions.add_documented_link(
            actor,
            start,
            asked["relation"],
            end,
            title=asked["source_title"],
            url=asked["source_url"],
            note=asked["note"],
        )
    else:
        actions.add_link(actor, start, asked["relation"], end, standing=Standing.ILLUSTRATIVE, note=asked["note"])


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, link: UUID) -> HttpResponse:
    """Say what goes before it goes."""
    one = get_object_or_404(Link, uid=link)
    start = object_or_404(request, Ref(one.from_type, one.from_uid))
    end = object_or_404(request, Ref(one.to_type, one.to_uid))
    if not rules.may_tie(request.user, start, end):
        raise PermissionDenied
    here = start if rules.may_edit_links(request.user, start) else end
    if request.method == "POST":
        actions.remove_link(request.user, one)
        messages.success(request, _("The link is removed; both journals keep that it was there."))
        return redirect(addresses.edit(here.ref))
    context = {"link": one, "start": start, "end": end, "back": addresses.edit(here.ref)}
    return render(request, "links/remove.html", context)
