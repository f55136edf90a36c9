"""Showing a commitment to everybody, once it holds together."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from parvis.commit.plans.actions.recording import leave_trace
from parvis.commit.plans.advice import advice_of
from parvis.commit.plans.models import Commitment, State
from parvis.ground import clock
from parvis.ui.findings import Noted


class HeldBack(Exception):
    """The commitment contradicts itself, or nobody answers for it: `advice` are the errors."""

    def __init__(self, advice: tuple[Noted, ...]) -> None:
        super().__init__(len(advice))
        self.advice = advice


@transaction.atomic
def publish_commitment(actor: Any, commitment: Commitment) -> Commitment:
    """Show the commitment to everybody as soon as its plan is public; publishing twice changes nothing.

    Raises HeldBack while an error stands that is not set aside; warnings are advice and hold nothing back.
    """
    errors = tuple(one for one in advice_of(commitment) if one.stops)
    if errors:
        raise HeldBack(errors)
    won = Commitment.objects.filter(pk=commitment.pk, state=State.DRAFT).update(
        state=State.PUBLISHED, published_at=clock.now()
    )
    commitment.refresh_from_db(fields=["state", "published_at"])
    if won:
        leave_trace(actor, commitment, "commitment.published")
    return commitment
