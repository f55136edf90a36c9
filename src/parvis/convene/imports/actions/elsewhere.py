"""Documents that another room writes, a commitment's page first, through the register of importers.

This room knows none of them: whoever registered the kind reads it, decides what the person may write, and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any

from parvis.civics.formats import EventDocument
from parvis.convene.imports.models import Batch, Row
from parvis.disclose.importing import records
from parvis.disclose.importing.children import counted
from parvis.disclose.importing.records import Record
from parvis.disclose.importing.registry import Asked, Mandate, Read, Writer, importer_of, written_by_another_room
from parvis.disclose.importing.running import MOST_COMPARED, compared, contradicted, pages_of, write

WRITTEN = frozenset({records.CREATE, records.UPDATE})
TOLD = 60  # findings of one page that a row keeps
Key = tuple[str, str]


def is_for_another_room(document: EventDocument) -> bool:
    return written_by_another_room(document.kind)


def key_of(document: EventDocument) -> Key:
    """The kind and the SHA-256 of the text: pages of one commitment in two languages are two rows."""
    return document.kind, hashlib.sha256(document.source.encode()).hexdigest()


def asked_of(batch: Batch) -> Asked:
    return Asked(publish=batch.publish, language=batch.language, mandate=Mandate(batch.by, batch.organisation))


def write_elsewhere(
    documents: Sequence[EventDocument], beside: Iterable[EventDocument], asked: Asked, writers: dict[int, Writer]
) -> list[Record]:
    """Write documents through their importers, in the caller's transaction; one record a document, in their order.

    beside    the other documents brought in with them, which may contradict them
    writers   what each importer began, for all the documents of one import
    """
    done: list[Record] = []
    for importer, group in groupby(documents, key=lambda document: importer_of(document.kind)):
        done += write(list(group), importer, asked, writers)
    reached = [
        document
        for document, record in zip(documents, done, strict=True)
        if record.action not in {records.LEFT_OUT, records.QUARANTINE}
    ]
    if not reached:
        return done
    prose: list[Read] = []
    for document in (*reached, *beside):
        prose += pages_of([document], room=MOST_COMPARED - len(prose))
    found = compared(prose)
    return [contradicted(record, found.get(record.digest, ()), asked.language) for record in done]


def row_of_record(batch: Batch, document: EventDocument, record: Record) -> Row:
    """The row of a document that another room would write; what it cannot use is left out, since nothing keeps it."""
    origin, key = key_of(document)
    usable = record.action != records.QUARANTINE
    return Row(
        batch=batch,
        origin=origin,
        external_id=key,
        name=PurePath(document.path).name[-250:],
        kind=document.kind,
        title=" ".join(filter(None, (record.title, f"({record.external_id})" if usable else "")))[:300],
        action=record.action if usable else records.LEFT_OUT,
        chosen=record.action in WRITTEN,
        url=record.url if record.action in {records.UPDATE, records.UNCHANGED} else "",
        reasons=list(record.reasons),
        findings=[in_one_language(one, batch.language) for one in gravest(record.findings)],
        holds=list(counted(record, batch.language)),
        absences=list(record.absences),
        held=list(record.held),
    )


def gravest(findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As many findings as a row keeps, errors first, then warnings, each in the order of the page."""
    order = {"error": 0, "warning": 1}
    return sorted(findings, key=lambda one: order.get(str(one.get("severity")), 2))[:TOLD]


def note_record(row: Row, record: Record) -> None:
    """What became of the row."""
    row.outcome = record.action if record.action != records.QUARANTINE else records.LEFT_OUT
    row.url, row.held, row.reasons = record.url, list(record.held), list(record.reasons)


def in_one_language(finding: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A finding as rows keep it; its place is its line."""
    said = "en" if language.startswith("en") else "fr"
    return {
        "severity": finding.get("severity", "info"),
        "part": "",
        "line": finding.get("line") or 0,
        "rule": finding.get("rule", ""),
        "message": dict(finding.get("message") or {}).get(said, ""),
        "suggestion": dict(finding.get("suggestion") or {}).get(said, ""),
    }
