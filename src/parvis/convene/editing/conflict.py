"""Two people wrote at the same time: what the other changed, what both changed, and a content that loses neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from parvis.convene.agenda.queries.wording import labels_for
from parvis.ground.versions.differences import Difference, differences
from parvis.ground.versions.models import Version

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """What a writer sees who was overtaken.

    base    number of the version that stands now: the next save begins from it
    merged  what was typed, and for the parts the writer did not touch what the other wrote
    theirs  what the other changed since the writer began
    both    where the two disagree: from what the other wrote to what was typed
    """

    base: int
    who: str
    at: datetime
    merged: dict[str, Any]
    theirs: tuple[Difference, ...]
    both: tuple[Difference, ...]


def meet(object_type: str, object_uid: UUID, base: int, latest: Version, typed: Content, language: str) -> Conflict:
    """Put what was typed from version `base` beside the latest one; at most 3 queries."""
    began = Version.objects.filter(object_type=object_type, object_uid=object_uid, number=max(base, 1)).first()
    from_there = dict(began.content) if began else {}
    stands = dict(latest.content)
    touched = {part for part, value in typed.items() if (value or None) != (from_there.get(part) or None)}
    merged = {part: typed[part] if part in touched or part not in stands else stands[part] for part in typed}
    labels = labels_for(object_type, (from_there, stands, typed), language)
    disputed = {
        part
        for part in touched
        if (stands.get(part) or None) not in (from_there.get(part) or None, typed[part] or None)
    }
    return Conflict(
        base=latest.number,
        who=str(getattr(latest.actor, "name", "") or ""),
        at=latest.at,
        merged=merged,
        theirs=differences(from_there, stands, labels),
        both=differences(only(stands, disputed), only(typed, disputed), labels),
    )


def only(content: Content, parts: set[str]) -> dict[str, Any]:
    return {part: value for part, value in content.items() if part in parts}
