"""What sources say of a charter: kept as said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from parvis.commit.charters.actions.recording import leave_trace
from parvis.commit.charters.models import Charter, Claim


@transaction.atomic
def add_claims(actor: Any, charter: Charter, claims: Iterable[Claim]) -> None:
    """Keep names, days and numbers that sources give; the findings follow from them."""
    for claim in claims:
        claim.charter = charter
        claim.save()
    leave_trace(actor, charter, "charter.claim-added")


@transaction.atomic
def remove_claim(actor: Any, claim: Claim) -> None:
    """Take it away: it was misread. The journal keeps that it was there."""
    charter = claim.charter
    claim.delete()
    leave_trace(actor, charter, "charter.claim-removed")
