"""The tokens of one's bodies: given, shown once, revoked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.people import rules
from parvis.people.actions.tokens import revoke_token
from parvis.people.entrance import organisers_page
from parvis.people.forms import TokenForm
from parvis.people.queries.tokens import tokens_managed_by, tokens_page


@organisers_page
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens, and the form that makes one; a secret is printed in the answer that made it, and never again."""
    if not rules.manages_tokens_somewhere(request.user):
        raise PermissionDenied
    form = TokenForm(request.user, request.POST or None)
    made = form.create() if request.method == "POST" and form.is_valid() else None
    if made is not None:
        form = TokenForm(request.user)
    token, secret = made or (None, "")
    context = {"bodies": tokens_page(request.user), "form": form, "made": token, "secret": secret}
    return render(request, "people/tokens.html", context)


@organisers_page
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask once more, then revoke."""
    token = get_object_or_404(tokens_managed_by(request.user).distinct(), uid=uid)
    if request.method == "POST":
        if revoke_token(request.user, token):
            messages.success(
                request, _("The token “%(name)s” is revoked: it opens nothing any more.") % {"name": token.name}
            )
        return redirect("people:tokens")
    return render(request, "people/revoke_token.html", {"token": token})
