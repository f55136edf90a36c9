"""Doing to many events what the preview said: one transaction, one journal entry an event, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parvis.convene.agenda import actions
from parvis.convene.agenda.models import Event, Inclusion
from parvis.convene.editing.actions.counting import recount
from parvis.convene.editing.actions.publishing import publish_many_checked
from parvis.convene.editing.bulk import Row, Verb, plan
from parvis.ground import clock
from parvis.ground.journal.actions import record_many

BATCH = 200


@transaction.atomic
def do_to_many(
    actor: Any, verb: Verb, argument: Any, events: Sequence[Event], seen: Mapping[UUID, datetime], language: str
) -> int:
    """Do what can be done to these events; returns to how many it was done.

    seen   when each event had last changed as the preview showed it: one that changed since is left alone, so that a
           form sent twice does nothing twice, and nobody's work is overwritten unseen
    """
    rows = [
        row
        for row in plan(actor, events, verb, argument, language)
        if row.doable and row.event.uid in seen and claim(row.event, seen[row.event.uid])
    ]
    done = [row.event for row in rows]
    match verb.code:
        case "publish":
            publish_many_checked(actor, done)
        case "withdraw":
            for event in done:
                actions.withdraw(actor, event)
        case "cancel":
            for event in done:
                actions.cancel(actor, event, argument or "")
        case "postpone":
            for event in done:
                actions.postpone(actor, event, argument or "")
        case "join":
            join(actor, argument, done)
        case _:
            write(actor, rows)
    return len(done)


def claim(event: Event, seen: datetime) -> bool:
    """Take the event if nobody changed it since; of two who try at once, one has it."""
    now = clock.now()
    won = Event.objects.filter(pk=event.pk, changed_at=seen).update(changed_at=now)
    if won:
        event.changed_at = now
    return bool(won)


def join(actor: Any, edition: Any, events: Sequence[Event]) -> None:
    Inclusion.objects.bulk_create(
        [Inclusion(event=event, edition=edition) for event in events], batch_size=BATCH, ignore_conflicts=True
    )
    record_many(actor, "event.joined", "event", [event.uid for event in events])


def write(actor: Any, rows: Sequence[Row]) -> None:
    for row in rows:
        if row.content:
            actions.write_event(actor, row.event, row.content)
    recount([row.event for row in rows])
