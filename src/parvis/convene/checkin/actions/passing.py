"""Letting people in by a page of the server, for a device without JavaScript and for organisers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction

from parvis.convene.checkin.actions.receiving import Told, receive
from parvis.convene.checkin.models import Device, Kind, Passage
from parvis.ground import clock


def let_in(
    device: Device, tickets: Sequence[UUID], *, session: UUID | None = None, reason: str = "", scan: UUID | None = None
) -> list[UUID]:
    """Note the entry of these people now; the identifiers of their passages.

    scan   chosen by the form, so that a form sent twice is one entry; for several people the others follow from it
    """
    now, first = clock.now(), scan or uuid4()
    scans = [UUID(int=(first.int + place) % 2**128) for place in range(len(tickets))]
    told = [Told(one, now, ticket, session, Kind.ENTRY, reason) for one, ticket in zip(scans, tickets, strict=True)]
    return list(receive(device, told, now).kept)


@transaction.atomic
def undo(device: Device, scan: UUID) -> bool:
    """Take back an entry that this device noted; False when there is none, or it was taken back already."""
    now = clock.now()
    own = Passage.objects.filter(device=device, scan=scan, annulled_at=None)
    return bool(own.update(annulled_at=now, changed_at=now))
