"""What the organisers' pages about links read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation

from parvis.disclose.links.models import Standing
from parvis.disclose.links.queries.near import other_end, rows_about, starts_at
from parvis.disclose.links.rules import may_tie
from parvis.disclose.links.words import SYMMETRIC, relation_words
from parvis.ground.identifiers import Ref, Resolved, is_registered, resolve
from parvis.ground.search import search
from parvis.ui import dates

HITS = 12


@dataclass(frozen=True)
class Found:
    """A public object whose text holds the words."""

    ref: Ref
    title: str
    url: str
    type_label: str
    when: str


def found_by(words: str, viewer: Any, language: str) -> Sequence[Found]:
    """Public objects that hold every word, best first; one query for the index and one a type."""
    if not words:
        return ()
    hits = [hit for hit in search(words, language, limit=HITS).hits if is_registered(hit.object_type)]
    seen = resolve([Ref(hit.object_type, hit.uid) for hit in hits], viewer, language)
    shown = []
    for hit in hits:
        ref = Ref(hit.object_type, hit.uid)
        if ref in seen:
            when = dates.day_words(hit.day, language, weekday=False, year=True) if hit.day else ""
            shown.append(Found(ref, seen[ref].title, seen[ref].url, seen[ref].type_label, when))
    return shown


@dataclass(frozen=True)
class EditableLink:
    """A link as its editors see it; `removable` when this viewer may take it away."""

    uid: UUID
    words: str
    other: Resolved
    documented: bool
    standing_label: str
    source: Any
    note: str
    removable: bool


def editable_links(here: Resolved, viewer: Any, language: str) -> list[EditableLink]:
    """The stored links of an object, in the order they were made; one query and one a type."""
    links = rows_about([here.ref])
    seen = resolve([other_end(link, here.ref) for link in links], viewer, language)
    with translation.override(language):
        return [
            EditableLink(
                uid=link.uid,
                words=relation_words(link.relation, outgoing=starts_at(link, here.ref) or link.relation in SYMMETRIC),
                other=seen[there],
                documented=link.standing == Standing.DOCUMENTED,
                standing_label=str(Standing(link.standing).label),
                source=link.source,
                note=link.note,
                removable=may_tie(viewer, here, seen[there]),
            )
            for link in links
            if (there := other_end(link, here.ref)) in seen
        ]
