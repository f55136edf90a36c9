"""Pages of staff mode: its door, its end, and the register of who entered it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, stash_and_reauthenticate
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from parvis.people import rules, staff_mode
from parvis.people.actions.staff_mode import begin_staff_mode, end_staff_mode
from parvis.people.forms import StaffModeForm
from parvis.people.models import StaffSession
from parvis.people.queries.staff_mode import session_page, sessions_page
from parvis.people.second_step import has_second_step

CALLBACK = "parvis.people.views.staff_mode.entered"


@never_cache
@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Why one needs one's powers; the proof that it is still the same person comes next."""
    if not rules.may_enter_staff_mode(request.user):
        raise PermissionDenied
    if rules.lacks_second_step(request.user):
        messages.warning(
            request, _("This site asks for a second step before staff mode. Add a passkey or an application.")
        )
        return redirect("mfa_index")
    wanted = safe(request, request.POST.get("next") or request.GET.get("next") or "")
    form = StaffModeForm(request.POST or None)
    flows = get_reauthentication_flows(request.user)
    if request.method == "POST" and form.is_valid() and flows:
        state = {"reason": form.cleaned_data["reason"], "next": wanted}
        response = stash_and_reauthenticate(request, state, CALLBACK)
        # Whoever has a second step proves it here: a stolen session and a password seen are not enough.
        return redirect("mfa_reauthenticate") if has_second_step(request.user) else response
    context = {"form": form, "next": wanted, "minutes": settings.STAFF_MINUTES, "has_proof": bool(flows)}
    return render(request, "people/staff_mode.html", context)


def entered(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    """allauth calls this when the person has just proved again who she is."""
    if not rules.may_enter_staff_mode(request.user):
        raise PermissionDenied
    latest = get_authentication_records(request, request.user)[-1]
    if has_second_step(request.user) and latest.get("method") != "mfa":
        messages.error(request, _("Staff mode asks for your passkey or for a code: the password alone is not enough."))
        return redirect("people:staff-mode")
    former = staff_mode.open_session_of(request)
    if former is not None:
        end_staff_mode(former)
    staff_mode.attach(request, begin_staff_mode(request.user, state["reason"]))
    return redirect(safe(request, state["next"]) or "people:account")


@login_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End staff mode now; in every tab of this browser, since they share one session."""
    session = staff_mode.open_session_of(request)
    if session is not None:
        end_staff_mode(session)
    staff_mode.detach(request)
    request.user.staff_session = request.staff_session = None
    messages.success(request, _("Staff mode is over. You have your own roles again, and nothing more."))
    return redirect("people:account")


@never_cache
@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Who entered staff mode, when, why; for the administrators of the instance."""
    if not rules.may_see_staff_sessions(request.user):
        raise PermissionDenied
    return render(request, "people/staff_sessions.html", {"page": sessions_page(request.GET.get("before", ""))})


@never_cache
@login_required
@require_GET
def session(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was asked for during one session, and what the journal says was changed."""
    if not rules.may_see_staff_sessions(request.user):
        raise PermissionDenied
    shown = get_object_or_404(StaffSession.objects.select_related("user"), uid=uid)
    return render(request, "people/staff_session.html", {"page": session_page(shown, request.GET.get("before", ""))})


def safe(request: HttpRequest, address: str) -> str:
    """The address when it is one of ours, nothing otherwise; the door itself leads nowhere."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours and not address.startswith(reverse("people:staff-mode")) else ""
