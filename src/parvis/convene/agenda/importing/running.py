"""An import from its paths to its outcome, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from django.db import transaction

from parvis.civics.formats import EventDocument, FormatError, Reading, iter_read
from parvis.civics.formats.model import Doubt
from parvis.convene.agenda.importing.batch import write
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.agenda.importing.printable import printable
from parvis.convene.agenda.importing.records import Outcome
from parvis.convene.agenda.importing.work import Known, Wishes
from parvis.convene.agenda.models import Edition
from parvis.ground import clock

BATCH = 100


def run(
    paths: Sequence[Path],
    *,
    publish: bool = False,
    edition: Edition | None = None,
    dry: bool = False,
    language: str = "en",
    progress: Callable[[int], None] = lambda files: None,
) -> Outcome:
    """Read these files and write what they hold; with `dry`, write nothing and say the same.

    paths      files; one that cannot be opened is named in `Outcome.unreadable` and the others are still read
    publish    show the new events at once, except those whose source says that they are not published
    progress   called with the number of files read so far
    """
    outcome = Outcome()
    wishes = Wishes(publish, edition, language, clock.now(), ours=True)
    return write_all(read(paths, outcome, language, progress), wishes, dry=dry, outcome=outcome)


def write_all(
    documents: Iterable[EventDocument],
    wishes: Wishes,
    *,
    dry: bool = False,
    outcome: Outcome | None = None,
    progress: Callable[[int], None] = lambda documents: None,
) -> Outcome:
    """Write documents in one transaction, a hundred at a time; with `dry`, the same in one that is rolled back.

    outcome    where records are added, a new one by default
    progress   called with the number of documents done so far, inside the transaction
    """
    outcome = outcome or Outcome()
    done = 0
    with transaction.atomic():
        known = Known(Places(), Bodies(), Terms(), Editions(wishes.publish))
        for some in batches(documents):
            outcome.records += write(some, known, wishes)
            done += len(some)
            progress(done)
        if dry:
            transaction.set_rollback(True)
    return outcome


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
