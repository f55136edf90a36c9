"""Commitments → CSV that `from_csv` reads back: a row a commitment, then a row each milestone and each further report.

UTF-8, commas, lines ended by CRLF (RFC 4180); lists joined by bars; a cell that a spreadsheet would run is preceded
by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from parvis.civics.dates import FuzzyDate
from parvis.civics.formats.plans.cells import fuzzy
from parvis.civics.formats.plans.columns import WRITTEN
from parvis.civics.formats.plans.model import CommitmentText, MilestoneText, Money, ProgressText, Withdrawn
from parvis.civics.formats.writers.csv_rows import joined, safe

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"


def chunks(commitments: Iterable[CommitmentText]) -> Iterator[str]:
    """The header, then the rows of one commitment at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(WRITTEN)
    for commitment in commitments:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        for row in rows(commitment):
            writer.writerow([row.get(name, "") for name in WRITTEN])
    yield buffer.getvalue()


def write_csv(commitments: Iterable[CommitmentText]) -> str:
    """Header and rows in one text."""
    return "".join(chunks(commitments))


def rows(commitment: CommitmentText) -> Iterator[dict[str, str]]:
    """Cells by column: the commitment with its first report, its further ones, then each milestone likewise."""
    named = {"id": safe(commitment.external_id), "number": safe(commitment.number)}
    first, *further = commitment.reports or (None,)
    yield named | _commitment(commitment) | _report(first)
    for report in further:
        yield named | _report(report)
    for step in commitment.milestones:
        first, *further = step.reports or (None,)
        yield named | _step(step) | _report(first)
        for report in further:
            again = _step(step) if not step.number else {"milestone": safe(step.number)}
            yield named | again | _report(report)


def _commitment(one: CommitmentText) -> dict[str, str]:
    return {
        "title": safe(one.title),
        "language": one.language,
        "authority": one.authority,
        "wording": one.wording,
        **{part: safe(text) for part, text in one.parts},
        "values": joined(one.values),
        "lead": joined(one.lead),
        "supporting": joined(one.supporting),
        "policy_areas": joined(one.policy_areas),
        "budget": money(one.budget),
        "currency": one.budget.currency if one.budget else "",
        "budget_note": safe(one.budget_note),
        "starts": _date(one.starts),
        "ends": _date(one.ends),
        "carried_over": {True: "true", False: "false", None: ""}[one.carried_over],
        "predecessor": safe(one.predecessor),
        "absences": joined(f"{part}={code}" for part, code in one.absences),
        "url": safe(one.url),
        **_withdrawn(one.withdrawn),
    }


def _step(step: MilestoneText) -> dict[str, str]:
    return {
        "milestone": safe(step.number),
        "milestone_title": safe(step.title),
        "milestone_text": safe(step.text),
        "milestone_starts": _date(step.starts),
        "milestone_due": due(step),
        "milestone_responsible": joined(step.responsible),
        **_withdrawn(step.withdrawn),
    }


def _withdrawn(withdrawn: Withdrawn | None) -> dict[str, str]:
    if withdrawn is None:
        return {}
    return {"withdrawn_on": withdrawn.on.isoformat(), "withdrawal_reason": safe(withdrawn.reason)}


def _report(report: ProgressText | None) -> dict[str, str]:
    if report is None:
        return {}
    return {
        "declared_completion": report.completion,
        "declared_on": report.day.isoformat() if report.day else "",
        "declared_results": safe(report.text),
        "evidence": joined(report.evidence),
    }


def due(step: MilestoneText) -> str:
    """The due date in the plan's own words when they say no other date than the code; else the code."""
    if step.due is None:
        return ""
    said = fuzzy(step.due_words) if step.due_words else None
    return safe(step.due_words) if said is not None and said.iso == step.due.iso else step.due.iso


def money(amount: Money | None) -> str:
    """`1250000.00`: a point and two decimals, no separator of thousands."""
    return f"{amount.minor // 100}.{amount.minor % 100:02d}" if amount else ""


def _date(fuzzy_date: FuzzyDate | None) -> str:
    return fuzzy_date.iso if fuzzy_date else ""
