"""Versions of what an import changes, so that a person who was writing meanwhile is told, and may go back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from parvis.convene.agenda.content import Content, contents_of
from parvis.convene.agenda.models import Event
from parvis.ground.versions.actions import keep_many
from parvis.ground.versions.queries import numbers


def not_yet_kept(events: Sequence[Event]) -> dict[UUID, Content]:
    """What stands now of the events that have no version yet."""
    if not events:
        return {}
    kept = numbers("event", [event.uid for event in events])
    bare = [event for event in events if event.uid not in kept]
    contents = contents_of(bare) if bare else {}
    return {event.uid: contents[event.pk] for event in bare}


def keep_versions(actor: Any, events: Sequence[Event], before: dict[UUID, Content]) -> None:
    """Keep what stands after the import, and what stood before it if that never was. 16 to 18 queries."""
    if not events:
        return
    keep_many(None, "event", [(event.uid, before[event.uid]) for event in events if event.uid in before])
    contents = contents_of(events)
    keep_many(actor, "event", [(event.uid, contents[event.pk]) for event in events])
