"""Keeping versions: a save says which one it began from, and is refused when another came between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from parvis.ground.journal.actions import as_json
from parvis.ground.versions.models import Version
from parvis.ground.versions.queries import latest, numbers


class Overtaken(Exception):
    """Somebody saved since this edit began; `latest` is what stands now."""

    def __init__(self, latest: Version) -> None:
        super().__init__(latest.number)
        self.latest = latest


@transaction.atomic
def keep(
    actor: Any, object_type: str, object_uid: UUID, content: Mapping[str, Any], *, base: int | None = None
) -> Version:
    """Write the next version of an object; call it inside the transaction that makes the change.

    content  JSON values, dates and UUIDs
    base     number of the version the edit began from, 0 for none yet; None for a program that takes things as they are
    raises   Overtaken when `base` is not the last one, also when the other save is under way at this very instant
    """
    last = latest(object_type, object_uid)
    number = last.number if last else 0
    if base is not None and last is not None and base != number:
        raise Overtaken(last)
    plain = as_json(content)
    if last is not None and last.content == plain:
        return last
    fresh = Version(
        object_type=object_type,
        object_uid=object_uid,
        number=number + 1,
        actor=actor if getattr(actor, "pk", None) else None,
        content=plain,
    )
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        winner = latest(object_type, object_uid)
        if winner is None:
            raise
        raise Overtaken(winner) from None
    return fresh


@transaction.atomic
def keep_many(actor: Any, object_type: str, contents: Iterable[tuple[UUID, Mapping[str, Any]]]) -> int:
    """Write the next version of many objects in 2 queries a batch; for imports, which take things as they are."""
    given = list(contents)
    known = numbers(object_type, [uid for uid, _content in given])
    rows = [
        Version(
            object_type=object_type,
            object_uid=uid,
            number=known.get(uid, 0) + 1,
            actor=actor if getattr(actor, "pk", None) else None,
            content=as_json(content),
        )
        for uid, content in given
    ]
    return len(Version.objects.bulk_create(rows, batch_size=200))


@transaction.atomic
def erase_contents(object_type: str, object_uid: UUID) -> int:
    """Empty what every version of an object says, when it must be forgotten; who saved and when stays."""
    rows = Version.objects.filter(object_type=object_type, object_uid=object_uid)
    return rows.exclude(content={}).update(content={})
