"""Anonymous forms may be sent so many times by one address in a window of time, whichever process answers."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from parvis.config.models import FormUse
from parvis.people.network import client_network

# name of the route → (times, seconds); the others share the first line
LIMITS: dict[str, tuple[int, int]] = {
    "": (30, 600),
    "account_signup": (10, 3600),
    "account_reset_password": (10, 3600),
    "account_login": (20, 600),
    "people:set-up": (10, 600),
    "submissions:propose": (20, 3600),
    # A ministry registers from one address in the opening minute. What keeps a script from emptying the room is the
    # number of seats held for one network, and what keeps it from guessing a code is the number of tries of each.
    "registration:register": (3000, 600),
    "registration:register-session": (3000, 600),
    "api:register": (3000, 600),
    "registration:own": (3000, 600),
    # Every phone of a venue has one address; each hands over what it saw a few times a minute.
    "checkin:passages": (6000, 600),
    "checkin:door": (3000, 600),
}


class AnonymousForms:
    """Answers 429 to the form too many; a person who is signed in is not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated:
            return None
        route = request.resolver_match.view_name if request.resolver_match else ""
        if route.startswith("api:") and route not in LIMITS:
            return None  # a token has its own allowance, and without one nothing else is done there
        times, seconds = LIMITS.get(route, LIMITS[""])
        window = int(time.time()) // seconds
        if allowed(key(client_network(request), route, window), window * seconds, times):
            return None
        from parvis.config.views.errors import too_many

        return too_many(request, retry_after=(window + 1) * seconds - int(time.time()))


def key(address: str, route: str, window: int) -> str:
    """A name for this address, this form and this window that cannot be turned back into an address."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{address}|{route}|{window}".encode(), "sha256").hexdigest()


def allowed(name: str, window: int, times: int) -> bool:
    """Count one use; False, and nothing counted, when `times` are spent. Safe between processes; 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [name, window, times])
        return bool(cursor.rowcount == 1)


# Written out: Django's own upsert has no condition, and what is asked of every form is worth one query instead of two.
COUNT_ONE = """
    INSERT INTO config_formuse AS known (key, "window", count) VALUES (%s, %s, 1)
    ON CONFLICT (key, "window") DO UPDATE SET count = known.count + 1 WHERE known.count < %s
"""


def forget_old_uses() -> int:
    """Remove windows that ended a day ago or more."""
    return FormUse.objects.filter(window__lt=int(time.time()) - 86_400).delete()[0]
