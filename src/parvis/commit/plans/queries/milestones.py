"""The milestones of a commitment's page: due dates, the declared lane, the independent lane."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses
from parvis.commit.plans.models import Commitment, Evidence, Milestone, ProgressReport, Responsibility
from parvis.commit.plans.panels import judgements
from parvis.commit.plans.queries import parties
from parvis.commit.plans.queries.cards import count, day, withdrawn_words
from parvis.commit.plans.queries.evidence import Proofs
from parvis.commit.plans.queries.shapes import MilestoneRow, Tally
from parvis.commit.plans.queries.sources import Footnotes
from parvis.commit.plans.queries.steps import Step, date_words, declared_words, late_words, step
from parvis.commit.plans.queries.texts import Texts
from parvis.ground.text import plain_text
from parvis.ui import dates


def rows(
    commitment: Commitment,
    steps: Sequence[Milestone],
    reports: Sequence[ProgressReport],
    roles: Sequence[Responsibility],
    proofs: Proofs,
    texts: Texts,
    viewer: Any,
    language: str,
    today: date,
    footnotes: Footnotes,
) -> tuple[MilestoneRow, ...]:
    """Milestones in the order of the plan; no query but what the reviewers ask, once for all."""
    judged = judgements(viewer, "milestone", [one.uid for one in steps]) if steps else {}
    withdrawn = commitment.withdrawn_on is not None
    made = []
    for one in steps:
        last = next((report for report in reports if report.milestone_id == one.pk), None)
        stands = step(last.completion if last else "", one.due_by, withdrawn or one.withdrawn_on is not None, today)
        title = str(one.title.localize(language))
        made.append(
            MilestoneRow(
                uid=one.uid,
                anchor=addresses.milestone_anchor(one.number, one.uid),
                number=one.number,
                title=title,
                passages=tuple(
                    passage for passage in texts.of_milestone(one.pk) if said_otherwise(passage.html, title)
                ),
                due=dates.capital(date_words(one.due, language)) if one.due else _("No due date"),
                due_as_written=one.due_words,
                due_before=date_words(one.adopted_due, language) if moved(one) else "",
                starts=date_words(one.starts, language),
                parties=parties.groups(
                    [role for role in roles if role.milestone_id == one.pk], today, language, footnotes
                ),
                step=stands,
                late=dates.capital(late_words(stands.days_late)) if stands.late else "",
                declared=declared_words(stands.completion),
                declared_note=declared_note(last, proofs, language) if last else "",
                judgement=judged.get(one.uid),
                became=withdrawn_words(one.withdrawn_on, language),
                became_why=one.withdrawal_reason,
            )
        )
    return tuple(made)


def moved(one: Milestone) -> bool:
    """Whether an amendment moved the due date."""
    return bool(one.adopted_due) and one.adopted_due != one.due


def said_otherwise(html: str, title: str) -> bool:
    """Whether a text says more than the title under which it stands; a full stop is not more."""
    return plain_text(html).rstrip(" .") != title.strip().rstrip(".")


def declared_note(report: ProgressReport, proofs: Proofs, language: str) -> str:
    """`12 June 2025, 2 pieces of evidence`; a report that shows nothing says so."""
    number = len(proofs_of_report(report, proofs))
    shown = (
        ngettext("%(count)s piece of evidence", "%(count)s pieces of evidence", number) % {"count": number}
        if number
        else _("no evidence")
    )
    return f"{day(report.day, language)}, {shown}"


def proofs_of_report(report: ProgressReport, proofs: Proofs) -> tuple[Evidence, ...]:
    """What a report rests on, once each, what was set aside left out."""
    keys = [report.proof_id, *(one.pk for one in proofs.of_report.get(report.pk, ()))]
    known = {one.pk: one for one in proofs.all if one.set_aside_at is None}
    return tuple(known[key] for key in dict.fromkeys(keys) if key in known)


def tally(made: Sequence[MilestoneRow]) -> Tally:
    found: list[Step] = [row.step for row in made]
    return count(found)
