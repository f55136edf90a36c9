"""`{% journal_of "event" event.uid %}`: the public journal of an object."""

from typing import Any
from uuid import UUID

from django import template

from parvis.ground.journal.queries import entries_for

register = template.Library()


@register.inclusion_tag("journal/entries.html")
def journal_of(object_type: str, object_uid: UUID, limit: int = 20) -> dict[str, Any]:
    """The latest entries of an object as a list, newest first; one query."""
    return {"entries": entries_for(object_type, object_uid, limit)}
