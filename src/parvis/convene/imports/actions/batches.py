"""Bringing documents in and deciding what becomes of them; reading and writing are elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from parvis.convene.agenda.models import Edition
from parvis.convene.imports import tasks
from parvis.convene.imports.actions.reading import read_batch
from parvis.convene.imports.actions.writing import write_batch
from parvis.convene.imports.files import FEW, QUICK, expected, safe_name
from parvis.convene.imports.models import Batch, Piece, Row, State
from parvis.disclose.importing import records
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.people.models import Organisation

WRITABLE = frozenset({records.CREATE, records.UPDATE, records.QUARANTINE})


class AlreadyDecided(Exception):
    """Somebody decided before; `batch` is what stands now."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch.state)
        self.batch = batch


def bring_files(
    actor: Any,
    organisation: Organisation,
    files: Sequence[tuple[str, bytes]],
    *,
    edition: Edition | None = None,
    publish: bool = False,
    called: str = "",
) -> Batch:
    """Keep the files and read them: at once when they are small, by a worker otherwise.

    called   how the import is named; by its files, when nothing is said
    """
    names = [safe_name(name) for name, _content in files]
    with transaction.atomic():
        batch = Batch.objects.create(
            organisation=organisation,
            by=actor,
            name=(called or ", ".join(names))[:300],
            edition=edition,
            publish=publish,
            language=get_language() or "fr",
        )
        for name, (_sent, content) in zip(names, files, strict=True):
            Piece.objects.create(batch=batch, name=name, content=content)
        record(actor, "import.brought", "import", batch.uid)
    if expected(files) > FEW or sum(len(content) for _name, content in files) > QUICK:
        tasks.read.enqueue(str(batch.uid))
    else:
        read_batch(batch)
    return batch


@transaction.atomic
def bring_address(
    actor: Any, organisation: Organisation, url: str, *, edition: Edition | None = None, publish: bool = False
) -> Batch:
    """Have a worker read an address; nobody waits for another site."""
    batch = Batch.objects.create(
        organisation=organisation,
        by=actor,
        name=url[:300],
        url=url,
        edition=edition,
        publish=publish,
        language=get_language() or "fr",
    )
    record(actor, "import.brought", "import", batch.uid)
    transaction.on_commit(lambda: tasks.read.enqueue(str(batch.uid)))
    return batch


def choose(batch: Batch, shown: Collection[int], chosen: Collection[int]) -> None:
    """Keep the choice among the rows that a page showed; the others stay as they are."""
    rows = undecided(batch).filter(number__in=shown)
    rows.filter(number__in=chosen).update(chosen=True)
    rows.exclude(number__in=chosen).update(chosen=False)


def choose_all(batch: Batch, wanted: bool) -> None:
    undecided(batch).update(chosen=wanted)


def undecided(batch: Batch) -> Any:
    """Rows that are still to be decided of and that would change something."""
    return Row.objects.filter(batch=batch, batch__state=State.READ, outcome="", action__in=WRITABLE)


def decide(actor: Any, batch: Batch) -> Batch:
    """Write the chosen rows, all or none of them; raises AlreadyDecided when the batch is no longer waiting."""
    chosen = undecided(batch).filter(chosen=True).count()
    with transaction.atomic():
        move(batch, State.READ, State.DECIDED, total=chosen, done=0)
        record(actor, "import.decided", "import", batch.uid, public={"chosen": chosen})
    if batch.by_id == actor.pk:
        batch.by = actor  # the very person, with the powers of this request: staff mode is in no row
    if chosen > FEW:
        tasks.write.enqueue(str(batch.uid))
    else:
        write_batch(batch)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def put_aside(actor: Any, batch: Batch) -> None:
    """Write nothing of it, ever."""
    move(batch, State.READ, State.SET_ASIDE)
    record(actor, "import.put-aside", "import", batch.uid)


def move(batch: Batch, before: State, after: State, **values: Any) -> None:
    """One conditional UPDATE: of two people who decide at the same instant, one does."""
    won = Batch.objects.filter(pk=batch.pk, state=before).update(state=after, moved_at=clock.now(), **values)
    batch.refresh_from_db()
    if not won:
        raise AlreadyDecided(batch)
