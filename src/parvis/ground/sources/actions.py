"""Naming a source, and resting an object on it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from parvis.ground.sources.models import Citation, Source


def cite(source: Source, object_type: str, object_uid: UUID, locator: str = "") -> Citation:
    """Say that an object rests on a source; saying it twice changes nothing."""
    citation, _ = Citation.objects.get_or_create(
        source=source, object_type=object_type, object_uid=object_uid, locator=locator
    )
    return citation


def withdraw_citations(object_type: str, object_uid: UUID) -> int:
    """Remove every citation of an object; returns how many there were."""
    return Citation.objects.filter(object_type=object_type, object_uid=object_uid).delete()[0]


def archived_hash(copy: bytes) -> str:
    """The SHA-256, in hexadecimal, by which anyone can tell that a copy is the one that was read."""
    return hashlib.sha256(copy).hexdigest()
