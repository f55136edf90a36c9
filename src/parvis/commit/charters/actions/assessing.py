"""The self-declared lane: a signatory says where it stands on a pledge of the version it signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.commit.charters.actions.recording import leave_trace
from parvis.commit.charters.actions.signing import called
from parvis.commit.charters.models import AssessmentEvidence, Level, Pledge, SelfAssessment, Signatory
from parvis.ground import clock
from parvis.ground.follows.facts import notify


class EvidenceMissing(Exception):
    """“Kept” is said with something to show, or not at all."""


@transaction.atomic
def assess(
    actor: Any,
    signatory: Signatory,
    pledge: Pledge,
    level: str,
    *,
    text: str = "",
    language: str = "fr",
    evidence: Sequence[Mapping[str, Any]] = (),
    at: datetime | None = None,
) -> SelfAssessment:
    """Add what the signatory says; what it said before stays below.

    pledge     of the version it signed and of its side; ValueError otherwise
    evidence   each with `kind`, `title`, `url`, and perhaps `day` and `archived_hash`
    at         the instant, now unless a demonstration is written
    raises     EvidenceMissing
    """
    if pledge.version_id != signatory.version_id or pledge.side != signatory.side:
        raise ValueError("A signatory speaks of the pledges it took on.")
    if level == Level.KEPT and not evidence:
        raise EvidenceMissing(pledge)
    assessment = SelfAssessment.objects.create(
        signatory=signatory,
        pledge=pledge,
        level=Level(level),
        text=text.strip(),
        language=language,
        stated_at=at or clock.now(),
        author=actor if getattr(actor, "pk", None) else None,
    )
    AssessmentEvidence.objects.bulk_create(AssessmentEvidence(assessment=assessment, **given) for given in evidence)
    body, charter = called(signatory), signatory.charter
    leave_trace(actor, charter, "charter.self-assessed", public={"body": body})
    notify(
        "charter",
        charter.uid,
        {"fr": f"{body} dit où en est un de ses engagements.", "en": f"{body} says where one of its pledges stands."},
    )
    return assessment
