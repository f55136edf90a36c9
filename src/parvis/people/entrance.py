"""The door of the organisers' space: a signed-in person who has something to do there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from parvis.people import rules

View = Callable[..., HttpResponse]


def organisers_page(view: View) -> View:
    """Open the view to whoever has a role in some body; a stranger logs in first, anybody else is told no (403).

    What the person may do with the object at hand is for the view's own rules to say.
    """
    return page_for(rules.enters_the_space)(view)


def page_for(admits: Callable[[Any], bool]) -> Callable[[View], View]:
    """The same door for the people that a rule names: reviewers, who organise nothing and enter one room alone."""

    def door(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not admits(request.user):
                if rules.lacks_second_step(request.user):
                    messages.warning(
                        request, _("Your role asks for a second step at log-in. Add a passkey or an application.")
                    )
                    return redirect("mfa_index")
                raise PermissionDenied
            return view(request, *args, **kwargs)

        opened.public_page = False  # type: ignore[attr-defined]
        return opened

    return door
