"""From what was sent to documents: a file that is not what it should be gives one that says why, never an error."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from parvis.civics.formats import EventDocument, FormatError, read
from parvis.convene.imports.models import Batch
from parvis.disclose.importing.files import unreadable
from parvis.disclose.importing.printable import printable

log = logging.getLogger(__name__)

LARGEST = 10_000_000  # bytes of all the files of a batch
MOST_FILES = 200
MOST_PASTED = 400_000  # letters: the longest page of the field we know has 60,000
FEW = 200  # documents that are read and written while the person waits
QUICK = 400_000  # bytes, likewise
COUNTED = (b"BEGIN:VEVENT", b'"timings"', b'"@type"')
ODD = re.compile(r"[^\w .()’'-]+")
UNREADABLE = FormatError(
    "Ce fichier ne ressemble à rien de ce que Parvis lit.", "This file looks like nothing that Parvis reads."
)


def documents_of(batch: Batch) -> Iterator[EventDocument]:
    """Every document of the batch, file after file; one file is in memory at a time."""
    for piece in batch.pieces.order_by("pk").iterator(chunk_size=1):
        yield from documents_in(bytes(piece.content), piece.name)


def documents_in(content: bytes, name: str) -> list[EventDocument]:
    try:
        return [printable(document) for document in read(content, name)]
    except FormatError as error:
        return [printable(unreadable(name, error, content))]
    except Exception:
        # A reader that a stranger's file breaks is our mistake: the log has it, the person has a sentence.
        log.exception("A file of an import could not be read: %s", name)
        return [printable(unreadable(name, UNREADABLE, content))]


def expected(files: Iterable[tuple[str, bytes]]) -> int:
    """About how many documents the files hold, without reading them."""
    found = 0
    for name, content in files:
        lines = content.count(b"\n") if name.lower().endswith((".csv", ".tsv")) else 1
        found += max(lines, *(content.count(mark) for mark in COUNTED))
    return found


def name_of_words(text: str) -> str:
    """A file name for words that came without one: the same words have the same name."""
    return f"words-{hashlib.sha256(text.encode()).hexdigest()[:12]}.md"


def safe_name(name: str) -> str:
    """The last part of a name, without what no file system or page wants."""
    bare = ODD.sub("-", PurePath(name.replace("\\", "/")).name).strip(" .-")
    return bare[-200:] or "import"
