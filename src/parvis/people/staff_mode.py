"""Staff mode as one request knows it: which session it is made in, and what the browser keeps of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from parvis.ground import clock
from parvis.people import rules
from parvis.people.models import StaffSession, User

KEY = "staff_mode"  # in the session of the browser, which lives on the server: [identifier, proof]


def proof_of(user: User) -> str:
    """Changes with the password, so that a session opened before cannot go on."""
    return salted_hmac("parvis.people.staff_mode", user.get_session_auth_hash(), algorithm="sha256").hexdigest()


def attach(request: HttpRequest, session: StaffSession) -> None:
    """From now on this browser acts in staff mode. Its session gets a new key: one stolen before is worth nothing."""
    request.session.cycle_key()
    request.session[KEY] = [str(session.uid), proof_of(session.user)]


def detach(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def kept(request: HttpRequest) -> list[str] | None:
    """What the browser's session says of staff mode; anonymous pages never read their session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    found: Any = request.session.get(KEY)
    return found


def session_of(request: HttpRequest) -> StaffSession | None:
    """The session that the browser entered, open or over; None when it entered none or lost the right. 1 query."""
    told = kept(request)
    if not told or not rules.may_enter_staff_mode(request.user):
        return None
    uid, proof = told
    if not constant_time_compare(proof, proof_of(request.user)):
        return None
    return StaffSession.objects.filter(uid=uid, user=request.user).first()


def open_session_of(request: HttpRequest) -> StaffSession | None:
    """The same while it is open, by the clock of the machine and never by the browser's."""
    session = session_of(request)
    return session if session is not None and session.is_open(clock.now()) else None
