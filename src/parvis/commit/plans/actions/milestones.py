"""The milestones of a commitment: known ones change in place, so that reports, evidence and links hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.commit.plans.actions.awaiting import as_awaited, hold_milestone, without
from parvis.commit.plans.actions.recording import keep_version, leave_trace
from parvis.commit.plans.actions.responsibilities import write_responsible
from parvis.commit.plans.actions.texts import authority_in, write_text
from parvis.commit.plans.content import LANGUAGES, standing_texts, together
from parvis.commit.plans.models import Commitment, Milestone, Text, TextPart, Wording
from parvis.commit.plans.panels import is_judged
from parvis.commit.plans.reading import as_fuzzy, fuzzy_of, identifier


def write_milestones(
    commitment: Commitment, rows: Iterable[Mapping[str, Any]], content: Mapping[str, Any]
) -> list[Milestone]:
    """Make the milestones these, in this order; ValidationError keyed by "milestones n".

    What an adopted one says waits for an amendment, whereas its number and its place change at once (`awaiting`).
    One that was left out is deleted while nothing rests on it; adopted, reported or proved, it is withdrawn with a
    reason instead (`withdraw_milestone`).
    """
    known = {str(one.uid): one for one in commitment.milestones.filter(withdrawn_on=None)}
    given = list(rows)
    kept = {str(row.get("uid") or "") for row in given}
    for uid, one in known.items():
        if uid not in kept:
            take_away(one)
    awaited = commitment.awaiting.get("milestones", {})
    held: dict[str, Any] = {}
    written = []
    for number, row in enumerate(given, start=1):
        where = f"milestones {number}"
        uid = str(row.get("uid") or "")
        milestone = known.get(uid) or Milestone(commitment=commitment)
        if uid and uid not in known:
            milestone.uid = identifier(where, uid)
        milestone.order = number
        if milestone.added_in_id is None:
            set_milestone(milestone, row, where)
        else:
            asked = as_awaited(milestone, awaited.get(uid, {}))
            set_milestone(asked, row, where)
            clean(asked, where)
            if waits := hold_milestone(milestone, asked, row, where, awaited.get(uid, {})):
                held[uid] = waits
        save_milestone(milestone, where)
        write_milestone_texts(milestone, row, content)
        if milestone.added_in_id is None:
            write_responsible(milestone, row, where)
        written.append(milestone)
    commitment.awaiting = {**without(commitment.awaiting, "milestones"), **({"milestones": held} if held else {})}
    commitment.save(update_fields=["awaiting"])
    return written


def set_milestone(milestone: Milestone, row: Mapping[str, Any], where: str) -> None:
    """Its columns; nothing is saved."""
    milestone.title = together("title", row, milestone.title or None)
    if not any((milestone.title.data.get(code) or "").strip() for code in LANGUAGES):
        raise ValidationError({where: _("Say what the milestone is.")})
    if "number" in row:
        milestone.number = str(row["number"] or "").strip()
    if "due" in row:
        typed = str(row["due"] or "").strip()
        milestone.due = as_fuzzy(where, typed)
        if "due_words" in row:
            milestone.due_words = str(row["due_words"] or "").strip()
        elif typed != milestone.due:
            milestone.due_words = typed
        # Words that no longer say the date are worse than none.
        said = fuzzy_of(milestone.due_words) if milestone.due_words else None
        if said is not None and said.iso != milestone.due:
            milestone.due_words = ""


def save_milestone(milestone: Milestone, where: str) -> None:
    same = Milestone.objects.filter(commitment=milestone.commitment, number=milestone.number).exclude(pk=milestone.pk)
    if milestone.number and same.exists():
        raise ValidationError({where: _("Another milestone has this number.")})
    clean(milestone, where)
    milestone.save()


def clean(milestone: Milestone, where: str) -> None:
    try:
        milestone.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise ValidationError({where: error.messages}) from None


def write_milestone_texts(milestone: Milestone, row: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    rows = Text.objects.filter(milestone=milestone).exclude(wording=Wording.SUMMARISED).order_by("pk")
    standing = {key[3]: text for key, text in standing_texts(rows).items()}
    for code in LANGUAGES:
        if f"text_{code}" in row:
            write_text(
                milestone.commitment,
                milestone,
                TextPart.MILESTONE,
                code,
                authority_in(content, code),
                str(row[f"text_{code}"] or ""),
                standing.get(code),
            )


def take_away(milestone: Milestone) -> None:
    """Delete a milestone that nothing rests on yet."""
    rests = milestone.added_in_id is not None or milestone.reports.exists() or milestone.evidence.exists()
    rests = rests or any(is_judged(text) for text in milestone.texts.order_by("pk"))
    if rests:
        raise ValidationError(
            {
                "milestones": _("“%(title)s” was adopted or reported on: withdraw it with a reason, it stays readable.")
                % {"title": milestone}
            }
        )
    milestone.texts.all().delete()
    milestone.delete()


@transaction.atomic
def withdraw_milestone(actor: Any, milestone: Milestone, *, on: date, reason: str) -> Milestone:
    """Say that the milestone will not be done; it stays on the page, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("A withdrawal says why.")})
    won = Milestone.objects.filter(pk=milestone.pk, withdrawn_on=None).update(
        withdrawn_on=on, withdrawal_reason=reason.strip()
    )
    milestone.refresh_from_db(fields=["withdrawn_on", "withdrawal_reason"])
    if won:
        keep_version(actor, milestone.commitment)
        public = {"milestone": milestone.number or str(milestone.title), "day": on}
        leave_trace(
            actor, milestone.commitment, "commitment.milestone-withdrawn", public=public, news="commitment.changed"
        )
    return milestone
