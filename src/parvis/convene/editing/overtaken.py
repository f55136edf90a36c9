"""Somebody saved an event while it was being written: what each wrote of the parts both touched, to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from parvis.convene.agenda.content import PARTS, Content
from parvis.convene.agenda.queries.wording import labels_for
from parvis.convene.editing.forms.event.reading import same
from parvis.ground.versions.differences import Labels, row_title
from parvis.ground.versions.models import Version


@dataclass(frozen=True)
class Choice:
    """One part that both wrote: what each says, in words, a line each."""

    part: str
    label: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class Meeting:
    """`base` is the version that stands now; `merged` what the form shows; `taken` what only the other changed."""

    base: int
    who: str
    at: datetime
    merged: Content
    choices: tuple[Choice, ...]
    taken: tuple[str, ...]


def meet(uid: UUID, base: int, latest: Version, typed: Mapping[str, Any], language: str) -> Meeting:
    """Put what was typed from version `base` beside the latest one; at most 4 queries."""
    found = Version.objects.filter(object_type="event", object_uid=uid, number=max(base, 1)).first()
    began = dict(found.content) if found else {}
    stands = dict(latest.content)
    touched = {part for part in typed if not same(typed[part], began.get(part))}
    moved = {part for part in stands if not same(stands[part], began.get(part))}
    disputed = {part for part in touched & moved if not same(typed[part], stands[part])}
    labels = labels_for("event", (stands, dict(typed)), language)
    return Meeting(
        base=latest.number,
        who=str(getattr(latest.actor, "name", "") or ""),
        at=latest.at,
        merged={**stands, **{part: typed[part] for part in touched}},
        choices=tuple(
            Choice(part, labels.label(part), said(part, typed[part], labels), said(part, stands[part], labels))
            for part in PARTS
            if part in disputed
        ),
        taken=tuple(labels.label(part) for part in PARTS if part in moved - touched),
    )


def said(part: str, value: Any, labels: Labels) -> tuple[str, ...]:
    """A value in words: a line a row, a line a paragraph."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(row_words(part, row, labels) for row in value)
    return tuple(filter(None, labels.said(part, value).splitlines()))


def row_words(part: str, row: Any, labels: Labels) -> str:
    if not isinstance(row, Mapping):
        return labels.said(part, row)
    title = row_title(part, row, labels)
    more = (labels.said(f"{part}.{name}", value) for name, value in row.items() if name not in {"uid", "title"})
    rest = [words for words in more if words and words != title][:6]
    return ", ".join([title, *rest])
