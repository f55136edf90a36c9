"""The first set-up of an empty instance."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from parvis.people.actions import set_up
from parvis.people.forms import SetUpForm
from parvis.people.views.teams import BACKEND


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
