"""Reading versions."""

from __future__ import annotations

from collections.abc import Collection
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


def numbers(object_type: str, uids: Collection[UUID]) -> dict[UUID, int]:
    """Number of the last version of each object that has one; 1 query."""
    found = Version.objects.filter(object_type=object_type, object_uid__in=uids).order_by()
    return dict(found.values_list("object_uid").annotate(last=Max("number")))
