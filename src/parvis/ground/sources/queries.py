"""The sources an object rests on."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from parvis.ground.sources.models import Citation


def citations_of(object_type: str, object_uid: UUID) -> list[Citation]:
    """The citations of one object with their sources, in the order they were added; one query."""
    return citations_of_many(object_type, [object_uid])[object_uid]


def citations_of_many(object_type: str, object_uids: Collection[UUID]) -> dict[UUID, list[Citation]]:
    """The same for many objects, still in one query; an object without a source has an empty list."""
    found: dict[UUID, list[Citation]] = {uid: [] for uid in object_uids}
    citations = Citation.objects.filter(object_type=object_type, object_uid__in=object_uids)
    for citation in citations.select_related("source").order_by("id"):
        found[citation.object_uid].append(citation)
    return found
