"""Pages of an account, of a team, of an invitation and of the first set-up."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from parvis.ground.journal.actions import record
from parvis.people import rules
from parvis.people.actions import accounts, memberships, set_up
from parvis.people.forms import AccountForm, ErasureForm, InvitationForm, PasswordFields, SetUpForm
from parvis.people.models import Invitation, Membership, Organisation, User
from parvis.people.queries.account import export_of, follows_of, team_page, teams_of
from parvis.people.queries.register import register_page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
    context = {"form": form, "teams": teams_of(user), "follows": follows_of(user)}
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


@never_cache
@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Members and invitations of a body; administrators invite from here."""
    organisation = visible_team(request, slug)
    may_invite = rules.may_invite(request.user, organisation)
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        if not may_invite:
            raise PermissionDenied
        if form.is_valid():
            email, role = form.cleaned_data["email"], form.cleaned_data["role"]
            memberships.invite(request.user, organisation, email, role, language=get_language() or "fr")
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
            return redirect("people:team", slug)
    context = {
        "organisation": organisation,
        "team": team_page(organisation),
        "form": form,
        "may_invite": may_invite,
        "may_withdraw": rules.may_withdraw_role(request.user, organisation),
    }
    return render(request, "people/team.html", context)


def visible_team(request: HttpRequest, slug: str) -> Organisation:
    organisation = get_object_or_404(Organisation, slug=slug)
    if not rules.may_see_team(request.user, organisation):
        raise PermissionDenied
    return organisation


@login_required
@require_POST
def withdraw_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = visible_team(request, slug)
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=pk, organisation=organisation)
    leaving = membership.user == request.user
    if not leaving and not rules.may_withdraw_role(request.user, organisation):
        raise PermissionDenied
    memberships.withdraw_role(request.user, membership)
    messages.success(request, _("The role is withdrawn."))
    return redirect("people:account") if leaving else redirect("people:team", slug)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = visible_team(request, slug)
    if not rules.may_invite(request.user, organisation):
        raise PermissionDenied
    memberships.withdraw_invitation(request.user, get_object_or_404(organisation.invitations, pk=pk))
    messages.success(request, _("The invitation is withdrawn: its link no longer works."))
    return redirect("people:team", slug)


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered, and the one step left: accept, log in first, or choose a password."""
    offer = get_object_or_404(Invitation.objects.select_related("organisation"), token_hash=memberships.hashed(token))
    state = memberships.state(offer)
    user = request.user if request.user.is_authenticated else None
    known = User.objects.filter(email__iexact=offer.email, is_active=True).exists()
    context = {"offer": offer, "state": state, "known": known, "form": None}
    if state != "open":
        return render(request, "people/invitation.html", context, status=410)
    if user is None and not known:
        form = context["form"] = PasswordFields(request.POST or None)
        if request.method == "POST" and form.is_valid():
            fresh = memberships.accept_with_new_account(
                offer,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=get_language() or settings.LANGUAGE_CODE,
            )
            login(request, fresh, backend=BACKEND)
            return welcomed(request, offer)
    elif request.method == "POST" and user is not None:
        try:
            memberships.accept_invitation(offer, user)
        except memberships.InvitationRefused:
            return render(request, "people/invitation.html", {**context, "state": memberships.state(offer)}, status=409)
        return welcomed(request, offer)
    return render(request, "people/invitation.html", context)


def welcomed(request: HttpRequest, offer: Invitation) -> HttpResponse:
    messages.success(request, _("Welcome to the team of %(name)s.") % {"name": offer.organisation.name})
    return redirect("people:team", offer.organisation.slug)


@never_cache
@sensitive_post_parameters("password")
def first_set_up(request: HttpRequest, token: str) -> HttpResponse:
    """The first account and the body that runs the instance; the link printed by `parvis serve` opens this once."""
    if not set_up.is_open(token):
        return render(request, "people/set_up_closed.html", status=410)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, host = set_up.complete_set_up(token, language=get_language() or "fr", **form.cleaned_data)
        except set_up.SetUpRefused:
            return render(request, "people/set_up_closed.html", status=410)
        login(request, user, backend=BACKEND)
        messages.success(request, _("This site is yours. Its administrator is %(email)s.") % {"email": user.email})
        return redirect("people:team", host.slug)
    return render(request, "people/set_up.html", {"form": form})


@require_GET
def personal_data(request: HttpRequest) -> HttpResponse:
    """The register of personal data, generated from what each app declares."""
    context = {
        "register": register_page(),
        "dpo": settings.SITE_DPO,
        "controller": settings.SITE_PUBLISHER or settings.SITE_NAME,
    }
    return render(request, "people/personal_data.html", context)
