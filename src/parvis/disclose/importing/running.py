"""An import from its files to its outcome, in one transaction, whoever writes what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from django.db import transaction
from django.utils import translation

from parvis.civics.formats import EventDocument
from parvis.disclose.importing import records
from parvis.disclose.importing.files import batches, read
from parvis.disclose.importing.records import Outcome, Record, record_of
from parvis.disclose.importing.registry import Asked, Importer, Read, Writer, importer_of, importers

PROSE = frozenset({"agenda-page", "programme-page", "press-note", "blog-post", "commitment-page", "text"})
MOST_COMPARED = 2_000  # pages: as many as `parvis check` compares

NOBODY = {
    "fr": "Aucun module en service ne lit ce genre de document ({kind}) ; rien n’en a été gardé.",
    "en": "No module that is on reads this kind of document ({kind}); nothing of it was kept.",
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
    writers: dict[int, Writer] = {}
    prose: list[Read] = []
    with translation.override(asked.language), transaction.atomic():
        for some in batches(read(paths, outcome, asked.language, progress)):
            for importer, group in groupby(some, key=lambda document: importer_of(document.kind)):
                outcome.records += write(list(group), importer, asked, writers)
            prose += pages_of(some, room=MOST_COMPARED - len(prose))
        for importer in importers():
            if importer.compare is not None:
                importer.compare(prose)
        if dry:
            transaction.set_rollback(True)
    return outcome


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
