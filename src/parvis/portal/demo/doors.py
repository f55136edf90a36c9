"""At the doors of Ambrelle: those of tonight and of the summit, and who came to the walk."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from parvis.convene.agenda.models import Event
from parvis.convene.checkin.models import Device, Door, Passage
from parvis.convene.registration.models import Attendee, State
from parvis.portal.demo.registration import EVENING, SUMMIT, WALK, ZONE


def write_doors(anchor: date, events: dict[str, Event]) -> None:
    doors(events[EVENING], "Halle, grande porte", "Porte du quai, de plain-pied")
    doors(events[SUMMIT], "Quai Vert", "Accueil de la presse")
    write_walk(datetime.combine(anchor - timedelta(12), time(9, 40), ZONE), events[WALK])


def write_walk(begun: datetime, event: Event) -> None:
    """36 of 40 came by two doors; one ticket was shown twice."""
    upstream, downstream = doors(event, "Barrière amont", "Barrière aval")
    devices = [
        Device(door=door, name=name, token_hash=Device.hash_of(f"{event.uid} {name}"), created_at=begun)
        for door, name in ((upstream, "Téléphone d’Yuna"), (downstream, "Tablette de l’accueil"))
    ]
    for device in devices:
        device.last_seen = begun + timedelta(minutes=50)
        device.revoked_at = begun + timedelta(hours=4)
    Device.objects.bulk_create(devices)
    confirmed = Attendee.objects.filter(sign_up__registration__event=event, sign_up__state=State.CONFIRMED)
    came = list(confirmed.order_by("pk")[:36])
    shown = [(one, devices[number % 3 == 0]) for number, one in enumerate(came)]
    shown.append((came[5], devices[1]))  # once more, at the other door
    Passage.objects.bulk_create(
        Passage(
            scan=scan(event, number), event=event, ticket=one.uid, attendee=one, door=device.door, device=device,
            at=begun + timedelta(seconds=35 * number), device_at=begun + timedelta(seconds=35 * number),
            received_at=begun + timedelta(minutes=50), changed_at=begun + timedelta(minutes=50),
        )
        for number, (one, device) in enumerate(shown)
    )  # fmt: skip


def scan(event: Event, number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{event.slug}/{number}")


def doors(event: Event, *names: str) -> list[Door]:
    return Door.objects.bulk_create(Door(event=event, name=name, order=order) for order, name in enumerate(names))
