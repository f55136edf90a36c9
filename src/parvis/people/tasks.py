"""Retention of what people left behind."""

from __future__ import annotations

from datetime import timedelta

from parvis.ground import clock
from parvis.ground.tasks.schedule import scheduled
from parvis.people.models import Invitation

INVITATIONS_KEPT = timedelta(days=365)


@scheduled("people.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=30))
def forget_old_invitations() -> str:
    """Remove invitations one year after their link expired, whatever became of them."""
    forgotten, _ = Invitation.objects.filter(expires_at__lt=clock.now() - INVITATIONS_KEPT).delete()
    return f"{forgotten} invitations forgotten"
