"""Retention of what people left behind."""

from __future__ import annotations

from datetime import timedelta

from parvis.ground import clock
from parvis.ground.tasks.schedule import scheduled
from parvis.people.models import ApiToken, IdempotentRequest, Invitation, TokenUse

INVITATIONS_KEPT = timedelta(days=365)
TOKENS_KEPT = timedelta(days=365)
REQUESTS_KEPT = timedelta(days=1)


@scheduled("people.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=30))
def forget_old_invitations() -> str:
    """Remove invitations one year after their link expired, whatever became of them."""
    forgotten, _ = Invitation.objects.filter(expires_at__lt=clock.now() - INVITATIONS_KEPT).delete()
    return f"{forgotten} invitations forgotten"


@scheduled("people.tokens", every=timedelta(hours=1), offset=timedelta(minutes=20))
def forget_old_requests() -> str:
    """Remove answers kept for a day, counts of windows that are over, and tokens one year after their end."""
    now = clock.now()
    answers, _ = IdempotentRequest.objects.filter(at__lt=now - REQUESTS_KEPT).delete()
    TokenUse.objects.filter(window__lt=int((now - REQUESTS_KEPT).timestamp())).delete()
    tokens = ApiToken.objects.filter(expires_at__lt=now - TOKENS_KEPT).count()
    ApiToken.objects.filter(expires_at__lt=now - TOKENS_KEPT).delete()
    return f"{answers} answers and {tokens} tokens forgotten"
