"""From a document to the columns of an event: what is certain goes in, what is not is said."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import get_language

from parvis.civics.formats.model import EventDocument, SessionText
from parvis.convene.agenda.importing.fields import field_words
from parvis.convene.agenda.importing.lookups import Bodies, Places, Terms
from parvis.disclose.importing.doubts import sentences_in_words
from parvis.ground.text import without_attribute_lists
from parvis.people.names import name_key

SESSION_FIELD = re.compile(r"sessions\[(\d+)\]")
# Doubts about a session's day: it is kept, out of sight, until a person has looked.
DOUBTFUL_DAY = frozenset({"weekday-disagrees", "no-date", "date-inferred", "year-unknown"})
PAGES = {"agenda-page": "pages", "programme-page": "pages", "press-note": "press-notes", "blog-post": "blog"}
ROWS = frozenset({"csv", "icalendar", "openagenda", "json-ld"})  # several documents a file
LONGEST_TITLE = 200  # letters: the whole of it stays in the document that was kept
WEB = ("http://", "https://")


@dataclass
class SessionDraft:
    key: str
    columns: dict[str, Any]
    formats: list[int]
    organisers: list[str]


@dataclass
class Draft:
    """Columns of an event and its parts, each part a plain list that two imports can compare."""

    columns: dict[str, Any]
    formats: list[int] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    audiences: list[int] = field(default_factory=list)
    information: list[tuple[str, str, str]] = field(default_factory=list)
    registration: list[tuple[str, str]] = field(default_factory=list)
    quotes: list[tuple[str, str, str]] = field(default_factory=list)
    participations: list[tuple[str, int | None, int | None, str]] = field(default_factory=list)
    sessions: list[SessionDraft] = field(default_factory=list)
    suggestions: list[dict[str, Any]] = field(default_factory=list)


def origin_of(document: EventDocument) -> str:
    """Where identities of this kind are unique: the site that gave the address, else the kind of file."""
    host = urlsplit(document.url).hostname if document.url.startswith(WEB) else None
    return (host or PAGES.get(document.kind, document.kind))[:120]


def identity_of(document: EventDocument) -> str:
    """The source's own name for the document: its slug or UID, else its file name.

    A row of a table or an item of a list without a name of its own is known by its title and its day.
    """
    if document.external_id:
        return document.external_id[:250]
    stem = PurePath(document.path).stem or document.title
    if document.kind in ROWS and document.start is not None:
        stem = f"{stem[:80]}:{document.start.day}:{name_key(document.title)}"
    return stem[:250]


def digest_of(document: EventDocument) -> str:
    """SHA-256 of the source, without the lines of a calendar that only say when it was written out."""
    if document.kind == "icalendar" and "\nDTSTAMP" in document.source:
        said = (line for line in document.source.split("\n") if not line.startswith("DTSTAMP"))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()
    return hashlib.sha256(document.source.encode()).hexdigest()


def sentences_of(kept: list[dict[str, Any]], language: str = "") -> list[str]:
    """What was doubted of a document that is kept, in words."""
    return sentences_in_words(kept, (language or get_language() or "fr")[:2], field_words)


def suggestions_of(document: EventDocument) -> list[dict[str, Any]]:
    return [
        {"kind": item.kind, "text": item.text, "data": dict(item.data), "line": item.line}
        for item in document.suggestions
    ]


def draft_of(document: EventDocument, places: Places, bodies: Bodies, terms: Terms) -> Draft:
    """The event that a dated document describes."""
    start, end = document.start, document.end
    if start is None:
        raise ValueError(f"“{document.title}” has no date.")
    reasons = {doubt.reason for doubt in document.doubts}
    formats, odd_formats = terms.find("format", document.formats)
    themes, odd_themes = terms.find("theme", document.themes)
    audiences, odd_audiences = terms.find("audience", document.audiences)
    last = end.day if end and end.day >= start.day else start.day
    draft = Draft(
        columns={
            "title": short(document.title),
            "lead": without_attribute_lists(document.lead),
            "body": without_attribute_lists(document.body),
            "language": document.language if document.language in {"fr", "en"} else "fr",
            "start_day": start.day,
            "start_time": start.time,
            "end_day": last,
            "end_time": end.time if end and start.time is not None else None,
            "zone": start.zone,
            # Midnight meant “hours unknown”; hours read from prose are for a person to check.
            "hours_to_confirm": start.time is None and last == start.day,
            "hours_to_check": "hours-to-check" in reasons or "hours-disagree" in reasons,
            "mode": document.mode,
            "admission": document.admission,
            "status": document.status,
            "more_to_come": document.more_to_come,
            "place_id": places.find(document.place),
            "online_url": web(document.online_url),
            "website": web(document.url),
        },
        formats=formats,
        themes=themes,
        audiences=audiences,
        information=_information(document),
        registration=[(item.label or item.content, item.link) for item in document.registration if web(item.link)],
        quotes=[(quote.text, quote.author[:200], quote.office[:200]) for quote in document.quotes],
        participations=_participations(document, bodies),
        suggestions=suggestions_of(document),
    )
    for kind, words in (("format", odd_formats), ("theme", odd_themes), ("audience", odd_audiences)):
        draft.suggestions += [{"kind": kind, "text": word, "data": {}, "line": 0} for word in words]
    draft.suggestions += [
        {"kind": "image", "text": image.alt, "data": {"url": image.url, "caption": image.caption}, "line": 0}
        for image in document.images
    ]
    draft.sessions = _sessions(document, places, terms, draft)
    return draft


def short(title: str) -> str:
    """The title on one line, ended at a word when it is longer than a page can show."""
    title = " ".join(title.split())
    if len(title) <= LONGEST_TITLE:
        return title
    return (title[:LONGEST_TITLE].rpartition(" ")[0] or title[: LONGEST_TITLE - 1]).rstrip(" ,;:.–-") + "…"


def web(url: str, longest: int = 500) -> str:
    """The address if a page may link to it; what is too long or has no scheme stays in the document."""
    return url if url.startswith(WEB) and len(url) <= longest else ""


def _information(document: EventDocument) -> list[tuple[str, str, str]]:
    lines = [(item.label[:120], item.content, web(item.link, 1000)) for item in document.information]
    # A way to register without an address ("at the desk") is still information.
    lines += [(item.label[:120], item.content, "") for item in document.registration if not web(item.link)]
    for contact in document.contact:
        said = " · ".join(filter(None, (contact.name, contact.phone, contact.email)))
        if said:
            lines.append(("Contact", said, web(contact.url, 1000)))
    return [line for line in lines if line[1] or line[2]]


def _participations(document: EventDocument, bodies: Bodies) -> list[tuple[str, int | None, int | None, str]]:
    found: dict[tuple[str, int | None, int | None, str], None] = {}
    for role in document.organisers:
        if not role.name:
            continue
        if role.role == "speaker":
            found[role.role, None, bodies.person(role.name), role.programme] = None
        else:
            found[role.role, bodies.find(role.name, web(role.url)), None, role.programme] = None
    return list(found)


def _sessions(document: EventDocument, places: Places, terms: Terms, draft: Draft) -> list[SessionDraft]:
    doubts: dict[int, list[Any]] = {}
    for doubt in document.doubts:
        if position := SESSION_FIELD.search(doubt.field):
            doubts.setdefault(int(position[1]), []).append(doubt)
    found = []
    for number, session in enumerate(document.sessions):
        if session.start is None:
            text = f"{session.title} ({session.line})" if session.line else session.title
            draft.suggestions.append({"kind": "session", "text": text, "data": {}, "line": session.line})
            continue
        found.append(_session(number, session, document, doubts.get(number, []), places, terms))
    return found


def _session(
    number: int, session: SessionText, document: EventDocument, doubts: list[Any], places: Places, terms: Terms
) -> SessionDraft:
    start, end = session.start, session.end
    if start is None:
        raise ValueError(f"“{session.title}” has no date.")
    reasons = {doubt.reason for doubt in doubts}
    formats, _ = terms.find("format", session.formats)
    addresses = [link for link in session.links if web(link.link, 1000)]
    return SessionDraft(
        key=(session.external_id or f"{number}:{name_key(session.title)}")[:200],
        columns={
            "title": short(session.title),
            "summary": without_attribute_lists(session.summary),
            "start_day": start.day,
            "start_time": start.time,
            "end_day": end.day if end and end.day >= start.day else start.day,
            "end_time": end.time if end and start.time is not None else None,
            "zone": start.zone,
            "mode": session.mode,
            "admission": session.admission,
            "press_only": session.admission == "press",
            "off": "outside-span" in reasons,
            "held_back": not DOUBTFUL_DAY.isdisjoint(reasons),
            "doubts": [dict(doubt.message) for doubt in doubts],
            "links": [{"label": link.label or link.content or link.link, "url": link.link} for link in addresses],
            "place_id": places.find(session.place),
        },
        formats=formats,
        organisers=list(session.organisers),
    )
