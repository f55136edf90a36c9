"""What an adopted promise will say once it is amended: its title, and its milestones' titles, dates and bodies.

Texts have rows of their own (`texts`). A title or a date is one column, so what is wanted instead waits beside it, in
`Commitment.awaiting`: those who write read it, nobody else does, and `settle` puts it in force on the amendment's day.
What was said before stays readable: in the journal, and for a date as `adopted_due`.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from parvis.commit.plans.actions.responsibilities import current_responsible, replace_responsible
from parvis.commit.plans.content import LANGUAGES, in_languages, together
from parvis.commit.plans.models import Commitment, Milestone
from parvis.commit.plans.reading import body_named
from parvis.ground.journal.actions import record

Awaited = dict[str, Any]


def title_held(row: Any, asked: LazyI18nString) -> dict[str, str]:
    """Give a row the title it may have at once, a language that had none; returns what waits, by language."""
    stands, wanted = spoken(row.title), spoken(asked)
    row.title = LazyI18nString({code: stands[code] or wanted[code] for code in LANGUAGES})
    return {code: wanted[code] for code in LANGUAGES if stands[code] and wanted[code] != stands[code]}


def spoken(title: Any) -> dict[str, str]:
    return {code: in_languages("title", title)[f"title_{code}"].strip() for code in LANGUAGES}


def awaited_title(title: Any, awaited: Mapping[str, Any]) -> LazyI18nString:
    """The title as its writers last wrote it."""
    return LazyI18nString({**spoken(title), **awaited.get("title", {})})


def hold_title(commitment: Commitment, content: Mapping[str, Any]) -> None:
    """Keep aside what the content wants the adopted title to become; nothing is saved."""
    asked = together("title", content, awaited_title(commitment.title, commitment.awaiting))
    held = title_held(commitment, asked)
    commitment.awaiting = {**commitment.awaiting, "title": held} if held else without(commitment.awaiting, "title")


def without(awaited: Mapping[str, Any], name: str) -> Awaited:
    return {key: value for key, value in awaited.items() if key != name}


def as_awaited(milestone: Milestone, awaited: Mapping[str, Any]) -> Milestone:
    """A copy that says what its writers last wrote."""
    asked = copy(milestone)
    asked.title = awaited_title(milestone.title, awaited)
    asked.due, asked.due_words = awaited.get("due", milestone.due), awaited.get("due_words", milestone.due_words)
    return asked


def hold_milestone(
    milestone: Milestone, asked: Milestone, row: Mapping[str, Any], where: str, before: Mapping[str, Any]
) -> Awaited:
    """What of `asked` waits for an amendment; the number and a missing translation are taken at once."""
    held: Awaited = {}
    milestone.number = asked.number
    if title := title_held(milestone, asked.title):
        held["title"] = title
    if (asked.due, asked.due_words) != (milestone.due, milestone.due_words):
        held |= {"due": asked.due, "due_words": asked.due_words}
    if "responsible" not in row and "office" not in row:
        return held | {name: before[name] for name in ("responsible", "office") if name in before}
    organisation, office = body_named(where, row.get("responsible")), str(row.get("office") or "").strip()
    current = current_responsible(milestone)
    if (organisation, office) != ((current.organisation, current.office) if current else (None, "")):
        held |= {"responsible": str(organisation.uid) if organisation else None, "office": office}
    return held


@transaction.atomic
def settle(actor: Any, commitment: Commitment, on: date) -> None:
    """Put in force, from that day, what waited for an amendment; what was said before goes to the journal."""
    commitment.refresh_from_db(fields=["awaiting"], from_queryset=Commitment.objects.select_for_update())
    awaited = commitment.awaiting
    if not awaited:
        return
    if "title" in awaited:
        tell(actor, commitment, "commitment.title-amended", {"before": said(commitment.title), "day": on})
        commitment.title = awaited_title(commitment.title, awaited)
    steps = commitment.milestones.filter(withdrawn_on=None, uid__in=awaited.get("milestones", {}))
    for milestone in steps.order_by("order", "pk"):
        settle_milestone(actor, milestone, awaited["milestones"][str(milestone.uid)], on)
    commitment.awaiting = {}
    commitment.save(update_fields=["title", "awaiting"])


def settle_milestone(actor: Any, milestone: Milestone, awaited: Mapping[str, Any], on: date) -> None:
    fresh, commitment = as_awaited(milestone, awaited), milestone.commitment
    public = {"milestone": milestone.number or said(milestone.title), "day": on}
    if "title" in awaited:
        tell(actor, commitment, "commitment.step-amended", {**public, "before": said(milestone.title)})
    if fresh.due != milestone.due:
        action = "commitment.due-amended" if milestone.due else "commitment.due-given"
        tell(actor, commitment, action, {**public, "due": milestone.due})
    fresh.save()
    if "responsible" in awaited:
        body = body_named("milestones", awaited["responsible"])
        replace_responsible(fresh, body, awaited["office"], on)
        who = body.name if body else awaited["office"]
        if who:
            tell(actor, commitment, "commitment.step-handed-over", {**public, "body": who})


def tell(actor: Any, commitment: Commitment, action: str, public: Mapping[str, Any]) -> None:
    record(actor, action, "commitment", commitment.uid, public=public)


def said(title: Any) -> str:
    """The title in the first language that has one: the journal keeps the words that were adopted."""
    return next(filter(None, spoken(title).values()), "")
