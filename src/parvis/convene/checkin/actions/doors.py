"""Doors of an event and the devices lent to them."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, RestrictedError
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event
from parvis.convene.checkin.models import Device, Door
from parvis.ground import clock
from parvis.ground.journal.actions import record


def add_door(actor: Any, event: Event, name: str) -> Door:
    """A door more, last in order; raises ValidationError when the event has one of that name."""
    try:
        with transaction.atomic():
            last = Door.objects.filter(event=event).aggregate(last=Max("order"))["last"]
            door = Door.objects.create(event=event, name=name, order=(last or 0) + 1)
            record(actor, "checkin.door-added", "event", event.uid, public={"door": name})
    except IntegrityError:
        raise twice() from None
    return door


def rename_door(actor: Any, door: Door, name: str) -> None:
    """Another name; raises ValidationError when another door has it."""
    if name == door.name:
        return
    try:
        with transaction.atomic():
            Door.objects.filter(pk=door.pk).update(name=name)
            record(actor, "checkin.door-changed", "event", door.event.uid, public={"door": name})
    except IntegrityError:
        raise twice() from None
    door.name = name


def remove_door(actor: Any, door: Door) -> bool:
    """Take away a door that nobody used; False when a device or a passage names it, since figures stay."""
    if door.devices.exists():
        return False
    try:
        with transaction.atomic():
            record(actor, "checkin.door-removed", "event", door.event.uid, public={"door": door.name})
            door.delete()
    except RestrictedError:
        return False
    return True


@transaction.atomic
def lend_device(actor: Any, door: Door, name: str) -> tuple[Device, str]:
    """A device more, and the secret of its address, which is never shown again."""
    token = secrets.token_urlsafe(24)
    person = actor if getattr(actor, "pk", None) else None
    device = Device.objects.create(door=door, name=name, token_hash=Device.hash_of(token), created_by=person)
    record(actor, "checkin.device-added", "event", door.event.uid, public={"door": door.name})
    return device, token


@transaction.atomic
def withdraw_device(actor: Any, device: Device) -> bool:
    """Close the address of a device and have it forget its list; False when that was done already."""
    if not Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=clock.now()):
        return False
    device.refresh_from_db(fields=["revoked_at"])
    record(actor, "checkin.device-withdrawn", "event", device.door.event.uid, public={"door": device.door.name})
    return True


def seen(device: Device, clock_ahead: float | None = None) -> None:
    """Note that the device spoke to us, and how far its clock was from ours when it said so; 1 query."""
    changed: dict[str, Any] = {"last_seen": clock.now()}
    if clock_ahead is not None:
        changed["clock_ahead"] = clock_ahead
    Device.objects.filter(pk=device.pk).update(**changed)


def twice() -> ValidationError:
    return ValidationError({"name": _("Another door of this event has this name.")})
