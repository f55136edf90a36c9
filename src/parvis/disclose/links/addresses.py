"""Where the story of an object lives."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from parvis.ground.identifiers import Ref


def story(object_type: str, uid: UUID, relation: str = "") -> str:
    """The page of the whole story, in the active language; `relation` narrows it."""
    address = reverse("links:story", args=[object_type, uid])
    return f"{address}?relation={relation}" if relation else address


def edit(ref: Ref) -> str:
    """Where the organisers of a body tie the object to others."""
    return reverse("links:edit", args=[ref.type, ref.uid])
