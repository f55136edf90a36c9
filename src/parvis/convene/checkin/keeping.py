"""How long a device may have the names, and how long it is heard without them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.convene.agenda.models import Event
from parvis.convene.checkin.models import Device

LATE = timedelta(days=14)  # a phone left in a drawer may still hand over whom it let in


def list_ends_at(event: Event) -> datetime:
    """When names leave the devices: at the end of the day after the event, by the clocks of its place."""
    zone = ZoneInfo(event.zone)
    # An event without an hour ends at the midnight after it, which is its own day still.
    last = (event.ends_at - timedelta(seconds=1)).astimezone(zone).date() + timedelta(days=2)
    return datetime.combine(last, time(), zone)


def may_hold_list(device: Device, now: datetime) -> bool:
    """Whether the device may have the names: it was not withdrawn, and the event is not long over."""
    return device.revoked_at is None and now < list_ends_at(device.door.event)


def may_hand_over(device: Device, now: datetime) -> bool:
    """Whether what the device has to tell is still heard, though it may have no list any more."""
    return now < list_ends_at(device.door.event) + LATE
