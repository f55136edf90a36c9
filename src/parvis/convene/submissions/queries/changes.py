"""What contributors changed after their event was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from parvis.convene.agenda.queries.wording import labels_for
from parvis.convene.submissions.models import Stage, Submission
from parvis.ground.versions.differences import Difference, differences
from parvis.ground.versions.models import Version


def with_changes(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Adds `changed` (the accepted event has versions that the host has not read) and `changed_at` (of the first)."""
    since = Version.objects.filter(
        object_type="event", object_uid=OuterRef("event__uid"), number__gt=OuterRef("version")
    ).exclude(actor__memberships__organisation=OuterRef("edition__host"))
    return submissions.annotate(changed=Exists(since), changed_at=Subquery(since.order_by("number").values("at")[:1]))


def changed_since(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those accepted whose contributor has written since."""
    return with_changes(submissions.filter(state=Stage.ACCEPTED)).filter(changed=True)


@dataclass(frozen=True)
class SinceAccepted:
    """What the event says now otherwise than when it was accepted, or last read by the host."""

    version: int
    differences: tuple[Difference, ...]


def since_accepted(submission: Submission, language: str) -> SinceAccepted | None:
    """None when nothing changed; at most 3 queries."""
    if submission.state != Stage.ACCEPTED:
        return None
    kept = Version.objects.filter(object_type="event", object_uid=submission.event.uid)
    latest: Any = kept.order_by("-number").first()
    if latest is None or latest.number <= submission.version:
        return None
    judged = kept.filter(number=submission.version).first()
    if judged is None:
        return None
    before, after = judged.content, latest.content
    found = differences(before, after, labels_for("event", [before, after], language))
    return SinceAccepted(latest.number, found) if found else None
