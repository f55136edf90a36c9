"""What the reader of a document doubted: in sentences, and as rows keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parvis.civics.formats.model import EventDocument

# Where a doubt stands, then its sentence: by language, with and without a field, with and without a line.
FRAMES = {
    "fr": ("{field}, ligne {line}\u202f: {said}", "{field}\u202f: {said}", "Ligne {line}\u202f: {said}"),
    "en": ("{field}, line {line}: {said}", "{field}: {said}", "Line {line}: {said}"),
}


def sentences(document: EventDocument, language: str) -> tuple[str, ...]:
    """What the reader doubted, each under the name that its format gives the field: "event_date:34: …"."""
    said = []
    for doubt in document.doubts:
        sentence = doubt.message.get(language) or doubt.message.get("en") or doubt.reason
        # A doubt about the whole file has no field, and its sentence says the line when there is one.
        where = f"{doubt.field}:{doubt.line}" if doubt.field and doubt.line else doubt.field
        said.append(f"{where}: {sentence}" if where else sentence)
    return tuple(said)


def sentences_in_words(kept: Iterable[Mapping[str, Any]], language: str, named: Callable[[str], str]) -> list[str]:
    """The same for who does not read the file: "Language, line 28: …"; each sentence once.

    kept    as `doubts_of` gives them
    named   the field in the words of the form that writes it; empty when no form has it
    """
    found = []
    for doubt in kept:
        message = doubt.get("message", {})
        said = message.get(language) or message.get("en") or next(iter(message.values()), "") or doubt.get("reason", "")
        if not said:
            continue
        field, line = named(doubt.get("field", "")), doubt.get("line")
        if str(line) in said:
            line = None
        in_field, of_field, in_line = FRAMES.get(language, FRAMES["en"])
        frame = (in_field if line else of_field) if field else in_line if line else "{said}"
        found.append(frame.format(field=field, line=line, said=said))
    return list(dict.fromkeys(found))


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
