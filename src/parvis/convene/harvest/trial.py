"""What a source would bring under given rules, row by row; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.convene.harvest.downloading import Unreadable, download_for_trial
from parvis.convene.harvest.models import Feed
from parvis.convene.harvest.planning import BACK, CHANGED, HELD, NEW, SAME, SKIPPED, Row, plan
from parvis.convene.harvest.reasons import in_language, told
from parvis.ground import clock
from parvis.ui import dates

SHOWN = 60  # rows of each kind; the numbers are of all of them
ORDER = (NEW, CHANGED, BACK, HELD, SKIPPED, SAME)
WORDS: dict[str, str | Promise] = {
    NEW: _("Would be taken"),
    CHANGED: _("Would be updated"),
    BACK: _("Would come back"),
    HELD: _("Would wait for a person"),
    SKIPPED: _("Would be left out"),
    SAME: _("Already here, unchanged"),
}


@dataclass(frozen=True)
class Line:
    title: str
    when: str
    where: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Rows with the same fate: the first SHOWN of them, and how many there are."""

    code: str
    label: str
    number: int
    lines: tuple[Line, ...]

    @property
    def rest(self) -> int:
        return self.number - len(self.lines)


@dataclass(frozen=True)
class Trial:
    """Groups in a fixed order; or `error`, one sentence."""

    groups: tuple[Group, ...] = ()
    total: int = 0
    leaving: int = 0
    suspicious: bool = False
    error: str = ""


def try_feed(feed: Feed) -> Trial:
    """Read the address of a feed, saved or not, and say what its rules make of it."""
    try:
        found = download_for_trial(feed.address, feed.format)
    except Unreadable as error:
        return Trial(error=in_language(error.sentences))
    intended = plan(feed, found.documents, now=clock.now(), today=clock.today(settings.TIME_ZONE))
    groups = (group(code, [row for row in intended.rows if row.verdict == code]) for code in ORDER)
    return Trial(
        groups=tuple(one for one in groups if one.number),
        total=len(intended.rows),
        leaving=len(intended.leaving),
        suspicious=intended.suspicious,
    )


def group(code: str, rows: Sequence[Row]) -> Group:
    return Group(code, str(WORDS[code]), len(rows), tuple(line(row) for row in rows[:SHOWN]))


def line(row: Row) -> Line:
    document: Any = row.document
    language = get_language() or "fr"
    when = ""
    if document.start is not None:
        when = dates.day_words(document.start.day, language, year=True)
        if document.start.time is not None:
            when += f", {dates.hours_words(document.start.time, None, language)}"
    place = document.place
    where = ", ".join(filter(None, (place.name or place.address, place.city))) if place else ""
    return Line(" ".join(document.title.split()), dates.capital(when), where, tuple(told(row.reasons)))
