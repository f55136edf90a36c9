"""What an import says of each document: the contract of `parvis import --format json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from parvis.civics.formats.model import EventDocument, Moment

CREATE, UPDATE, UNCHANGED, QUARANTINE = "create", "update", "unchanged", "quarantine"
LEFT_OUT = "left-out"  # another body's event, which a person may not write; an operator's import leaves nothing out
KEYS = {CREATE: "created", UPDATE: "updated", UNCHANGED: "unchanged", QUARANTINE: "quarantined"}


@dataclass(frozen=True)
class Record:
    """One document: what was done with it, and why.

    start, end   both days, or both local times with their offset; `end` is included; None when it is not known
    sessions     how many the document holds
    reasons      sentences: what was doubted, kept, left out
    origin       with `external_id`, the identity of the document
    parts        of a known event, those that change

    Of what a page of prose becomes, for who shows it before it is written:

    digest       SHA-256 of the text, in hexadecimal
    url          path of the page of what it became, in the active language; empty when it became nothing
    findings     what the checker finds in the page, as JSON (`civics.checks.Finding.as_json`)
    absences     places where the page has no value, each with its kind of nothing, in words
    held         what is in the document and is not written, in sentences
    """

    path: str
    kind: str
    external_id: str
    action: str
    slug: str | None = None
    title: str = ""
    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    timezone: str | None = None
    mode: str = "unknown"
    place: str | None = None
    sessions: int = 0
    children: tuple[dict[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    origin: str = ""
    parts: tuple[str, ...] = ()
    digest: str = ""
    url: str = ""
    findings: tuple[Mapping[str, Any], ...] = ()
    absences: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


NOT_PUBLISHED = frozenset({"origin", "parts", "digest", "url", "findings", "absences", "held"})


@dataclass
class Outcome:
    """Records in the order of the documents, and how many there are of each action."""

    records: list[Record] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Documents created, updated, unchanged, quarantined."""
        found = Counter(record.action for record in self.records)
        return {key: found[action] for action, key in KEYS.items()}

    def as_json(self) -> dict[str, Any]:
        return {"records": [published(record) for record in self.records], **self.counts}

    def json_lines(self) -> Iterator[str]:
        """The same as text, a record at a time: thousands of them are never in memory twice."""
        yield '{"records": ['
        for number, record in enumerate(self.records):
            yield ("," if number else "") + "\n" + json.dumps(published(record), ensure_ascii=False)
        yield "],\n" + json.dumps(self.counts)[1:] + "\n"


def published(record: Record) -> dict[str, Any]:
    """The keys of the contract, which are not all those of a record."""
    return {key: value for key, value in asdict(record).items() if key not in NOT_PUBLISHED}


def record_of(
    document: EventDocument,
    action: str,
    *,
    slug: str | None,
    reasons: tuple[str, ...],
    name: str = "",
    origin: str = "",
    parts: tuple[str, ...] = (),
) -> Record:
    start, end = span(document)
    return Record(
        path=document.path,
        kind=document.kind,
        external_id=name or document.external_id,
        action=action,
        slug=slug,
        title=document.title,
        start=start,
        end=end,
        precision=document.precision,
        timezone=document.start.zone if document.start else None,
        mode=document.mode,
        place=document.place.name or document.place.address or None if document.place else None,
        sessions=len(document.sessions),
        children=tuple(
            {"kind": child.kind, "number": child.number, "title": child.title} for child in document.children
        ),
        reasons=reasons,
        origin=origin,
        parts=parts,
    )


def span(document: EventDocument) -> tuple[str | None, str | None]:
    """Start and inclusive end, of the same precision."""
    if document.start is None:
        return None, None
    if document.start.time is None:
        last = document.end.day if document.end else document.start.day
        return document.start.iso, last.isoformat()
    if document.end is None:
        return document.start.iso, None
    if document.end.time is None:
        # An hour at one end only: the span is one of days, or its two ends could not be compared.
        return Moment(document.start.day).iso, document.end.iso
    return document.start.iso, document.end.iso
