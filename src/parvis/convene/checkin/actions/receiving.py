"""What devices hand over: each passage once, whatever the order of batches, the clocks, and how often they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from parvis.convene.agenda.models import Event, Session
from parvis.convene.checkin import keeping
from parvis.convene.checkin.actions.doors import seen
from parvis.convene.checkin.models import Device, Door, Kind, Passage
from parvis.convene.registration.models import Attendee
from parvis.ground import clock
from parvis.ground.journal.actions import record


@dataclass(frozen=True)
class Told:
    """One passage as a device, a file or a program tells it; `at` by its own clock."""

    scan: UUID
    at: datetime
    ticket: UUID | None = None
    session: UUID | None = None
    kind: str = Kind.ENTRY
    reason: str = ""
    annulled: bool = False


@dataclass(frozen=True)
class Received:
    """Identifiers of what is safe here, and why the others are not: code of the reason by identifier."""

    kept: tuple[UUID, ...]
    refused: Mapping[UUID, str]


@transaction.atomic
def receive(device: Device, told: Sequence[Told], sent_at: datetime) -> Received:
    """Keep what a device tells; at most 9 queries whatever the number.

    sent_at   what the device's clock said when it sent the batch: the difference with ours puts its instants right.
              A passage cannot be later than its arrival here.

    A device that was withdrawn is heard for what it saw before: nobody who came in is lost.
    """
    now = clock.now()
    # Below a second the journey of the batch says more than the clocks, and would let chance choose who was first.
    ahead = timedelta(seconds=round((sent_at - now).total_seconds()))
    seen(device, ahead.total_seconds())
    refused: dict[UUID, str] = {}
    heard: list[tuple[Told, datetime]] = []
    for one in told:
        at = min(one.at - ahead, now)
        if not keeping.may_hand_over(device, now) or (device.revoked_at is not None and at > device.revoked_at):
            refused[one.scan] = "withdrawn"
        else:
            heard.append((one, at))
    event = device.door.event
    keep(event, device.door, heard, now, device=device)
    return settled(event, heard, refused)


@transaction.atomic
def bring_in(actor: Any, door: Door, told: Sequence[Told]) -> Received:
    """Keep passages that an organiser, or a program of the body, brings in for a door; their instants are right.

    One of a session that the event has not is refused: kept, it would count as an entry to the event.
    """
    now = clock.now()
    own = set(Session.objects.filter(event=door.event).values_list("uid", flat=True))
    refused = {one.scan: "unknown-session" for one in told if one.session and one.session not in own}
    heard = [(one, min(one.at, now)) for one in told if one.scan not in refused]
    person = actor if getattr(actor, "pk", None) else None
    made = keep(door.event, door, heard, now, by=person)
    if made:
        public = {"door": door.name, "number": made}
        record(actor, "checkin.passages-imported", "event", door.event.uid, public=public)
    return settled(door.event, heard, refused)


def keep(
    event: Event,
    door: Door,
    heard: Sequence[tuple[Told, datetime]],
    now: datetime,
    *,
    device: Device | None = None,
    by: Any = None,
) -> int:
    """Write what is new, undo what was undone; how many are new. Inside a transaction."""
    known = set(Passage.objects.filter(scan__in=[one.scan for one, _at in heard]).values_list("scan", flat=True))
    fresh = {one.scan: (one, at) for one, at in reversed(heard) if one.scan not in known}
    attendees = attendees_of(event, {one.ticket for one, _at in fresh.values() if one.ticket})
    wanted = {one.session for one, _at in fresh.values() if one.session}
    sessions = dict(Session.objects.filter(event=event, uid__in=wanted).values_list("uid", "pk")) if wanted else {}
    # Two copies of one batch may arrive at the same instant: the constraint on `scan` keeps one of each.
    Passage.objects.bulk_create(
        [
            Passage(
                scan=one.scan,
                event=event,
                ticket=one.ticket,
                attendee_id=attendees.get(one.ticket) if one.ticket else None,
                session_id=sessions.get(one.session) if one.session else None,
                door=door,
                device=device,
                by=by,
                kind=one.kind,
                reason=one.reason,
                at=at,
                device_at=one.at if device else None,
                received_at=now,
                changed_at=now,
            )
            for one, at in fresh.values()
        ],
        ignore_conflicts=True,
        batch_size=50,
    )
    undone = [one.scan for one, _at in heard if one.annulled]
    if undone:
        own = Passage.objects.filter(event=event, scan__in=undone, annulled_at=None, device=device)
        own.update(annulled_at=now, changed_at=now)
    return len(fresh)


def attendees_of(event: Event, tickets: set[UUID]) -> dict[UUID, int]:
    if not tickets:
        return {}
    found = Attendee.objects.filter(uid__in=tickets, sign_up__registration__event=event)
    return dict(found.order_by().values_list("uid", "pk"))


def settled(event: Event, heard: Sequence[tuple[Told, datetime]], refused: dict[UUID, str]) -> Received:
    """Say that a passage is kept only after having read it back."""
    asked = {one.scan for one, _at in heard}
    kept = set(Passage.objects.filter(event=event, scan__in=asked).values_list("scan", flat=True))
    return Received(tuple(sorted(kept)), {**refused, **dict.fromkeys(asked - kept, "of-another-event")})
