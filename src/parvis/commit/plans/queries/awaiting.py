"""What waits for an amendment, for those who write and adopt: beside each adopted word, the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from parvis.commit.plans.models import Commitment, Milestone, Responsibility, Role
from parvis.commit.plans.queries.steps import date_words
from parvis.people.models import Organisation

Waiting = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that was adopted, and what it becomes; either is empty when there is nothing."""

    label: str
    before: str
    after: str


def waiting_lines(commitments: Iterable[Commitment], language: str) -> dict[int, tuple[WaitingLine, ...]]:
    """By primary key of those that something waits for; at most 3 queries, none when nothing does."""
    held = [one for one in commitments if one.awaiting]
    if not held:
        return {}
    asked = [(one, uid, row) for one in held for uid, row in one.awaiting.get("milestones", {}).items()]
    now = Responsibility.objects.filter(role=Role.RESPONSIBLE, valid_to=None).select_related("organisation")
    steps = {
        str(step.uid): step
        for step in Milestone.objects.filter(uid__in=[uid for _one, uid, _row in asked], withdrawn_on=None)
        .prefetch_related(Prefetch("responsibilities", now.order_by("order", "pk"), to_attr="standing"))
        .order_by("order", "pk")
    }
    uids = [row["responsible"] for _one, _uid, row in asked if row.get("responsible")]
    bodies = {str(uid): name for uid, name in Organisation.objects.filter(uid__in=uids).values_list("uid", "name")}
    found: dict[int, tuple[WaitingLine, ...]] = {}
    for one in held:
        lines = (
            [WaitingLine(_("Title"), *turned(one.title, one.awaiting["title"], language))]
            if "title" in one.awaiting
            else []
        )
        for uid, row in one.awaiting.get("milestones", {}).items():
            if uid in steps:
                lines += of_step(steps[uid], row, bodies, language)
        found[one.pk] = tuple(lines)
    return found


def of_step(step: Any, row: Waiting, bodies: Mapping[str, str], language: str) -> list[WaitingLine]:
    name = step.number or str(step.title.localize(language))
    lines = []
    if "title" in row:
        label = _("Milestone %(name)s") % {"name": name}
        lines.append(WaitingLine(label, *turned(step.title, row["title"], language)))
    if "due" in row and row["due"] != step.due:
        label = _("Milestone %(name)s, due") % {"name": name}
        lines.append(WaitingLine(label, date_words(step.due, language), date_words(row["due"], language)))
    if "responsible" in row:
        label = _("Milestone %(name)s, who answers for it") % {"name": name}
        was = next((one.organisation.name if one.organisation else one.office for one in step.standing), "")
        lines.append(WaitingLine(label, was, bodies.get(row["responsible"] or "", row["office"])))
    return lines


def turned(title: Any, wanted: Mapping[str, str], language: str) -> tuple[str, str]:
    """The title before and after, in the reader's language when it changes in it, else in one in which it does."""
    code = language if language in wanted else next(iter(wanted))
    return str(title.data.get(code) or "") if isinstance(title.data, dict) else str(title), wanted[code]
