"""A page with front matter that says everything a document holds: Parvis's own exchange page.

The key `parvis: 1` tells the reader that nothing in it has to be guessed. Dates and text keep the names that agenda
pages use (`title`, `chapeau-text`, `event_start_date`…), so that a static site can still publish the file.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.civics.formats.model import PARIS, EventDocument, InfoField, Moment, PlaceText, SessionText

CARRIED = frozenset({
    "external_id", "url", "title", "lead", "body", "language", "start", "end", "published", "published_at", "mode",
    "admission", "status", "place", "online_url", "formats", "series", "themes", "audiences", "organisers",
    "information", "registration", "images", "quotes", "sessions", "more_to_come", "contact", "number", "sequence",
    "last_modified",
})  # fmt: skip
# all but what belongs to the reading itself: kind, path, source, doubts, suggestions, children, lines

_BARE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][\w'’.,/ -]*[\w.)]\Z")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile('[\\\\"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')


def write(document: EventDocument) -> str:
    """The page: front matter, then the body as it is."""
    return "---\n" + "".join(f"{line}\n" for line in _mapping(_values(document), 0)) + "---\n" + document.body


def _values(document: EventDocument) -> dict[str, Any]:
    return {
        "parvis": "1",
        "title": document.title,
        "slug": document.external_id,
        "url": document.url,
        "lang": document.language,
        "date": document.published_at.isoformat() if document.published_at else None,
        "published": document.published,
        "chapeau-text": document.lead,
        "event_start_date": _moment(document.start),
        "event_end_date": _moment(document.end),
        "zone": _zone(document.start),
        "mode": document.mode,
        "admission": document.admission,
        "status": document.status,
        "place": _place(document.place),
        "online": document.online_url,
        "formats": list(document.formats),
        "series": list(document.series),
        "tags": list(document.themes),
        "audiences": list(document.audiences),
        "organisers": [
            {"name": role.name, "role": role.role, "programme": role.programme, "url": role.url}
            for role in document.organisers
        ],
        "champs_informations": [_info(item) for item in document.information],
        "registration": [_info(item) for item in document.registration],
        "une-ou-diaporama": [
            {
                "image": image.url,
                "alternative-textuelle": image.alt,
                "legende": image.caption,
                "credit": image.credit,
            }
            for image in document.images
        ],
        "quotes": [
            {"text": quote.text, "author": quote.author, "office": quote.office, "source": quote.source_url}
            for quote in document.quotes
        ],
        "sessions": [_session(session) for session in document.sessions],
        "more_to_come": document.more_to_come or None,
        "contact": [
            {"name": contact.name, "phone": contact.phone, "email": contact.email, "url": contact.url}
            for contact in document.contact
        ],
        "number": document.number,
        "sequence": str(document.sequence),
        "last_modified": document.last_modified.isoformat() if document.last_modified else None,
    }


def _moment(moment: Moment | None) -> str | None:
    return moment.iso if moment else None


def _zone(moment: Moment | None) -> str | None:
    return moment.zone if moment and moment.zone != PARIS else None


def _info(item: InfoField) -> dict[str, str]:
    return {"intitule": item.label, "contenu": item.content, "lien": item.link}


def _place(place: PlaceText | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "address": place.address,
        "postcode": place.postcode,
        "city": place.city,
        "insee": place.insee,
        "latitude": None if place.latitude is None else repr(place.latitude),
        "longitude": None if place.longitude is None else repr(place.longitude),
        "accessibility": list(place.accessibility),
        "lines": [
            {"mode": line.mode, "lines": list(line.lines), "stop": line.stop, "note": line.note} for line in place.lines
        ],
    }


def _session(session: SessionText) -> dict[str, Any]:
    return {
        "title": session.title,
        "id": session.external_id,
        "start": _moment(session.start),
        "end": _moment(session.end),
        "zone": _zone(session.start),
        "formats": list(session.formats),
        "mode": session.mode,
        "admission": session.admission,
        "summary": session.summary,
        "organisers": list(session.organisers),
        "links": [_info(item) for item in session.links],
        "place": _place(session.place),
    }


def _mapping(values: dict[str, Any], indent: int) -> Iterator[str]:
    """Lines of a mapping in block style; empty values are left out (an empty place keeps its key)."""
    blank = " " * indent
    for key, value in values.items():
        if isinstance(value, dict):
            inner = list(_mapping(value, indent + 2))
            yield f"{blank}{key}:" if inner else f"{blank}{key}: {{}}"
            yield from inner
        elif isinstance(value, list):
            if value:
                yield f"{blank}{key}:"
                yield from _items(value, indent)
        elif isinstance(value, bool):
            yield f"{blank}{key}: {str(value).lower()}"
        elif value not in (None, ""):
            yield f"{blank}{key}: {scalar(value)}"


def _items(values: Iterable[Any], indent: int) -> Iterator[str]:
    blank = " " * indent
    for value in values:
        if isinstance(value, dict):
            inner = list(_mapping(value, indent + 2))
            if inner:
                yield f"{blank}- {inner[0][indent + 2 :]}"
                yield from inner[1:]
            else:
                yield f"{blank}- {{}}"
        else:
            yield f"{blank}- {scalar(value)}"


def scalar(text: str) -> str:
    """A text as a YAML scalar on one line, bare when nothing in it could be misread, else in double quotes."""
    if _BARE.match(text) and text.lower() not in _WORDS and len(text) < 100:
        return text
    return '"' + _TO_ESCAPE.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    return _ESCAPED.get(letter) or f"\\u{ord(letter):04x}"
