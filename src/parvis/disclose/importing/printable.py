"""Words that any page, feed and database can hold: what cannot be printed is left out before anything is written."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from parvis.civics.formats import EventDocument

# XML 1.0 has no way to write them, and PostgreSQL refuses the first.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(document: EventDocument) -> EventDocument:
    """The document without control characters, its title and those of its sessions on one line; the source as it is."""
    clean = cleaned(replace(document, source=""))
    sessions = tuple(replace(session, title=one_line(session.title)) for session in clean.sessions)
    source = document.source.replace("\x00", "\ufffd")
    return replace(clean, title=one_line(clean.title), sessions=sessions, source=source)


def one_line(title: str) -> str:
    return " ".join(title.split()) if "\n" in title or "\r" in title else title


def cleaned(value: Any) -> Any:
    """The same value, the very same object when there is nothing to leave out."""
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value) if UNPRINTABLE.search(value) else value
    if isinstance(value, tuple):
        parts = tuple(cleaned(part) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if isinstance(value, dict):
        return {key: cleaned(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            new = cleaned(old)
            if new is not old:
                changed[field.name] = new
        return replace(value, **changed) if changed else value
    return value
