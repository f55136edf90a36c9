"""An import from its files to its outcome, in one transaction, whoever writes what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation

from parvis.civics.formats import EventDocument
from parvis.disclose.importing import records
from parvis.disclose.importing.files import batches, read
from parvis.disclose.importing.records import Outcome, Record, record_of
from parvis.disclose.importing.registry import (
    Asked,
    Contradicted,
    Importer,
    Read,
    Writer,
    importer_of,
    importers,
    written_by_another_room,
)

PROSE = frozenset({"agenda-page", "programme-page", "press-note", "blog-post", "commitment-page", "text"})
MOST_COMPARED = 2_000  # pages: as many as `parvis check` compares

NOBODY = {
    "fr": "Aucun module en service ne lit ce genre de document ({kind}) ; rien n’en a été gardé.",
    "en": "No module that is on reads this kind of document ({kind}); nothing of it was kept.",
}

COMPARED = {
    "fr": (
        "Comparé aux autres documents : {number} constat s’ajoute.",
        "Comparé aux autres documents : {number} constats s’ajoutent.",
    ),
    "en": (
        "Compared with the other documents: {number} finding is added.",
        "Compared with the other documents: {number} findings are added.",
    ),
}


def refusal(asked: Asked) -> str:
    """Why what is asked cannot be done at all, in a sentence; empty when it can."""
    return next((sentence for importer in importers() if (sentence := importer.refusal(asked))), "")


def import_files(
    paths: Sequence[Path],
    asked: Asked,
    *,
    dry: bool = False,
    progress: Callable[[int], None] = lambda files: None,
) -> Outcome:
    """Read these files and have each document written by who knows its kind; with `dry`, nothing stays written.

    paths      files; one that cannot be opened is named in `Outcome.unreadable` and the others are still read
    progress   called with the number of files read so far
    """
    outcome = Outcome()
    return import_documents(read(paths, outcome, asked.language, progress), asked, dry=dry, outcome=outcome)


def import_documents(
    documents: Iterable[EventDocument], asked: Asked, *, dry: bool = False, outcome: Outcome | None = None
) -> Outcome:
    """Have each document written by who knows its kind, all in one transaction; with `dry`, nothing stays written.

    outcome   where records are added, a new one by default
    """
    outcome = outcome or Outcome()
    writers: dict[int, Writer] = {}
    prose: list[Read] = []
    with translation.override(asked.language), transaction.atomic():
        for some in batches(documents):
            fresh: list[Record] = []
            for importer, group in groupby(some, key=lambda document: importer_of(document.kind)):
                fresh += write(list(group), importer, asked, writers)
            outcome.records += fresh
            prose += pages_of(comparable(some, fresh, asked), room=MOST_COMPARED - len(prose))
        found = compared(prose)
        outcome.records = [
            contradicted(record, found.get(record.digest, ()), asked.language) for record in outcome.records
        ]
        if dry:
            transaction.set_rollback(True)
    return outcome


def comparable(documents: Sequence[EventDocument], written: Sequence[Record], asked: Asked) -> list[EventDocument]:
    """The documents that may be compared: what a mandate does not reach is not touched by a comparison either."""
    if asked.mandate is None:
        return list(documents)
    refused = {records.LEFT_OUT, records.QUARANTINE}
    return [
        document
        for document, record in zip(documents, written, strict=True)
        if record.action not in refused or not written_by_another_room(document.kind)
    ]


def compared(prose: Sequence[Read]) -> Contradicted:
    """Have every importer compare the pages of an import; what was added, by digest of the page."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for importer in importers():
        if importer.compare is not None:
            found.update(importer.compare(prose))
    return found


def contradicted(record: Record, fresh: Sequence[Mapping[str, Any]], language: str) -> Record:
    """The record of a page to which findings were added: a page that said nothing new has changed all the same."""
    if not fresh:
        return record
    one, several = COMPARED.get(language, COMPARED["en"])
    said = (one if len(fresh) == 1 else several).format(number=len(fresh))
    return replace(
        record,
        action=records.UPDATE if record.action == records.UNCHANGED else record.action,
        findings=(*record.findings, *fresh),
        reasons=(*record.reasons, said),
    )


def pages_of(documents: Sequence[EventDocument], room: int) -> list[Read]:
    """The pages of prose among some documents, no more than there is room for."""
    prose = [document for document in documents if document.kind in PROSE and document.source]
    return [
        Read(one.path, one.kind, one.source, hashlib.sha256(one.source.encode()).hexdigest()) for one in prose[:room]
    ]


def write(
    documents: list[EventDocument], importer: Importer | None, asked: Asked, writers: dict[int, Writer]
) -> list[Record]:
    """Write documents of one importer; `writers` keeps what each importer has begun."""
    if importer is None:
        sentence = NOBODY.get(asked.language, NOBODY["en"])
        return [
            record_of(document, records.QUARANTINE, slug=None, reasons=(sentence.format(kind=document.kind),))
            for document in documents
        ]
    if id(importer) not in writers:
        writers[id(importer)] = importer.begin(asked)
    return writers[id(importer)](documents)
