"""What a commitment or a plan said at each save, and going back to it."""

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

from parvis.commit.drafting.views.commitment import numbered
from parvis.commit.drafting.views.finding import commitment_for
from parvis.commit.plans import actions, rules
from parvis.commit.plans.wording import labels_for
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.history import history_page, restore_page
from parvis.people.entrance import organisers_page


@require_safe
@organisers_page
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who saved what and when; any two versions compared."""
    commitment = commitment_for(request, uid, rules.may_read_history)
    language = get_language() or "fr"
    title = numbered(commitment, language)
    context = {
        "page": history_page("commitment", uid, title, labels_for, request.GET, language),
        "history_url": request.path,
        "list_label": _("Plans"),
        "list_url": reverse("drafting:plans"),
        "back_url": reverse("drafting:commitment", args=[uid]),
        "may_restore": rules.may_write_commitment(request.user, commitment),
    }
    return render(request, "people/write/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def restore(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Say what going back to that version changes, then do it: a new version, never a rewritten one."""
    commitment = commitment_for(request, uid, rules.may_read_history)
    if not rules.may_write_commitment(request.user, commitment):
        raise PermissionDenied
    language = get_language() or "fr"
    page = restore_page(
        "commitment", uid, numbered(commitment, language), number, labels_for, actions.restored, language
    )
    if page is None:
        raise Http404
    errors: list[str] = []
    if request.method == "POST":
        base = request.POST.get("base", "")
        try:
            actions.write_commitment(
                request.user, commitment, page.content, base=int(base) if base.isdecimal() else page.base
            )
            messages.success(request, _("The page says again what it said in version %(number)d.") % {"number": number})
            return redirect("drafting:history", uid=uid)
        except Overtaken:
            messages.warning(request, _("Somebody saved in the meantime. Look at what would change now."))
            return redirect("drafting:restore", uid=uid, number=number)
        except ValidationError as error:
            errors = error.messages
    context = {"page": page, "history_url": reverse("drafting:history", args=[uid]), "errors": errors}
    return render(request, "people/write/restore.html", context, status=422 if errors else 200)
