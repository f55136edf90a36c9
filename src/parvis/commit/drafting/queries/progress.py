"""What an institution has declared of a promise so far, and the evidence it may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parvis.civics.dates import write_date
from parvis.commit.plans.models import Commitment, Evidence, ProgressReport
from parvis.commit.plans.reading import fuzzy_of
from parvis.ground.identifiers import Ref, resolve
from parvis.ui import dates


@dataclass(frozen=True)
class StepRow:
    """A milestone: when it is due, what was last declared, and whether its last day has passed."""

    title: str
    due: str
    declared: str
    declared_on: str
    days_late: int


@dataclass(frozen=True)
class ReportRow:
    about: str
    when: str
    completion: str
    body: str
    html: str
    evidence: int
    language: str


@dataclass(frozen=True)
class EvidenceRow:
    uid: str
    title: str
    kind: str
    url: str
    digest: str
    note: str
    set_aside: str


@dataclass(frozen=True)
class ProgressPage:
    steps: tuple[StepRow, ...]
    reports: tuple[ReportRow, ...]
    evidence: tuple[EvidenceRow, ...]


def progress_page(commitment: Commitment, viewer: object, today: date, language: str) -> ProgressPage:
    """The lane of one commitment, as those who write it see it; 6 queries."""
    reports = list(
        commitment.reports.select_related("milestone", "organisation")
        .prefetch_related("evidence")
        .order_by("-day", "-pk")
    )
    last: dict[int | None, ProgressReport] = {}
    for report in reports:
        last.setdefault(report.milestone_id, report)
    steps = []
    for one in commitment.milestones.filter(withdrawn_on=None).order_by("order", "pk"):
        declared = last.get(one.pk)
        done = declared is not None and declared.completion == "complete"
        late = (today - one.due_by).days if one.due_by and one.due_by < today and not done else 0
        due = fuzzy_of(one.due) if one.due else None
        title = one.title.localize(language)
        steps.append(
            StepRow(
                title=f"{one.number} {title}".strip(),
                due=one.due_words or (write_date(due, language) if due else ""),
                declared=declared.get_completion_display() if declared else "",
                declared_on=day_words(declared.day, language) if declared else "",
                days_late=late,
            )
        )
    pieces = list(commitment.evidence.order_by("pk"))
    objects = resolve([Ref(one.object_type, one.object_uid) for one in pieces if one.object_uid], viewer, language)
    return ProgressPage(
        tuple(steps),
        tuple(report_row(one, language) for one in reports),
        tuple(evidence_row(one, objects) for one in pieces),
    )


def day_words(day: date, language: str) -> str:
    return dates.day_words(day, language, weekday=False, year=True)


def report_row(report: ProgressReport, language: str) -> ReportRow:
    body = report.organisation.name if report.organisation else ""
    return ReportRow(
        about=f"{report.milestone.number} {report.milestone.title.localize(language)}".strip()
        if report.milestone
        else "",
        when=day_words(report.day, language),
        completion=report.get_completion_display(),
        body=body,
        html=report.html,
        evidence=len(report.evidence.all()),
        language=report.language,
    )


def evidence_row(piece: Evidence, objects: object) -> EvidenceRow:
    found = objects.get(Ref(piece.object_type, piece.object_uid)) if piece.object_uid else None  # type: ignore[attr-defined]
    return EvidenceRow(
        uid=str(piece.uid),
        title=piece.title,
        kind=piece.get_kind_display(),
        url=found.url if found else piece.url,
        digest=piece.digest,
        note=piece.note,
        set_aside=piece.set_aside_reason if piece.set_aside_at else "",
    )


def pieces_that_count(commitment: Commitment) -> list[Evidence]:
    """Evidence that was not set aside; 1 query."""
    return list(commitment.evidence.filter(set_aside_at=None).order_by("pk"))
