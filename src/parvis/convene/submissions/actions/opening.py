"""Opening an edition, and the words a host answers with."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from parvis.convene.submissions.models import AnswerTemplate, Opening, RefusalReason
from parvis.ground.journal.actions import record


@transaction.atomic
def save_opening(actor: Any, opening: Opening) -> Opening:
    """Open the edition, or change the rules under which it is open; everybody sees them."""
    created = opening.pk is None
    if created:
        opening.save()
    else:  # the counter of submissions belongs to those who submit at this very instant
        opening.save(
            update_fields=[f.name for f in opening._meta.concrete_fields if f.name not in ("id", "last_number")]
        )
    action = "edition.opened" if created else "edition.rules-changed"
    record(actor, action, "edition", opening.edition.uid, public={"until": opening.closes_at.date()})
    return opening


@transaction.atomic
def save_reason(actor: Any, reason: RefusalReason) -> RefusalReason:
    """Publish a host's own reason for refusal, or change its words."""
    reason.save()
    if reason.host is not None:
        record(actor, "submission.reason-written", "organisation", reason.host.uid, public={"code": reason.code})
    return reason


@transaction.atomic
def save_template(actor: Any, template: AnswerTemplate) -> AnswerTemplate:
    """Keep words that a host often answers with."""
    template.save()
    record(actor, "submission.template-written", "organisation", template.host.uid)
    return template
