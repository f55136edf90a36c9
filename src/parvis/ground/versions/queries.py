"""Reading versions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Max

from parvis.ground.versions.models import Version


def latest(object_type: str, object_uid: UUID) -> Version | None:
    """The last version of an object, None when it was never saved by hand."""
    return Version.objects.filter(object_type=object_type, object_uid=object_uid).order_by("-number").first()


def versions_of(object_type: str, object_uid: UUID) -> list[Version]:
    """Every version of an object, the last first, with its actor; 1 query."""
    found = Version.objects.filter(object_type=object_type, object_uid=object_uid)
    return list(found.select_related("actor").order_by("-number"))


def saved_since(object_type: str, object_uid: UUID, person: Any, number: int) -> bool:
    """Whether this person saved a version after that one (0: any at all)."""
    later = Version.objects.filter(object_type=object_type, object_uid=object_uid, number__gt=number)
    return later.filter(actor=person).exists()


def first_saved_by(object_type: str, object_uid: UUID, person: Any) -> bool:
    """Whether the first version is this person's: they made the object."""
    first = Version.objects.filter(object_type=object_type, object_uid=object_uid, number=1)
    return first.filter(actor=person).exists()


def numbers(object_type: str, uids: Collection[UUID]) -> dict[UUID, int]:
    """Number of the last version of each object that has one; 1 query."""
    found = Version.objects.filter(object_type=object_type, object_uid__in=uids).order_by()
    return dict(found.values_list("object_uid").annotate(last=Max("number")))
