"""Pages of a team and of an invitation."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from parvis.people import rules
from parvis.people.actions import memberships
from parvis.people.forms import InvitationForm, PasswordFields, RoleForm
from parvis.people.models import Invitation, Membership, Organisation, Role, User
from parvis.people.queries.team import team_page, teams_to_choose

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of a person: the only one at once, a choice between several."""
    bodies = teams_to_choose(request.user)
    if len(bodies) == 1:
        return redirect("people:team", bodies[0].slug)
    return render(request, "people/teams.html", {"bodies": bodies})


def former_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a team was before the organisers' space."""
    return redirect("people:team", slug, permanent=True)


@never_cache
@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Members and invitations of a body; administrators invite from here."""
    organisation = visible_team(request, slug)
    may_invite = rules.may_invite(request.user, organisation)
    form = InvitationForm(organisation, request.POST or None)
    if request.method == "POST":
        if not may_invite:
            raise PermissionDenied
        if form.is_valid():
            sent = memberships.invite_many(
                request.user,
                organisation,
                form.cleaned_data["addresses"],
                form.cleaned_data["role"],
                language=get_language() or "fr",
            )
            sentence = ngettext("The invitation is on its way.", "%(number)s invitations are on their way.", len(sent))
            messages.success(request, sentence % {"number": len(sent)})
            return redirect("people:team", slug)
    context = {
        "organisation": organisation,
        "team": team_page(organisation),
        "form": form,
        "may_invite": may_invite,
        "may_withdraw": rules.may_withdraw_role(request.user, organisation),
        "may_change": rules.may_change_role(request.user, organisation),
        "choices": Role.choices,
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
    try:
        memberships.withdraw_role(request.user, membership)
    except memberships.LastAdministratorOfBody:
        return refuse_last_administrator(request, slug)
    messages.success(request, _("The role is withdrawn."))
    return redirect("people:account") if leaving else redirect("people:team", slug)


@login_required
@require_POST
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another role for a member, in one step."""
    organisation = visible_team(request, slug)
    if not rules.may_change_role(request.user, organisation):
        raise PermissionDenied
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=pk, organisation=organisation)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
        return redirect("people:team", slug)
    try:
        memberships.change_role(request.user, membership, form.cleaned_data["role"])
    except memberships.LastAdministratorOfBody:
        return refuse_last_administrator(request, slug)
    messages.success(request, _("The role is changed."))
    return redirect("people:team", slug)


def refuse_last_administrator(request: HttpRequest, slug: str) -> HttpResponse:
    messages.error(request, _("This is the last administrator of the team. Give this role to somebody else first."))
    return redirect("people:team", slug)


@login_required
@require_POST
def resend_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A new link for the same address and role, good for two weeks more; the former stops working."""
    organisation = visible_team(request, slug)
    if not rules.may_invite(request.user, organisation):
        raise PermissionDenied
    offer = get_object_or_404(organisation.invitations.filter(accepted_at=None, withdrawn_at=None), pk=pk)
    memberships.invite(request.user, organisation, offer.email, offer.role, language=get_language() or "fr")
    messages.success(request, _("A new link is on its way to %(email)s.") % {"email": offer.email})
    return redirect("people:team", slug)


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
