"""Showing an event to everybody: nothing wrong goes out unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from parvis.convene.agenda import actions, rules
from parvis.convene.agenda.models import Event
from parvis.convene.editing.actions.counting import recount
from parvis.convene.editing.findings import findings_of_many
from parvis.ui.findings import Noted


class HeldBack(Exception):
    """Open errors stop the publication: `findings` gives them for each event, by primary key."""

    def __init__(self, findings: Mapping[int, Sequence[Noted]]) -> None:
        super().__init__(sum(len(found) for found in findings.values()))
        self.findings = findings


@transaction.atomic
def publish_checked(actor: Any, event: Event) -> Event:
    """Publish the event, unless an error of the checker is neither corrected nor set aside.

    Raises HeldBack with these errors, PermissionDenied for who may not publish for that body.
    """
    publish_many_checked(actor, [event])
    return event


@transaction.atomic
def publish_many_checked(actor: Any, events: Collection[Event]) -> int:
    """Publish all these events or none; returns how many were not public before. Raises as `publish_checked`."""
    if not all(rules.may_publish_event(actor, event) for event in events):
        raise PermissionDenied
    refuse_errors(events)
    published = actions.publish_many(actor, events)
    recount(list(events))
    return published


def refuse_errors(events: Collection[Event]) -> None:
    """Raise HeldBack when an event has an open error."""
    held = held_back(events)
    if held:
        raise HeldBack(held)


def held_back(events: Collection[Event]) -> dict[int, list[Noted]]:
    """The open errors of each event that has some, by primary key; 15 queries."""
    found = findings_of_many(list(events))
    return {key: stops for key, all_of in found.items() if (stops := [one for one in all_of if one.stops])}
