"""What changed lately in what a viewer may see: the journal told by the objects it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from parvis.ground.clock import today
from parvis.ground.identifiers import Ref, types
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import line_of
from parvis.ground.search.models import Document
from parvis.ui import dates

READ_AT_MOST = 200


@dataclass(frozen=True)
class Change:
    """An entry of the journal and the object it is about, ready to print."""

    ref: Ref
    title: str
    url: str
    sentence: str
    at: datetime
    when: str


def latest_changes(language: str, limit: int = 5) -> tuple[Change, ...]:
    """The latest change of each of the last objects that changed and that everybody finds, newest first.

    2 queries, however many types there are: the 200 latest entries of the journal, then what the search index calls
    their objects. It holds only what everybody may read, and nothing that is but a part of something else.
    """
    codes = [public_type.code for public_type in types()]
    entries = list(Entry.objects.filter(object_type__in=codes).select_related("actor")[:READ_AT_MOST])
    latest: dict[Ref, Entry] = {}
    for entry in entries:
        latest.setdefault(Ref(entry.object_type, entry.object_uid), entry)
    visible = found_as(latest, language)
    day = today(settings.TIME_ZONE)
    with translation.override(language):
        shown = [(ref, entry) for ref, entry in latest.items() if ref in visible][:limit]
        return tuple(
            Change(
                ref=ref,
                title=visible[ref].title,
                url=visible[ref].url,
                sentence=line_of(entry).sentence,
                at=entry.at,
                when=when(entry.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(), day, language),
            )
            for ref, entry in shown
        )


def found_as(refs: Iterable[Ref], language: str) -> dict[Ref, Document]:
    wanted = set(refs)
    rows = Document.objects.filter(language=language, object_uid__in={ref.uid for ref in wanted}).order_by("pk")
    named = {Ref(row.object_type, row.object_uid): row for row in rows.defer("body")}
    return {ref: row for ref, row in named.items() if ref in wanted}


def when(day: date, today_: date, language: str) -> str:
    """`hier`, `il y a 3 jours`; the date itself when it is far."""
    return dates.relative_words(day, today_, language) or dates.day_words(day, language, weekday=False, year=True)
