"""schema.org/Event in JSON-LD, alone or inside the `<script>`s of an HTML page."""

import re
from collections.abc import Iterator
from typing import Any

from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.instants import known_zone, order, read_moment
from parvis.civics.formats.model import (
    PARIS,
    Doubt,
    EventDocument,
    ImageText,
    InfoField,
    Moment,
    PlaceText,
    Role,
    SessionText,
)
from parvis.civics.formats.readers.json_values import load, many, number, objects, source, words
from parvis.civics.formats.vocabulary import SCHEMA_STATUS

_SCRIPT = re.compile(r"<script\b[^<>]{0,300}?type\s*=\s*[\"']?application/ld\+json[\"']?[^<>]{0,300}>", re.IGNORECASE)
_STATUS = {schema: status for status, schema in SCHEMA_STATUS.items()}
_MODES = {
    "OfflineEventAttendanceMode": "onsite",
    "OnlineEventAttendanceMode": "online",
    "MixedEventAttendanceMode": "mixed",
}
_ROLES = {"organizer": "organiser", "sponsor": "supporter", "contributor": "participant", "performer": "speaker"}
_NOT_EVENTS = frozenset({"EventSeries", "EventVenue", "EventReservation", "EventStatusType"})
_DEEPEST = 30


def read(text: str, name: str) -> list[EventDocument]:
    """Documents of the events of a JSON-LD text or of an HTML page, in order; sub-events become sessions.

    raises   FormatError naming the line of invalid JSON, or when there is no event
    """
    documents = [_document(node, name) for root in _roots(text) for node in _events(root, 0)]
    if not documents:
        raise FormatError(
            "Aucun événement schema.org (« @type »: « Event ») n’a été trouvé.",
            "No schema.org event (“@type”: “Event”) was found.",
        )
    return documents


def _roots(text: str) -> Iterator[Any]:
    if text.lstrip("\ufeff \t\r\n")[:1] != "<":
        yield load(text)
        return
    low = text.lower() if len(text.lower()) == len(text) else text
    for match in _SCRIPT.finditer(text):
        end = low.find("</script", match.end())
        if end < 0:
            return
        inside = text[match.end() : end].strip()
        if inside.startswith(("<!--", "<![CDATA[")):
            inside = re.sub(r"^<!(?:--|\[CDATA\[)|(?:-->|\]\]>)$", "", inside)
        yield load(inside, first_line=text.count("\n", 0, match.end()) + 1)


def _types(node: dict[str, Any]) -> list[str]:
    return [str(kind).rsplit("/", 1)[-1].removeprefix("schema:") for kind in many(node.get("@type"))]


def _is_event(node: dict[str, Any]) -> bool:
    return any((kind == "Event" or kind.endswith("Event")) and kind not in _NOT_EVENTS for kind in _types(node))


