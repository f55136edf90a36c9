"""How an edition answers, in figures that everybody may read; never a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils.translation import get_language

from parvis.convene.submissions.models import RefusalReason, Stage, Submission
from parvis.ground.text import localized


@dataclass(frozen=True)
class ReasonCount:
    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Counts:
    """`late`: answered after the day promised, or still waiting after it. `median_days`: None before any answer."""

    submitted: int = 0
    waiting: int = 0
    changes: int = 0
    accepted: int = 0
    refused: int = 0
    withdrawn: int = 0
    late: int = 0
    median_days: float | None = None
    reasons: tuple[ReasonCount, ...] = ()


@dataclass
class Tally:
    states: dict[str, int] = field(default_factory=dict)
    reasons: dict[int, int] = field(default_factory=dict)
    days: list[float] = field(default_factory=list)
    late: int = 0


def counts_of(editions: Sequence[int], now: datetime) -> dict[int, Counts]:
    """Figures of each edition, by primary key; 2 queries whatever their number."""
    tallies = {key: Tally() for key in editions}
    rows = Submission.objects.filter(edition__in=list(editions)).order_by()
    columns = ("edition_id", "state", "reason_id", "submitted_at", "answered_at", "due")
    for edition, state, reason, submitted, answered, due in rows.values_list(*columns).iterator():
        tally = tallies[edition]
        tally.states[state] = tally.states.get(state, 0) + 1
        if reason is not None:
            tally.reasons[reason] = tally.reasons.get(reason, 0) + 1
        waits = state == Stage.WAITING
        if not waits and answered is not None and answered >= submitted:
            tally.days.append((answered - submitted) / timedelta(days=1))
        tally.late += (waits and now > due) or (not waits and answered is not None and answered > due)
    reasons = {reason.pk: reason for reason in RefusalReason.objects.order_by("order", "code", "pk")}
    return {key: counted(tally, reasons) for key, tally in tallies.items()}


def counted(tally: Tally, reasons: dict[int, Any]) -> Counts:
    language = get_language() or "fr"
    return Counts(
        submitted=sum(tally.states.values()),
        waiting=tally.states.get(Stage.WAITING, 0),
        changes=tally.states.get(Stage.CHANGES, 0),
        accepted=tally.states.get(Stage.ACCEPTED, 0),
        refused=tally.states.get(Stage.REFUSED, 0),
        withdrawn=tally.states.get(Stage.WITHDRAWN, 0),
        late=tally.late,
        median_days=whole(median(tally.days)) if tally.days else None,
        reasons=tuple(
            ReasonCount(reason.code, localized(reason.label, language), tally.reasons[key])
            for key, reason in reasons.items()
            if tally.reasons.get(key)
        ),
    )


def whole(days: float) -> float:
    """A tenth of a day is precise enough, and a whole number of days is written as one."""
    tenth = round(days, 1)
    return int(tenth) if tenth == int(tenth) else tenth
