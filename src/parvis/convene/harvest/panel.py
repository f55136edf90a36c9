"""What the form of an event says when the event comes from a source."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist

from parvis.convene.agenda.models import Event
from parvis.convene.editing.panels import Panel
from parvis.convene.harvest import rules
from parvis.convene.harvest.queries import thing_of


def panel(user: Any, event: Event) -> Panel | None:
    """Which source it comes from, and what a person edited and thus stays; 1 query."""
    item = thing_of(event)
    if item is None:
        return None
    context = {
        "item": item,
        "feed": item.feed,
        "manages": rules.may_manage_feed(user, item.feed),
        "kept": [label_of(part) for part in event.edited],
    }
    return Panel("harvest/parts/panel.html", context)


def label_of(part: str) -> str:
    """The part as the form names it, its code where no column bears its name."""
    try:
        return str(getattr(Event._meta.get_field(part), "verbose_name", part))
    except FieldDoesNotExist:
        return part.replace("_", " ")
