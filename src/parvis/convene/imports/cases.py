"""A quarantined document as a person settles it: its words, its doubts, and exactly what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from parvis.civics.formats import Doubt, EventDocument, FormatError, Moment, Suggestion, read
from parvis.convene.agenda.models import QuarantinedDocument
from parvis.convene.imports.models import Batch, Custody, Row
from parvis.people.models import Organisation

FIELDS = ("title", "start_day", "start_time", "end_day", "end_time")
BEGINNING, ENDING = ("start_day", "start_time"), ("end_day", "end_time")
# Doubts about hours that were read all the same: they are asked again since a person is looking.
HOURS = frozenset({"hours-to-check", "hours-disagree", "midnight", "nonexistent-time", "floating-time"})
SPAN = frozenset({"end-before-start", "date-keys-disagree", "to-be-confirmed"})


@dataclass(frozen=True)
class Case:
    """`document` bears the identity and the words of the source; `needs` are the fields to ask for, in order."""

    document: EventDocument
    needs: tuple[str, ...]
    organisation: Organisation | None
    batch: Batch | None
    row: Row | None = None
    quarantined: QuarantinedDocument | None = None


def case_of_row(row: Row) -> Case:
    document = restored(row.page, row, row.text, row.doubts, row.suggestions, row.name)
    return Case(document, needed(document), row.batch.organisation, row.batch, row=row)


def case_of_document(quarantined: QuarantinedDocument) -> Case:
    """The same for a document that waits in the quarantine, whoever brought it there."""
    custody = Custody.objects.select_related("organisation", "batch__edition").filter(document=quarantined).first()
    page = custody.page if custody else ""
    document = restored(
        page, quarantined, quarantined.text, quarantined.reasons, quarantined.suggestions, quarantined.name
    )
    return Case(
        document,
        needed(document),
        custody.organisation if custody else None,
        custody.batch if custody else None,
        quarantined=quarantined,
    )


def restored(page: str, held: Any, text: str, doubts: list[Any], suggestions: list[Any], name: str) -> EventDocument:
    """The document as its reader left it, from what was kept of it."""
    return replace(
        understood(page, text, name),
        kind=held.kind,
        path=name,
        external_id=held.external_id,
        title=held.title,
        doubts=tuple(map(doubt_of, doubts)),
        suggestions=tuple(map(suggestion_of, suggestions)),
        source=text,
    )


def understood(page: str, text: str, name: str) -> EventDocument:
    """What is known of it: all that its reader understood, or what the text alone tells when it holds one document."""
    for words, called in ((page, "page.md"), (text, name)):
        if not words:
            continue
        try:
            found = read(words, called)
        except FormatError:
            continue
        if len(found) == 1:
            return found[0]
    return EventDocument(kind="text", body=text)


def doubt_of(kept: Mapping[str, Any]) -> Doubt:
    return Doubt(
        kept.get("field", ""),
        str(kept.get("value", "")),
        kept.get("reason", ""),
        kept.get("message", {}),
        kept.get("line"),
        bool(kept.get("blocking")),
    )


def suggestion_of(kept: Mapping[str, Any]) -> Suggestion:
    return Suggestion(kept.get("kind", ""), kept.get("text", ""), kept.get("data", {}), kept.get("line") or 0)


def needed(document: EventDocument) -> tuple[str, ...]:
    """Fields that are missing or doubtful."""
    asked: set[str] = set()
    if not document.title.strip():
        asked.add("title")
    if document.start is None:
        asked |= {*BEGINNING, *ENDING}
    for doubt in document.doubts:
        if doubt.reason == "no-title":
            asked.add("title")
        elif doubt.reason in SPAN:
            asked |= {*BEGINNING, *ENDING}
        elif doubt.reason in HOURS and not doubt.field.startswith("sessions"):
            asked |= {"start_time", "end_time"}
        elif doubt.blocking and "end" in doubt.field:
            asked |= set(ENDING)
        elif doubt.blocking:
            asked |= {"title", *BEGINNING}
    return tuple(field for field in FIELDS if field in asked)


def values_of(document: EventDocument) -> dict[str, Any]:
    """What the form shows first: what was understood."""
    start, end = document.start, document.end
    return {
        "title": document.title,
        "start_day": start.day if start else None,
        "start_time": start.time if start else None,
        "end_day": end.day if end else None,
        "end_time": end.time if end else None,
    }


def corrected(document: EventDocument, values: Mapping[str, Any]) -> EventDocument:
    """The document with what the person says; no doubt blocks it any more, though each is kept."""
    said = {**values_of(document), **values}
    zone = document.start.zone if document.start else "Europe/Paris"
    first: date | None = said["start_day"]
    if first is None:
        raise ValueError("An event has a day.")
    last: date = said["end_day"] or first
    ends: time | None = said["end_time"]
    end = Moment(last, ends, zone) if ends is not None or last != first else None
    return replace(
        document,
        title=said["title"] or document.title,
        start=Moment(first, said["start_time"], zone),
        end=end,
        doubts=tuple(replace(doubt, blocking=False) for doubt in document.doubts),
    )
