"""What a thing said at each save, and going back to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.agenda.queries.wording import labels_for
from parvis.convene.editing import kept
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.history import history_page, restore_page
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def history(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """Who saved what and when; any two versions compared."""
    one = kept.named(kind)
    thing = one.find(uid)
    if not one.may_read(request.user, thing):
        raise PermissionDenied
    context = {
        "page": history_page(one.code, uid, str(thing), labels_for, request.GET, get_language() or "fr"),
        "history_url": request.path,
        "list_url": "",
        "back_url": one.page(thing),
        "may_restore": one.may_write(request.user, thing),
    }
    return render(request, "people/write/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def restore(request: HttpRequest, kind: str, uid: UUID, number: int) -> HttpResponse:
    """Say what going back to that version changes, then do it: a new version, never a rewritten one."""
    one = kept.named(kind)
    thing = one.find(uid)
    if not one.may_write(request.user, thing):
        raise PermissionDenied
    page = restore_page(one.code, uid, str(thing), number, labels_for, one.restorable, get_language() or "fr")
    if page is None:
        raise Http404
    context = {"page": page, "history_url": reverse("editing:history", args=[kind, uid]), "errors": []}
    if request.method != "POST":
        return render(request, "people/write/restore.html", context)
    base = request.POST.get("base", "")
    try:
        one.write(request.user, thing, page.content, base=int(base) if base.isdecimal() else page.base)
    except Overtaken:
        messages.warning(request, _("Somebody saved in the meantime. Look at what would change now."))
        return redirect("editing:restore", kind=kind, uid=uid, number=number)
    except ValidationError as error:
        context["errors"] = error.messages
        return render(request, "people/write/restore.html", context, status=422)
    messages.success(request, _("The page says again what it said in version %(number)d.") % {"number": number})
    return redirect("editing:history", kind=kind, uid=uid)
