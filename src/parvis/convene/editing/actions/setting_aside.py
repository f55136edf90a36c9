"""A finding read and left as it is, with a reason; and taken up again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from parvis.convene.agenda.models import Event
from parvis.convene.editing.actions.counting import recount
from parvis.convene.editing.models import SetAside
from parvis.convene.editing.rules import may_set_aside
from parvis.ground.journal.actions import record
from parvis.people.setting_aside import reason_of


@transaction.atomic
def set_aside(actor: Any, event: Event, key: str, reason: str, *, rule: str = "") -> SetAside:
    """Leave a finding as it is; again with another reason replaces the first.

    Raises ValidationError without a reason, PermissionDenied for who may not edit the event.
    """
    if not may_set_aside(actor, event):
        raise PermissionDenied
    reason = reason_of(reason)
    kept, made = SetAside.objects.update_or_create(
        event=event, key=key[:32], defaults={"actor": actor if getattr(actor, "pk", None) else None, "reason": reason}
    )
    # The finding may quote a draft: the public line names the rule alone.
    record(actor, "event.finding-set-aside", "event", event.uid,
           public={"rule": rule or key}, private={"key": key, "reason": reason, "again": not made})  # fmt: skip
    recount([event])
    return kept


@transaction.atomic
def take_up(actor: Any, event: Event, key: str) -> None:
    """Open the finding again."""
    if not may_set_aside(actor, event):
        raise PermissionDenied
    if SetAside.objects.filter(event=event, key=key).delete()[0]:
        record(actor, "event.finding-taken-up", "event", event.uid, private={"key": key})
        recount([event])
