"""The demonstration's own pages: stepping into a role without a password, and the mail that would have been sent.

They exist in demonstration mode only; anywhere else they are not found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.ground.mail.models import OutboxMessage
from parvis.people import staff_mode
from parvis.people.actions.staff_mode import begin_staff_mode
from parvis.people.models import User
from parvis.people.rules import may_enter_staff_mode
from parvis.portal.demo.roles import ROLES

SHOWN = 100
PICTURES = frozenset({"image/png", "image/jpeg"})  # the mail that leaves here carries no other
View = Callable[..., HttpResponse]


def demonstration_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demonstration_only
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Choose a role; posting its code signs in as the person who holds it, `visitor` signs out."""
    if request.method != "POST":
        return render(request, "portal/demo_roles.html", {"roles": ROLES, "language": get_language()})
    code = request.POST.get("role", "")
    if code == "visitor":
        logout(request)
        return redirect("portal:home")
    role = next((role for role in ROLES if role.code == code), None)
    if role is None:
        raise Http404
    user = get_object_or_404(User, email=role.email)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if may_enter_staff_mode(user):
        # Anywhere else one says why and proves again who one is; here one click is all it takes to be anybody.
        staff_mode.attach(request, begin_staff_mode(user, _("Demonstration: anybody may take this role.")))
    return redirect(role.lands_on)


@demonstration_only
@never_cache  # mail leaves without a word in the journal, which keys the cache of pages
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/demo_outbox.html", {"sent": OutboxMessage.objects.order_by("-id")[:SHOWN]})


@demonstration_only
@never_cache
@require_safe
def message(request: HttpRequest, uid: UUID) -> HttpResponse:
    sent = get_object_or_404(OutboxMessage, uid=uid)
    files = [
        {"name": one.name, "bytes": len(one.content), "is_picture": one.media_type in PICTURES, "number": number}
        for number, one in enumerate(sent.attached(), 1)
    ]
    return render(request, "portal/demo_message.html", {"sent": sent, "files": files})


@demonstration_only
@never_cache
@require_safe
def attachment(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """A file that went with a message: a picture is shown, anything else is downloaded."""
    files = get_object_or_404(OutboxMessage, uid=uid).attached()
    if not 1 <= number <= len(files):
        raise Http404
    one = files[number - 1]
    disposition = content_disposition_header(one.media_type not in PICTURES, one.name) or "inline"
    return HttpResponse(one.content, content_type=one.media_type, headers={"Content-Disposition": disposition})
