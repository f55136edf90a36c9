"""What is known of a milestone on a day: what its bodies declare, and whether its due date has passed without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from parvis.civics.dates import from_iso, write_date
from parvis.commit.plans.models import Completion

DONE, LATE, UNDER_WAY, NOT_STARTED, SILENT, WITHDRAWN = (
    "done",
    "late",
    "under-way",
    "not-started",
    "silent",
    "withdrawn",
)
# The mark beside the words, never alone.
ICONS = {DONE: "check", LATE: "clock", UNDER_WAY: "half", NOT_STARTED: "ring", SILENT: "dash", WITHDRAWN: "cross"}


@dataclass(frozen=True, slots=True)
class Step:
    """Where a milestone stands. `code` is one of done, late, under-way, not-started, silent, withdrawn.

    completion   what the last report declares, empty when there is none: lateness says nothing of it
    days_late    days since the last day that its due date allows; 0 when it is not late
    """

    code: str
    completion: str = ""
    days_late: int = 0

    @property
    def late(self) -> bool:
        return self.days_late > 0


@lru_cache(maxsize=8192)
def step(completion: str | None, due_by: date | None, withdrawn: bool, today: date) -> Step:
    """Where a milestone stands on a day.

    completion   of its last progress report, None or empty without any
    due_by       last day that its due date allows; None without a date or with an open end: it is never late
    """
    declared = completion or ""
    if withdrawn:
        return Step(WITHDRAWN, declared)
    if declared == Completion.COMPLETE:
        return Step(DONE, declared)
    if due_by is not None and due_by < today:
        return Step(LATE, declared, (today - due_by).days)
    if declared in {Completion.LIMITED, Completion.SUBSTANTIAL}:
        return Step(UNDER_WAY, declared)
    return Step(NOT_STARTED if declared else SILENT, declared)


def declared_words(completion: str) -> str:
    """What a body says of itself: "Completed", "Limited"; "Nothing declared yet" when it has said nothing."""
    return _declared(completion, get_language() or "fr")


@lru_cache(maxsize=32)
def _declared(completion: str, language: str) -> str:
    if not completion:
        return _("Nothing declared yet")
    words = str(Completion(completion).label)
    return words[:1].upper() + words[1:]


def late_words(days: int) -> str:
    """`40 days late`, `2 years late`: the unit is the one in which people count."""
    return _late(days, get_language() or "fr")


@lru_cache(maxsize=4096)
def _late(days: int, language: str) -> str:
    if days >= 730:
        years = days // 365
        return ngettext("%(count)d year late", "%(count)d years late", years) % {"count": years}
    if days >= 90:
        months = days * 12 // 365
        return ngettext("%(count)d month late", "%(count)d months late", months) % {"count": months}
    return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}


def short_words(found: Step, language: str) -> str:
    """A word or two for a list of milestones: "done", "40 days late", "under way"; `language` is the active one."""
    return _late(found.days_late, language) if found.code == LATE else _short(found.code, language)


@lru_cache(maxsize=32)
def _short(code: str, language: str) -> str:
    return {
        DONE: pgettext("milestone, declared", "done"),
        UNDER_WAY: pgettext("milestone, declared", "under way"),
        NOT_STARTED: pgettext("milestone, declared", "not started"),
        SILENT: pgettext("milestone, declared", "no report"),
        WITHDRAWN: pgettext("milestone", "withdrawn"),
    }[code]


@lru_cache(maxsize=4096)
def date_words(iso: str, language: str) -> str:
    """A date of any precision in words: `31 décembre 2026`, `S2 2018`, `dès 2019`; empty for an empty text."""
    return write_date(from_iso(iso), language) if iso else ""
