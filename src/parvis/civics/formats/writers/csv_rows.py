"""CSV: one row an event, with its Table Schema. UTF-8, commas, quotes where needed.

Lists are joined by `|` (a bar inside an item is written `\\|`). A cell that a spreadsheet would run as a formula
(= + - @) is preceded by an apostrophe, which the reader takes away.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.civics.formats.model import EventDocument, Moment, PlaceText

CARRIED = frozenset({
    "external_id", "url", "title", "lead", "body", "language", "start", "end", "published", "mode", "admission",
    "status", "place", "online_url", "formats", "series", "themes", "audiences", "organisers", "registration", "number",
    "sequence", "last_modified",
})  # fmt: skip
PLACE_CARRIED = frozenset({"name", "address", "postcode", "city", "insee", "latitude", "longitude", "accessibility"})
ROLE_CARRIED = frozenset({"name"})  # of the roles "organiser" only
REGISTRATION_CARRIED = frozenset({"link"})

_STRING, _LIST = "string", "list"
FIELDS: tuple[tuple[str, str, str, str], ...] = (
    ("id", _STRING, "Identifiant", "Identifier, stable over time"),
    ("title", _STRING, "Titre", "Title of the event"),
    ("start", _STRING, "Début", "ISO 8601: a day, or a local time with its offset"),
    ("end", _STRING, "Fin", "ISO 8601; a day is included"),
    ("zone", _STRING, "Fuseau horaire", "IANA time zone"),
    ("status", _STRING, "Statut", "scheduled, rescheduled, moved-online, postponed, full or cancelled"),
    ("mode", _STRING, "Participation", "onsite, online, mixed or unknown"),
    ("admission", _STRING, "Admission", "free, registration, invitation, press or unknown"),
    ("place", _STRING, "Lieu", "Name of the place"),
    ("address", _STRING, "Adresse", "Street address"),
    ("postcode", _STRING, "Code postal", "Postcode"),
    ("city", _STRING, "Commune", "Town"),
    ("insee", _STRING, "Code INSEE", "INSEE code of the town"),
    ("latitude", "number", "Latitude", "Degrees, WGS 84"),
    ("longitude", "number", "Longitude", "Degrees, WGS 84"),
    ("accessibility", _LIST, "Accessibilité", "Codes, separated by |"),
    ("online_url", _STRING, "Adresse en ligne", "Where to follow online"),
    ("formats", _LIST, "Formats", "Codes, separated by |"),
    ("series", _LIST, "Séries", "Names, separated by |"),
    ("themes", _LIST, "Thèmes", "Words, separated by |"),
    ("audiences", _LIST, "Publics", "Codes, separated by |"),
    ("organisers", _LIST, "Organisateurs", "Names, separated by |"),
    ("registration", _LIST, "Inscription", "Links, separated by |"),
    ("lead", _STRING, "Chapeau", "Lead paragraph, Markdown"),
    ("body", _STRING, "Description", "Text, Markdown"),
    ("language", _STRING, "Langue", "Language of the text"),
    ("url", _STRING, "Page", "Address of the page"),
    ("published", "boolean", "Publié", "true or false; empty when the source does not say"),
    ("number", _STRING, "Numéro", "Press note number"),
    ("sequence", "integer", "Révision", "Number of changes since publication"),
    ("last_modified", "datetime", "Modifié le", "ISO 8601"),
)
COLUMNS = tuple(name for name, *_ in FIELDS)


def table_schema() -> dict[str, Any]:
    """The Table Schema (Frictionless) of the rows, titles in French, descriptions in English."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "parvis-events",
        "fields": [
            {
                "name": name,
                "type": "string" if kind == _LIST else kind,
                "title": title,
                "description": description,
                "constraints": {"required": name in ("title", "start")},
            }
            for name, kind, title, description in FIELDS
        ],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def write(documents: Iterable[EventDocument]) -> str:
    """Header and one row a document, in one text."""
    return "".join(chunks(documents))


def chunks(documents: Iterable[EventDocument]) -> Iterator[str]:
    """Header, then one row at a time, lines ended by CRLF (RFC 4180)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for document in documents:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(row(document))
    yield buffer.getvalue()


def row(document: EventDocument) -> list[str]:
    """Cells of a document in the order of COLUMNS."""
    place = document.place or PlaceText()
    return [
        safe(document.external_id),
        safe(document.title),
        _moment(document.start),
        _moment(document.end),
        document.start.zone if document.start else "",
        document.status,
        document.mode,
        document.admission,
        safe(place.name),
        safe(place.address),
        safe(place.postcode),
        safe(place.city),
        safe(place.insee),
        "" if place.latitude is None else repr(place.latitude),
        "" if place.longitude is None else repr(place.longitude),
        joined(place.accessibility),
        safe(document.online_url),
        joined(document.formats),
        joined(document.series),
        joined(document.themes),
        joined(document.audiences),
        joined(role.name for role in document.organisers if role.role == "organiser"),
        joined(item.link for item in document.registration if item.link),
        safe(document.lead),
        safe(document.body),
        safe(document.language),
        safe(document.url),
        {True: "true", False: "false", None: ""}[document.published],
        safe(document.number),
        str(document.sequence),
        document.last_modified.isoformat() if document.last_modified else "",
    ]


def _moment(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def joined(values: Iterable[str]) -> str:
    """A list in one cell."""
    return safe("|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values))


def safe(cell: str) -> str:
    """The cell, preceded by an apostrophe when a spreadsheet would run it or the reader would take one away."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else cell
