"""The keys that a body gives to programs: made, shown once, used, taken back."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.people.acting import Acting
from parvis.people.actions.memberships import hashed
from parvis.people.models import ApiToken, Organisation, Scope, TokenUse, User

TOKEN_LASTS = timedelta(days=365)
LONGEST = timedelta(days=2 * 365)
PREFIX = "parvis_"  # so that a scanner of leaked secrets, and a person, knows what it is
SHOWN = len(PREFIX) + 6
USE_NOTED = timedelta(hours=1)
REQUESTS, WINDOW = 600, 600  # requests a token may make in so many seconds


class TokenRefused(Exception):
    """The token opens nothing; `reason` is "unknown", "expired" or "revoked"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Allowance:
    """What is left to a token in the window that runs; `granted` is False for the request too many."""

    granted: bool
    left: int
    seconds: int


@transaction.atomic
def create_token(
    actor: User,
    organisation: Organisation,
    *,
    name: str,
    scope: str = Scope.WRITE,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A token of that body and its secret, which nothing else remembers; it ends in a year unless told otherwise.

    Raises ValidationError, keyed by field.
    """
    now = clock.now()
    ends = expires_at or now + TOKEN_LASTS
    if not now < ends <= now + LONGEST:
        raise ValidationError({"expires_at": _("A token ends within two years, and not before it begins.")})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        organisation=organisation,
        name=name.strip(),
        prefix=secret[:SHOWN],
        token_hash=hashed(secret),
        scope=Scope(scope),
        created_by=actor,
        created_at=now,
        expires_at=ends,
    )
    token.full_clean()
    token.save()
    record(actor, "token.created", "organisation", organisation.uid, private={"token": token.uid, "name": token.name})
    return token, secret


@transaction.atomic
def revoke_token(actor: User, token: ApiToken) -> bool:
    """Make a token useless from its next request on; False when it was revoked already."""
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        return False
    organisation = token.organisation
    record(actor, "token.revoked", "organisation", organisation.uid, private={"token": token.uid, "name": token.name})
    return True


def acting_with(secret: str) -> Acting:
    """Who acts with this secret; raises TokenRefused. 1 query, and 1 more once an hour to note the use."""
    token = ApiToken.objects.select_related("organisation").filter(token_hash=hashed(secret)).first()
    if token is None:
        raise TokenRefused("unknown")
    if token.revoked_at is not None:
        raise TokenRefused("revoked")
    now = clock.now()
    if token.expires_at <= now:
        raise TokenRefused("expired")
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    return Acting(token)


def count_use(token: ApiToken) -> Allowance:
    """Count one request of a token. Safe between processes: the count rises by a conditional update, or not at all."""
    now = int(time.time())
    window = now - now % WINDOW
    TokenUse.objects.bulk_create([TokenUse(token=token, window=window)], ignore_conflicts=True)
    granted = TokenUse.objects.filter(token=token, window=window, count__lt=REQUESTS).update(count=F("count") + 1)
    used = TokenUse.objects.filter(token=token, window=window).values_list("count", flat=True).get()
    return Allowance(bool(granted), REQUESTS - used, window + WINDOW - now)
