"""Who asks: a token in the `Authorization` header, and never a cookie."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from parvis.people.acting import Acting
from parvis.people.actions.tokens import REQUESTS, WINDOW, TokenRefused, acting_with, count_use
from parvis.people.api.refusals import Refusal, language_of, refused
from parvis.people.models import Scope


class TokenAuth(HttpBearer):
    """Opens an operation to a token: to any usable one for reading, to those that may write for writing."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Acting:
        with translation.override(language_of(request)):
            acting = recognised(request)
            within_allowance(request, acting)
            if self.scope == Scope.WRITE and acting.token.scope != Scope.WRITE:
                message = _("This token reads and does not write. An administrator of the body can make one that does.")
                raise refused(403, "Authorization", message, "read-only-token")
            return acting

    def authenticate(self, request: HttpRequest, token: str) -> Acting:
        return acting_with(token)


def recognised(request: HttpRequest) -> Acting:
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise unknown(_("Give a token: “Authorization: Bearer parvis_…”."), "no-token")
    try:
        return acting_with(secret.strip())
    except TokenRefused as refusal:
        sentences = {
            "unknown": _("This token is not known here."),
            "expired": _("This token has ended. An administrator of the body can make another."),
            "revoked": _("This token was revoked."),
        }
        raise unknown(sentences[refusal.reason], f"token-{refusal.reason}") from None


def unknown(message: str, code: str) -> Refusal:
    error = "" if code == "no-token" else ', error="invalid_token"'  # RFC 6750, section 3.1
    return refused(401, "Authorization", message, code, WWW_Authenticate=f'Bearer realm="Parvis"{error}')


def within_allowance(request: HttpRequest, acting: Acting) -> None:
    """Count the request and say what is left, in the headers of draft-ietf-httpapi-ratelimit-headers."""
    allowance = count_use(acting.token)
    request.api_headers = {  # type: ignore[attr-defined] -- put on the answer by `crossing`
        "RateLimit-Policy": f'"token";q={REQUESTS};w={WINDOW}',
        "RateLimit": f'"token";r={allowance.left};t={allowance.seconds}',
    }
    if not allowance.granted:
        message = _("This token made %(number)s requests in ten minutes; wait %(seconds)s seconds.") % {
            "number": REQUESTS,
            "seconds": allowance.seconds,
        }
        raise refused(429, "Authorization", message, "too-many-requests", Retry_After=str(allowance.seconds))
