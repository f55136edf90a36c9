"""The whole story of an object: its page, its feed and its data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.disclose.links import addresses
from parvis.disclose.links.feed import atom_of
from parvis.disclose.links.queries import whole_story
from parvis.disclose.links.queries.whole import WholeStory
from parvis.disclose.links.rules import may_edit_links
from parvis.disclose.links.written import drawing_of, json_of, summary_of
from parvis.ground.clock import today
from parvis.ground.identifiers import Ref
from parvis.people.rules import enters_the_space


def found(request: HttpRequest, object_type: str, uid: UUID) -> WholeStory:
    """The story as this viewer may read it; 404 when the object is hidden, gone or of a module that is off."""
    told = whole_story(
        object_type,
        uid,
        request.user,
        get_language() or "fr",
        today(settings.TIME_ZONE),
        relation=request.GET.get("relation", ""),
    )
    if told is None:
        raise Http404(_("There is no story to tell here."))
    return told


@require_safe
def page(request: HttpRequest, object_type: str, uid: UUID) -> HttpResponse:
    """The story in order, drawn and as a table."""
    told = found(request, object_type, uid)
    context: dict[str, Any] = {
        "story": told,
        "summary": summary_of(told),
        "drawing": drawing_of(told, get_language() or "fr"),
        "address": addresses.story(object_type, uid),
        "edit_url": "",
    }
    if enters_the_space(request.user) and may_edit_links(request.user, told.here):
        context["edit_url"] = addresses.edit(Ref(object_type, uid))
    return render(request, "links/story.html", context)


@require_safe
def as_json(request: HttpRequest, object_type: str, uid: UUID) -> HttpResponse:
    """The story as data: its objects, its ties and its lines."""
    response = JsonResponse(
        json_of(found(request, object_type, uid)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def as_atom(request: HttpRequest, object_type: str, uid: UUID) -> HttpResponse:
    """What changed in any object of the story, newest first."""
    told = found(request, object_type, uid)
    text = atom_of(told, get_language() or "fr", settings.SITE_URL + request.get_full_path())
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
