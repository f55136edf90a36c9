"""A piece of advice read and left as it is, with a reason; and taken up again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from parvis.commit.plans import rules
from parvis.commit.plans.models import AdviceAside, Commitment
from parvis.ground.journal.actions import record
from parvis.people.setting_aside import reason_of


@transaction.atomic
def set_advice_aside(actor: Any, commitment: Commitment, key: str, reason: str, *, rule: str = "") -> AdviceAside:
    """Leave a finding as it is; again with another reason replaces the first.

    Raises ValidationError without a reason, PermissionDenied for who may not write the commitment.
    """
    if not rules.may_write_commitment(actor, commitment):
        raise PermissionDenied
    said = {"actor": actor if getattr(actor, "pk", None) else None, "reason": reason_of(reason)}
    kept, made = AdviceAside.objects.update_or_create(commitment=commitment, key=key[:32], defaults=said)
    # The finding may quote a draft: the public line names the rule alone.
    record(actor, "commitment.finding-set-aside", "commitment", commitment.uid,
           public={"rule": rule or key}, private={"key": key, "reason": kept.reason, "again": not made})  # fmt: skip
    return kept


@transaction.atomic
def take_advice_up(actor: Any, commitment: Commitment, key: str) -> None:
    """Open the finding again."""
    if not rules.may_write_commitment(actor, commitment):
        raise PermissionDenied
    if AdviceAside.objects.filter(commitment=commitment, key=key).delete()[0]:
        record(actor, "commitment.finding-taken-up", "commitment", commitment.uid, private={"key": key})
