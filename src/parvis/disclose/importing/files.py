"""From paths to documents, one file in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath

from parvis.civics.formats import EventDocument, FormatError, Reading, iter_read
from parvis.civics.formats.model import Doubt
from parvis.disclose.importing.printable import printable
from parvis.disclose.importing.records import Outcome

BATCH = 100  # documents written at a time: their queries are shared


def read(
    paths: Iterable[Path], outcome: Outcome, language: str, progress: Callable[[int], None]
) -> Iterator[EventDocument]:
    """Documents one at a time; a file that is not what it should be gives one that is quarantined."""
    for number, reading in enumerate(iter_read(paths), start=1):
        if reading.error is not None and not openable(reading.path):
            outcome.unreadable.append((str(reading.path), reading.error.message[language]))
        elif reading.error is not None:
            yield refused(reading)
        else:
            yield from map(printable, reading.documents)
        progress(number)


def openable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def refused(reading: Reading) -> EventDocument:
    """A document that stands for a file nobody could read as one."""
    error = reading.error or FormatError("", "")
    return unreadable(str(reading.path), error, reading.path.read_bytes())


def unreadable(name: str, error: FormatError, content: bytes) -> EventDocument:
    """The same, from its name and content."""
    path = PurePath(name)
    doubt = Doubt("", "", "unreadable", error.message, error.line, blocking=True)
    return EventDocument(
        kind="text",
        title=path.name,
        path=name,
        external_id=path.stem,
        doubts=(doubt,),
        source=content[:100_000].decode("utf-8", "replace").replace("\0", "\ufffd"),
    )


def batches(documents: Iterable[EventDocument]) -> Iterator[list[EventDocument]]:
    batch: list[EventDocument] = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
