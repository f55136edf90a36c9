"""What the reader of a document doubted: in sentences, and as rows keep it."""

from __future__ import annotations

from typing import Any

from parvis.civics.formats.model import EventDocument


def sentences(document: EventDocument, language: str) -> tuple[str, ...]:
    """What the reader doubted, each where it stands: "event_date, line 34: …"."""
    said = []
    for doubt in document.doubts:
        sentence = doubt.message.get(language) or doubt.message.get("en") or doubt.reason
        # A doubt about the whole file has no field, and its sentence says the line when there is one.
        where = f"{doubt.field}:{doubt.line}" if doubt.field and doubt.line else doubt.field
        said.append(f"{where}: {sentence}" if where else sentence)
    return tuple(said)


def doubts_of(document: EventDocument) -> list[dict[str, Any]]:
    return [
        {
            "field": doubt.field,
            "value": doubt.value,
            "reason": doubt.reason,
            "message": dict(doubt.message),
            "line": doubt.line,
            "blocking": doubt.blocking,
        }
        for doubt in document.doubts
    ]
