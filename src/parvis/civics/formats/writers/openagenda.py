"""OpenAgenda's JSON, so that a body may move in and out of that service with its events.

OpenAgenda knows slots of at most 24 hours and no whole day: a day whose hours are unknown is written 00:00–23:59,
and an event of several days is cut at midnight; the reader puts both back together.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.model import EventDocument, Moment, PlaceText

CARRIED = frozenset({
    "external_id", "title", "lead", "body", "language", "start", "end", "published", "mode", "status", "place",
    "online_url", "themes", "registration", "images", "last_modified",
})  # fmt: skip
PLACE_CARRIED = frozenset({
    "name", "address", "postcode", "city", "insee", "latitude", "longitude", "accessibility",
})  # fmt: skip
ACCESSIBILITY_CARRIED = frozenset({"step-free"})  # the one exact thing that its five kinds of impairment say of a place
IMAGE_CARRIED = frozenset({"url", "credit"})  # of the first image: an event has one
REGISTRATION_CARRIED = frozenset({"link"})  # link, e-mail or telephone; labels have no place

STATUSES = {"scheduled": 1, "rescheduled": 2, "moved-online": 3, "postponed": 4, "full": 5, "cancelled": 6}
MODES = {"onsite": 1, "online": 2, "mixed": 3}
LAST_MINUTE = dt.time(23, 59)
LONGEST = 800  # slots an event may have there


def write(documents: Iterable[EventDocument]) -> str:
    """An agenda export: `{"total": n, "events": […]}`."""
    events = [event(document) for document in documents]
    return json.dumps({"total": len(events), "events": events}, ensure_ascii=False)


def chunks(documents: Iterable[EventDocument]) -> Iterator[str]:
    """The same export piece by piece, without the total."""
    yield '{"events":['
    separator = ""
    for document in documents:
        yield separator + json.dumps(event(document), ensure_ascii=False)
        separator = ",\n"
    yield "]}"


def event(document: EventDocument) -> dict[str, Any]:
    """One event as an OpenAgenda object; keys without a value are left out.

    raises   FormatError without a start, or when the span needs more than 800 slots
    """
    if document.start is None:
        raise FormatError(
            f"« {document.title} » n’a pas de date : OpenAgenda en demande une.",
            f"“{document.title}” has no date: OpenAgenda requires one.",
            field="start",
        )
    language = document.language or "fr"

    def text(value: str) -> dict[str, str] | None:
        return {language: value} if value else None

    image = document.images[0] if document.images else None
    found = {
        "uid": int(document.external_id) if _is_uid(document.external_id) else None,
        "extIds": None if _is_uid(document.external_id) else _identifiers(document.external_id),
        "title": text(document.title),
        "description": text(document.lead),
        "longDescription": text(document.body),
        "keywords": {language: list(document.themes)} if document.themes else None,
        "timings": timings(document.start, document.end, document.title),
        "timezone": document.start.zone,
        "dateOnly": document.start.time is None,
        "status": STATUSES[document.status],
        "state": {True: 2, False: 1, None: None}[document.published],
        "attendanceMode": MODES.get(document.mode),
        "onlineAccessLink": document.online_url,
        "accessibility": {"mi": True} if document.place and "step-free" in document.place.accessibility else None,
        "location": _location(document.place, document.start.zone) if document.place else None,
        "registration": [_registration(item.link) for item in document.registration if item.link],
        "image": {"base": "", "filename": image.url} if image else None,
        "imageCredits": image.credit if image else None,
        "updatedAt": document.last_modified.astimezone(dt.UTC).isoformat() if document.last_modified else None,
    }
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _is_uid(external_id: str) -> bool:
    return external_id.isascii() and external_id.isdigit() and str(int(external_id)) == external_id


def _identifiers(external_id: str) -> list[dict[str, str]] | None:
    return [{"key": "parvis", "value": external_id}] if external_id else None


def timings(start: Moment, end: Moment | None, title: str = "") -> list[dict[str, str]]:
    """The slots of a span, none over a day: `[{"begin": ISO, "end": ISO}, …]`."""
    last = end or start
    days = (last.day - start.day).days + 1
    if days > LONGEST:
        raise FormatError(
            f"« {title} » dure {days} jours : OpenAgenda en accepte {LONGEST}.",
            f"“{title}” lasts {days} days: OpenAgenda accepts {LONGEST}.",
            field="end",
        )
    found = []
    for number in range(days):
        day = start.day + dt.timedelta(days=number)
        begin = start if number == 0 and start.time else Moment(day, dt.time(0), start.zone)
        stop = Moment(day, LAST_MINUTE, start.zone)
        if number == days - 1 and start.time is not None:
            if end is None:
                stop = begin
            elif end.time is not None:
                stop = end
        found.append({"begin": begin.iso, "end": stop.iso})
    return found


def _location(place: PlaceText, zone: str) -> dict[str, Any]:
    found = {
        "name": place.name,
        "address": place.address,
        "postalCode": place.postcode,
        "city": place.city,
        "insee": place.insee,
        "countryCode": "FR",
        "latitude": place.latitude,
        "longitude": place.longitude,
        "timezone": zone,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def _registration(link: str) -> dict[str, str]:
    if link.startswith("mailto:"):
        return {"type": "email", "value": link.removeprefix("mailto:")}
    if link.startswith("tel:"):
        return {"type": "phone", "value": link.removeprefix("tel:")}
    return {"type": "link", "value": link}
