"""iCalendar (RFC 5545, 7986): a feed of events, one VEVENT a document, written line by line so that it can be streamed.

A day's end is inclusive in a document and exclusive in DTEND: one day is added. A cancelled event stays in the feed
with STATUS:CANCELLED, so that it leaves nobody's calendar without a word. What the standard cannot say (attendance
mode, admission, "full", format codes) goes in X-PARVIS- properties, which other calendars ignore.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.model import PARIS, EventDocument, Moment, PlaceText
from parvis.civics.formats.writers.time_zones import vtimezone

CARRIED = frozenset({
    "external_id", "url", "title", "lead", "language", "start", "end", "mode", "admission", "status", "place",
    "online_url", "formats", "series", "themes", "organisers", "sequence", "last_modified",
})  # fmt: skip
PLACE_CARRIED = frozenset({"name", "address", "postcode", "city", "latitude", "longitude"})
ROLE_CARRIED = frozenset({"name", "url"})  # of the first role "organiser" only: the standard has one ORGANIZER

MEDIA_TYPE = "text/calendar; charset=utf-8"

_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_CARET = str.maketrans({"^": "^^", "\n": "^n", '"': "^'"})
_UNSAFE_URI = re.compile(r"[\x00-\x20]")


def write(
    documents: Iterable[EventDocument], *, stamp: dt.datetime, name: str = "", product: str = "-//Parvis//Agenda//FR"
) -> str:
    """A whole calendar as one text; arguments as for `chunks`."""
    return "".join(chunks(documents, stamp=stamp, name=name, product=product))


def chunks(
    documents: Iterable[EventDocument], *, stamp: dt.datetime, name: str = "", product: str = "-//Parvis//Agenda//FR"
) -> Iterator[str]:
    """The calendar piece by piece: head, one piece an event, foot.

    documents  `external_id` is the UID, stable and bound to the domain ("…@agenda.example.org"); `start` is needed
    stamp      aware datetime of DTSTAMP (of the last change, so that the feed stays the same between two changes)
    name       name of the calendar, shown by subscribers
    raises     FormatError for a document without UID or start
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        head += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    head.append(f"X-WR-TIMEZONE:{PARIS}")
    yield _folded(head) + vtimezone(PARIS)
    zones = {PARIS, "UTC"}
    written = f"DTSTAMP:{_utc(stamp)}"
    for document in documents:
        for moment in (document.start, document.end):
            if moment is not None and moment.time is not None and moment.zone not in zones:
                zones.add(moment.zone)
                yield vtimezone(moment.zone)
        yield _folded(_event(document, written))
    yield "END:VCALENDAR\r\n"


def _event(document: EventDocument, stamp: str) -> list[str]:
    if document.start is None or not document.external_id:
        raise FormatError(
            f"« {document.title} » n’a pas de date ou pas d’identifiant : impossible de l’écrire dans un calendrier.",
            f"“{document.title}” has no date or no identifier: it cannot be written to a calendar.",
            field="start" if document.start is None else "external_id",
        )
    language = f";LANGUAGE={document.language}" if document.language else ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(document.external_id)}",
        stamp,
        _moment("DTSTART", document.start),
        f"SUMMARY{language}:{_text(document.title)}",
        f"STATUS:{_STATUS.get(document.status, 'CONFIRMED')}",
        f"SEQUENCE:{document.sequence}",
    ]
    if document.end is not None:
        lines.append(_moment("DTEND", document.end, after=1))
    if document.last_modified is not None:
        lines.append(f"LAST-MODIFIED:{_utc(document.last_modified)}")
    if document.lead:
        lines.append(f"DESCRIPTION{language}:{_text(document.lead)}")
    if document.url:
        lines.append(f"URL:{_uri(document.url)}")
    if document.place is not None:
        lines += _place(document.place)
    if document.online_url:
        lines.append(f"CONFERENCE;VALUE=URI:{_uri(document.online_url)}")
    if document.themes:
        lines.append(f"CATEGORIES:{_list(document.themes)}")
    organiser = next((role for role in document.organisers if role.role == "organiser"), None)
    if organiser is not None:
        uri = _uri(organiser.url) or "urn:parvis:organiser"
        lines.append(f'ORGANIZER;CN="{organiser.name.translate(_CARET)}":{uri}')
    lines += [
        f"X-PARVIS-STATUS:{_text(document.status)}",
        f"X-PARVIS-MODE:{_text(document.mode)}",
        f"X-PARVIS-ADMISSION:{_text(document.admission)}",
        f"X-PARVIS-FORMATS:{_list(document.formats)}",
        f"X-PARVIS-SERIES:{_list(document.series)}",
        "END:VEVENT",
    ]
    return lines


def _moment(name: str, moment: Moment, *, after: int = 0) -> str:
    if moment.time is None:
        day = moment.day + dt.timedelta(days=after)
        zone = "" if moment.zone == PARIS else f";X-PARVIS-ZONE={moment.zone}"
        return f"{name};VALUE=DATE{zone}:{day:%Y%m%d}"
    if moment.fold or moment.zone == "UTC":  # TZID cannot name the second passage through a repeated hour; UTC can
        return f"{name};X-PARVIS-ZONE={moment.zone}:{_utc(moment.aware)}"
    wall = dt.datetime.combine(moment.day, moment.time)
    return f"{name};TZID={moment.zone}:{wall:%Y%m%dT%H%M%S}"


def _place(place: PlaceText) -> list[str]:
    town = " ".join(part for part in (place.postcode, place.city) if part)
    parts = [part for part in (place.name, place.address, town) if part]
    lines = [f"LOCATION:{_text(', '.join(parts))}"] if parts else []
    if place.latitude is not None and place.longitude is not None:
        lines.append(f"GEO:{place.latitude!r};{place.longitude!r}")
    lines.append(
        "X-PARVIS-PLACE:" + ";".join(_text(x) for x in (place.name, place.address, place.postcode, place.city))
    )
    return lines


def _text(value: str) -> str:
    return value.translate(_ESCAPED) if value else ""


def _list(values: Iterable[str]) -> str:
    return ",".join(_text(value) for value in values)


def _uri(value: str) -> str:
    return _UNSAFE_URI.sub("", value)


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _folded(lines: list[str]) -> str:
    """Lines joined by CRLF, those over 75 octets folded between characters (RFC 5545 §3.1)."""
    return "".join(f"{line}\r\n" if len(line) < 26 or len(line.encode()) <= 75 else _fold(line) for line in lines)


def _fold(line: str) -> str:
    raw = line.encode()
    pieces = []
    start, room = 0, 75
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # never inside a character
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, 74
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"