def _events(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Events of the whole tree, except those that are sub-events of one already found."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _events(item, depth + 1)
    elif isinstance(value, dict):
        if _is_event(value):
            yield value
            return
        for item in value.values():
            if isinstance(item, dict | list):
                yield from _events(item, depth + 1)


def _schema(value: Any) -> str:
    return words(value).rsplit("/", 1)[-1].removeprefix("schema:")


def _zone(node: dict[str, Any]) -> str:
    for schedule in objects(node.get("eventSchedule")):
        zone = words(schedule.get("scheduleTimezone"))
        if zone and known_zone(zone):
            return zone
    return PARIS


def _span(node: dict[str, Any], prefix: str) -> tuple[Moment | None, Moment | None, list[Doubt]]:
    zone = _zone(node)
    doubts: list[Doubt] = []
    start = end = None
    if written := words(node.get("startDate")):
        start, doubts = read_moment(written, f"{prefix}startDate", zone=zone)
    if written := words(node.get("endDate")):
        end, more = read_moment(written, f"{prefix}endDate", zone=zone)
        doubts += more
        end, more = order(start, end, f"{prefix}endDate", written)
        doubts += more
    return start, end, doubts


def _document(node: dict[str, Any], name: str) -> EventDocument:
    start, end, doubts = _span(node, "")
    if not words(node.get("startDate")):
        doubts.append(doubt("no-date", "startDate"))
    if not words(node.get("name")).strip():
        doubts.append(doubt("no-title", "name", blocking=True))
    url = words(node.get("url")) or words(node.get("@id"))
    place, online_url = _location(node.get("location"))
    formats, themes = _keywords(node.get("keywords"))
    offers = objects(node.get("offers"))
    sessions = []
    for index, sub in enumerate(objects(node.get("subEvent"))):
        session, more = _session(sub, index)
        sessions.append(session)
        doubts += more
    return EventDocument(
        kind="json-ld",
        path=name,
        external_id=_identifier(node) or url,
        url=url,
        title=words(node.get("name")),
        lead=words(node.get("description")),
        language=words(node.get("inLanguage")) or "fr",
        start=start,
        end=end,
        mode=_mode(node, place, online_url),
        admission="free" if node.get("isAccessibleForFree") in (True, "true", "True") else "unknown",
        status=_status(node, offers),
        place=place,
        online_url=online_url,
        formats=formats,
        series=tuple(words(item.get("name")) for item in objects(node.get("superEvent")) if words(item.get("name"))),
        themes=themes,
        audiences=tuple(found for item in objects(node.get("audience")) if (found := words(item.get("audienceType")))),
        organisers=_organisers(node),
        registration=tuple(
            InfoField(words(offer.get("name")), words(offer.get("description")), words(offer.get("url")))
            for offer in offers
            if any(words(offer.get(key)) for key in ("name", "description", "url"))
        ),
        images=tuple(image for item in many(node.get("image")) if (image := _image(item)) is not None),
        sessions=tuple(sessions),
        doubts=tuple(doubts),
        source=source(node),
    )


def _identifier(node: dict[str, Any]) -> str:
    value = node.get("identifier")
    if isinstance(value, dict):
        return words(value.get("value"))
    return words(value)


def _mode(node: dict[str, Any], place: PlaceText | None, online_url: str) -> str:
    said = _MODES.get(_schema(node.get("eventAttendanceMode")))
    if said:
        return said
    if place is not None and online_url:
        return "mixed"
    return "online" if online_url else "unknown"


def _status(node: dict[str, Any], offers: list[dict[str, Any]]) -> str:
    status = _STATUS.get(_schema(node.get("eventStatus")), "scheduled")
    sold_out = bool(offers) and all(_schema(offer.get("availability")) == "SoldOut" for offer in offers)
    return "full" if sold_out and status == "scheduled" else status


def _location(value: Any) -> tuple[PlaceText | None, str]:
    place, online = None, ""
    for item in many(value):
        if isinstance(item, str):
            place = place or (PlaceText(name=item) if item.strip() else None)
        elif isinstance(item, dict) and "VirtualLocation" in _types(item):
            online = online or words(item.get("url"))
        elif isinstance(item, dict) and place is None:
            place = _place(item)
    return place, online


def _place(node: dict[str, Any]) -> PlaceText:
    address = node.get("address")
    if not isinstance(address, dict):
        address = {"streetAddress": words(address)}
    geo = next(iter(objects(node.get("geo"))), {})
    latitude, longitude = number(geo.get("latitude"), -90, 90), number(geo.get("longitude"), -180, 180)
    identifier = next(iter(objects(node.get("identifier"))), {})
    return PlaceText(
        name=words(node.get("name")),
        address=words(address.get("streetAddress")),
        postcode=words(address.get("postalCode")),
        city=words(address.get("addressLocality")),
        accessibility=tuple(
            words(item.get("name"))
            for item in objects(node.get("amenityFeature"))
            if item.get("value") is True and words(item.get("name"))
        ),
        latitude=latitude if longitude is not None else None,
        longitude=longitude if latitude is not None else None,
        insee=words(identifier.get("value")) if identifier.get("propertyID") == "INSEE" else "",
    )


def _keywords(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    formats, themes = [], []
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    for item in many(value):
        if isinstance(item, dict) and item.get("inDefinedTermSet") == "format":
            formats.append(words(item.get("termCode")))
        elif found := words(item):
            themes.append(found)
    return tuple(code for code in formats if code), tuple(themes)


def _organisers(node: dict[str, Any]) -> tuple[Role, ...]:
    found = []
    for key, role in _ROLES.items():
        for item in many(node.get(key)):
            if isinstance(item, dict) and words(item.get("roleName")) and "organizer" in item:
                inner = next(iter(objects(item.get("organizer"))), {})
                found.append(Role(words(inner.get("name")), words(item.get("roleName")), url=words(inner.get("url"))))
            elif isinstance(item, dict) and words(item.get("name")):
                found.append(Role(words(item.get("name")), role, url=words(item.get("url"))))
            elif isinstance(item, str) and item.strip():
                found.append(Role(item, role))
    return tuple(found)


def _image(item: Any) -> ImageText | None:
    if isinstance(item, str):
        return ImageText(item) if item else None
    if not isinstance(item, dict):
        return None
    url = words(item.get("url")) or words(item.get("contentUrl"))
    if not url:
        return None
    return ImageText(url, words(item.get("description")), words(item.get("caption")), words(item.get("creditText")))


def _session(node: dict[str, Any], index: int) -> tuple[SessionText, list[Doubt]]:
    start, end, doubts = _span(node, f"subEvent[{index}].")
    place, online_url = _location(node.get("location"))
    title = words(node.get("name"))
    formats, _ = _keywords(node.get("keywords"))
    session = SessionText(
        title=title,
        start=start,
        end=end,
        formats=formats,
        place=place,
        mode=_mode(node, place, online_url),
        summary=words(node.get("description")),
        organisers=tuple(words(item) for item in objects(node.get("organizer")) if words(item)),
        external_id=_identifier(node),
    )
    return session, doubts
