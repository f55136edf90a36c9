"""What a device at a door is told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from parvis.convene.agenda.models import Event
from parvis.convene.checkin import keeping
from parvis.convene.checkin.models import Device, Door
from parvis.convene.checkin.queries.listing import Cursor, changes, choices, main_registration
from parvis.convene.registration import tickets
from parvis.ui.dates import time_words


def device_of(token: str) -> Device | None:
    """The device whose address this is, withdrawn ones too; 1 query."""
    found = Device.objects.select_related("door__event").filter(token_hash=Device.hash_of(token))
    return found.order_by("pk").first()


def news(device: Device, language: str, cursor: Cursor | None, now: datetime) -> dict[str, Any]:
    """What the device does not know yet, as JSON values; 10 queries at most, whatever the number of people."""
    event = device.door.event
    found = changes(event, language, cursor, now)
    return {
        **found,
        "tickets": [asdict(one) for one in found["tickets"]],
        "info": {
            "event": {"uid": str(event.uid), "title": event.title},
            "key": dict(tickets.key_of(event).public),
            "device": {"uid": str(device.uid), "name": device.name},
            "door": {"uid": str(device.door.uid), "name": device.door.name},
            "doors": [
                {"uid": str(uid), "name": name}
                for uid, name in Door.objects.filter(event=event).order_by("order", "pk").values_list("uid", "name")
            ],
            "sessions": session_choices(event, language),
            "main": main_registration(event),
            "ends": keeping.list_ends_at(event),
        },
    }


def session_choices(event: Event, language: str) -> list[dict[str, Any]]:
    """Sessions by their hour and title; 2 queries."""
    zone = ZoneInfo(event.zone)
    return [
        {
            "uid": str(one["uid"]),
            "seats": one["seats"],
            "label": f"{time_words(one['starts'].astimezone(zone).time(), language)} · {one['title']}",
        }
        for one in choices(event)
    ]
