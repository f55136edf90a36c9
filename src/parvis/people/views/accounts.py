"""Pages of an account, and what this site keeps about people."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from parvis.ground.journal.actions import record
from parvis.people import rules
from parvis.people.actions import accounts
from parvis.people.forms import AccountForm, ErasureForm
from parvis.people.queries.account import export_of, follows_of, means_of, teams_of
from parvis.people.queries.register import register_page


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The account: what one may change, one's teams, one's data."""
    user = request.user
    form = AccountForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        accounts.change_account(user, **form.cleaned_data)
        messages.success(request, _("Your account is up to date."))
        return redirect("people:account")
    context = {
        "form": form,
        "teams": teams_of(user),
        "follows": follows_of(user),
        "means": means_of(user),
        "may_enter_staff_mode": rules.may_enter_staff_mode(user),
        "may_see_staff_sessions": rules.may_see_staff_sessions(user),
    }
    return render(request, "people/account.html", context)


@never_cache
@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Everything held about the person, as a JSON file."""
    content = json.dumps(export_of(request.user), ensure_ascii=False, indent=2)
    record(request.user, "account.exported", "account", request.user.uid)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="parvis-account.json"'
    return response


@never_cache
@login_required
@sensitive_post_parameters("password")
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account, after saying what goes and what stays."""
    form = ErasureForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        try:
            accounts.erase_account(user)
        except accounts.LastAdministrator:
            form.add_error(None, _("You are the only administrator of this site. Give this role to someone first."))
        else:
            logout(request)
            return redirect("people:erased")
    return render(request, "people/erase.html", {"form": form})


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "people/erased.html")


@require_GET
def personal_data(request: HttpRequest) -> HttpResponse:
    """The register of personal data, generated from what each app declares."""
    context = {
        "register": register_page(),
        "dpo": settings.SITE_DPO,
        "controller": settings.SITE_PUBLISHER or settings.SITE_NAME,
    }
    return render(request, "people/personal_data.html", context)
