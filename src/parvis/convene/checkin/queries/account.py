"""The page of the doors: who came in, where, when, by which device; what was used twice or turned away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from parvis.convene.agenda.models import Event
from parvis.convene.checkin import keeping
from parvis.convene.checkin.models import Device, Door, Kind, Passage, Reason
from parvis.convene.checkin.queries.listing import good_tickets
from parvis.convene.checkin.reconciling import Entry, doubles, entries_by_ticket
from parvis.convene.registration.models import Attendee
from parvis.ui.dates import day_words, time_words

QUARTER = timedelta(minutes=15)
SHOWN = 100
BEHIND = 60  # seconds by which a clock is wrong enough to be said


@dataclass(frozen=True)
class DeviceLine:
    device: Device
    number: int
    clock: int

    @property
    def minutes(self) -> int:
        return round(abs(self.clock) / 60)


@dataclass(frozen=True)
class DoorLine:
    door: Door
    number: int
    devices: tuple[DeviceLine, ...]
    removable: bool


@dataclass(frozen=True)
class Slot:
    """Entries of a quarter of an hour, by door in the order of the doors; `share` of the busiest one, in percent."""

    day: str
    label: str
    total: int
    by_door: tuple[int, ...]
    share: int


@dataclass(frozen=True)
class Use:
    time: str
    door: str
    device: str


@dataclass(frozen=True)
class Twice:
    name: str
    session: str
    first: Use
    others: tuple[Use, ...]


@dataclass(frozen=True)
class Refusal:
    time: str
    name: str
    reason: str
    door: str


@dataclass(frozen=True)
class Account:
    present: int
    expected: int
    doors: tuple[DoorLine, ...]
    sessions: tuple[tuple[str, int], ...]
    slots: tuple[Slot, ...]
    twice: tuple[Twice, ...]
    used_twice: int
    refusals: tuple[Refusal, ...]
    refused: int
    all_the_same: int
    ends: datetime


def account(event: Event, language: str) -> Account:
    """Everything of the page; 7 queries whatever the number of passages."""
    zone = ZoneInfo(event.zone)
    doors = list(Door.objects.filter(event=event).prefetch_related("devices"))
    rows = list(
        Passage.objects.filter(event=event)
        .order_by("at", "scan")
        .values_list(
            "scan", "ticket", "session__uid", "session__title", "at", "device__uid", "door__uid", "kind", "reason",
            "annulled_at",
        )
    )  # fmt: skip
    titles = {session: title for _scan, _ticket, session, title, *_rest in rows if session}
    entries = [
        Entry(scan, ticket, session, at, device, door, annulled is not None)
        for scan, ticket, session, _title, at, device, door, kind, _reason, annulled in rows
        if kind == Kind.ENTRY
    ]
    turned_away = [row for row in rows if row[7] == Kind.REFUSED and row[9] is None]
    firsts = [several[0] for several in entries_by_ticket(entries).values()]
    at_event = [one for one in firsts if one.session is None]
    twice = doubles(entries)
    shown_refusals = turned_away[::-1][:SHOWN]
    names = names_of({one.first.ticket for one in twice[:SHOWN]} | {row[1] for row in shown_refusals if row[1]})
    used = {row[6] for row in rows}
    by_door, by_device = Counter(one.door for one in firsts), Counter(one.device for one in firsts)
    door_names = {door.uid: door.name for door in doors}
    device_names = {device.uid: device.name for door in doors for device in door.devices.all()}

    def use(one: Entry) -> Use:
        return Use(
            hour(one.at, zone, language), door_names[one.door], device_names.get(one.device, "") if one.device else ""
        )

    reasons = dict(Reason.choices)
    return Account(
        present=len({one.ticket for one in firsts}),
        expected=good_tickets(event),
        doors=tuple(
            DoorLine(
                door,
                by_door[door.uid],
                tuple(
                    DeviceLine(device, by_device[device.uid], clock_said(device))
                    for device in sorted(door.devices.all(), key=lambda one: (one.revoked_at is not None, one.pk))
                ),
                removable=door.uid not in used and not door.devices.all(),
            )
            for door in doors
        ),
        sessions=tuple(
            sorted(
                (titles[session], number)
                for session, number in Counter(one.session for one in firsts).items()
                if session
            )
        ),
        slots=slots(at_event or firsts, [door.uid for door in doors], zone, language),
        twice=tuple(
            Twice(
                names.get(one.first.ticket, ""),
                titles.get(one.first.session, "") if one.first.session else "",
                use(one.first),
                tuple(use(other) for other in one.others),
            )
            for one in twice[:SHOWN]
        ),
        used_twice=len(twice),
        refusals=tuple(
            Refusal(
                hour(row[4], zone, language),
                names.get(row[1], "") if row[1] else "",
                str(reasons[row[8]]),
                door_names[row[6]],
            )
            for row in shown_refusals
        ),
        refused=len(turned_away),
        all_the_same=sum(1 for row in rows if row[7] == Kind.ENTRY and row[8] and row[9] is None),
        ends=keeping.list_ends_at(event),
    )


def clock_said(device: Device) -> int:
    """Seconds by which its clock is ahead, 0 when nobody would notice."""
    ahead = device.clock_ahead or 0
    return round(ahead) if abs(ahead) >= BEHIND else 0


def hour(at: datetime, zone: ZoneInfo, language: str) -> str:
    return time_words(at.astimezone(zone).time().replace(second=0, microsecond=0), language)


def slots(firsts: list[Entry], doors: list[UUID], zone: ZoneInfo, language: str) -> tuple[Slot, ...]:
    """Quarters of an hour from the first entry to the last, empty ones too unless nobody came for an hour."""
    if not firsts:
        return ()
    by_slot: dict[int, Counter[UUID]] = {}
    length = int(QUARTER.total_seconds())
    for one in firsts:
        by_slot.setdefault(int(one.at.timestamp()) // length, Counter())[one.door] += 1
    most = max(counted.total() for counted in by_slot.values())
    found, before = [], None
    for slot in sorted(by_slot):
        if before is not None and slot - before <= 4:
            found += [(empty, Counter()) for empty in range(before + 1, slot)]
        found.append((slot, by_slot[slot]))
        before = slot
    made = []
    for slot, counted in found:
        starts = datetime.fromtimestamp(slot * length, zone)
        made.append(
            Slot(
                day_words(starts.date(), language),
                time_words(starts.time(), language),
                counted.total(),
                tuple(counted[door] for door in doors),
                round(100 * counted.total() / most),
            )
        )
    return tuple(made)


def names_of(tickets: set[UUID]) -> dict[UUID, str]:
    found = Attendee.objects.filter(uid__in=tickets).order_by().values_list("uid", "name", "sign_up__name")
    return {uid: name or party for uid, name, party in found}


COLUMNS = (
    "scan", "ticket", "name", "kind", "reason", "at", "door", "device", "session", "undone_at", "received_at",
    "device_clock",
)  # fmt: skip


def passage_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Every passage, undone ones too, in order; streamed, 1 query a thousand."""
    for one in passages(event).iterator(1000):
        yield row_of(one)


def passages(event: Event) -> QuerySet[Passage]:
    found = Passage.objects.filter(event=event).select_related("attendee__sign_up", "door", "device", "session")
    return found.order_by("at", "scan")


def row_of(one: Passage) -> dict[str, Any]:
    person = one.attendee
    return {
        "scan": str(one.scan),
        "ticket": str(one.ticket) if one.ticket else "",
        "name": (person.name or person.sign_up.name) if person else "",
        "kind": one.kind,
        "reason": one.reason,
        "at": one.at.isoformat(),
        "door": one.door.name,
        "device": one.device.name if one.device else "",
        "session": str(one.session.uid) if one.session else "",
        "undone_at": one.annulled_at.isoformat() if one.annulled_at else "",
        "received_at": one.received_at.isoformat(),
        "device_clock": one.device_at.isoformat() if one.device_at else "",
    }
