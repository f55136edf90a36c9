"""A host leaves a finding of a submitted event as it is, with a reason; its contributor reads it too."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.convene.editing.models import SetAside
from parvis.convene.submissions.models import OPEN, Submission
from parvis.convene.submissions.rules import may_answer
from parvis.ground.journal.actions import record

REASON = 300


@transaction.atomic
def set_aside(actor: Any, submission: Submission, key: str, rule: str, reason: str) -> SetAside:
    """Leave it; again with another reason replaces the first.

    raises   PermissionDenied for who may not answer, ValidationError without a reason
    """
    if not may_answer(actor, submission) or submission.state not in OPEN:
        raise PermissionDenied
    reason = " ".join(reason.split())[:REASON]
    if not reason or not key:
        raise ValidationError(_("Say in a few words why this finding is set aside."))
    kept, made = SetAside.objects.update_or_create(
        event=submission.event, key=key[:32], defaults={"actor": actor, "reason": reason}
    )
    private = {"key": key, "reason": reason, "again": not made}
    record(
        actor, "event.finding-set-aside", "event", submission.event.uid, public={"rule": rule or key}, private=private
    )
    return kept
