"""Doors and passages for programs of the body that answers for the event: joins the addresses of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Schema
from pydantic import AwareDatetime, Field

from parvis.convene.agenda.api import Language, Page, events_router
from parvis.convene.agenda.models import Event
from parvis.convene.checkin import rules
from parvis.convene.checkin.actions import Told, bring_in
from parvis.convene.checkin.batches import MOST
from parvis.convene.checkin.models import Door, Kind, Reason
from parvis.convene.checkin.queries import account
from parvis.convene.editing.api.answers import own_event
from parvis.convene.editing.api.operations import READS, REFUSED, WRITES
from parvis.convene.editing.api.schemas import Exact
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.refusals import refused


class DeviceOut(Schema):
    uid: str
    name: str
    last_seen: datetime | None
    withdrawn: bool
    entered: int


class DoorOut(Schema):
    uid: str
    name: str
    entered: Annotated[int, Field(description=gettext_noop("People whose first entry was here."))]
    devices: list[DeviceOut]


class DoorsOut(Schema):
    entered: Annotated[int, Field(description=gettext_noop("People who came in, each counted once."))]
    expected: int
    used_twice: int
    turned_away: int
    doors: list[DoorOut]


class PassageOut(Schema):
    scan: str
    ticket: str
    kind: str
    reason: str
    at: datetime
    door: str
    device: str
    session: str
    undone_at: datetime | None
    received_at: datetime


class PassagePage(Schema):
    items: list[PassageOut]
    next: str | None


class PassageIn(Exact):
    scan: Annotated[UUID, Field(description=gettext_noop("Yours: told twice, it is one passage."))]
    ticket: Annotated[UUID | None, Field(description=gettext_noop("Identifier of the attendee."))] = None
    at: AwareDatetime
    session: UUID | None = None
    kind: Kind = Kind.ENTRY
    reason: Reason = Reason.NONE
    undone: bool = False


class PassagesIn(Exact):
    door: Annotated[UUID, Field(description=gettext_noop("Identifier of a door of the event."))]
    passages: Annotated[list[PassageIn], Field(max_length=MOST)]


class Kept(Schema):
    kept: list[str]
    refused: dict[str, str]


def managed(acting: Acting, uid: str) -> Event:
    event = own_event(acting, uid, to_write=False)
    if not rules.may_manage_doors(acting, event):
        raise refused(403, "uid", _("This token may not manage the doors of this event."), "forbidden")
    return event


@events_router.get(
    "/{uid}/doors",
    auth=READS,
    response={200: DoorsOut, **REFUSED},
    summary=gettext_noop("Doors of an event, and how many came in"),
    description=gettext_noop("Of an event of the token’s body. Figures are those of the organisers’ page."),
)
def doors(request: HttpRequest, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        found = account.account(managed(request.auth, uid), lang)  # type: ignore[attr-defined] -- set by TokenAuth
    return {
        "entered": found.present,
        "expected": found.expected,
        "used_twice": found.used_twice,
        "turned_away": found.refused,
        "doors": [
            {
                "uid": str(line.door.uid),
                "name": line.door.name,
                "entered": line.number,
                "devices": [
                    {
                        "uid": str(one.device.uid),
                        "name": one.device.name,
                        "last_seen": one.device.last_seen,
                        "withdrawn": one.device.revoked_at is not None,
                        "entered": one.number,
                    }
                    for one in line.devices
                ],
            }
            for line in found.doors
        ],
    }


@events_router.get(
    "/{uid}/passages",
    auth=READS,
    response={200: PassagePage, **REFUSED, 422: Faults},
    summary=gettext_noop("Who passed the doors of an event"),
    description=gettext_noop("In the order in which they were received; without names: `ticket` is the attendee."),
)
def passages(request: HttpRequest, uid: str, page: Query[Page]) -> Any:
    with translation.override(page.lang):
        event = managed(request.auth, uid)  # type: ignore[attr-defined] -- set by TokenAuth
        found = account.passages(event).order_by("pk")
        if page.after:
            if not page.after.isascii() or not page.after.isdigit() or len(page.after) > 18:
                raise refused(422, "after", _("“after” is not a place in this list."), "unknown-value")
            found = found.filter(pk__gt=int(page.after))
        batch = list(found[: page.limit + 1])
    shown = batch[: page.limit]
    items = [
        {**account.row_of(one), "at": one.at, "undone_at": one.annulled_at, "received_at": one.received_at}
        for one in shown
    ]
    return {"items": items, "next": str(shown[-1].pk) if len(batch) > page.limit else None}


@events_router.post(
    "/{uid}/passages",
    auth=WRITES,
    response={200: Kept, **REFUSED, 422: Faults},
    summary=gettext_noop("Bring in passages of a door"),
    description=gettext_noop(
        "From another system, or paper. Told twice, a passage (`scan`) is kept once; `undone` takes it back for good."
    ),
)
def write_passages(request: HttpRequest, uid: str, body: PassagesIn, lang: Language = "fr") -> Any:
    acting: Acting = request.auth  # type: ignore[attr-defined] -- set by TokenAuth
    with translation.override(lang):
        event = managed(acting, uid)
        door = Door.objects.select_related("event").filter(event=event, uid=body.door).first()
        if door is None:
            raise refused(422, "door", _("This event has no such door."), "not-found")
        for place, one in enumerate(body.passages):
            if one.kind == Kind.ENTRY and one.ticket is None:
                raise refused(422, f"passages.{place}.ticket", _("An entry has a ticket."), "missing")
            if one.kind == Kind.REFUSED and not one.reason:
                raise refused(422, f"passages.{place}.reason", _("Who is turned away is told why."), "missing")
        told = [
            Told(one.scan, one.at, one.ticket, one.session, one.kind, one.reason, one.undone) for one in body.passages
        ]
        received = bring_in(acting, door, told)
    return {
        "kept": [str(one) for one in received.kept],
        "refused": {str(scan): why for scan, why in received.refused.items()},
    }
