"""Writing what was decided: the chosen rows in one transaction, by the code that foresaw them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.civics.formats import EventDocument
from parvis.convene.agenda.importing.quarantine import named
from parvis.convene.agenda.importing.reading import identity_of, origin_of
from parvis.convene.agenda.importing.running import write_all
from parvis.convene.imports import rules
from parvis.convene.imports.actions.cases import entrust
from parvis.convene.imports.actions.elsewhere import (
    WRITTEN,
    Key,
    asked_of,
    is_for_another_room,
    key_of,
    note_record,
    write_elsewhere,
)
from parvis.convene.imports.actions.reading import fail, wishes_of
from parvis.convene.imports.files import documents_of
from parvis.convene.imports.models import Batch, Row, State
from parvis.disclose.importing import records
from parvis.disclose.importing.records import Record
from parvis.disclose.importing.running import MOST_COMPARED, PROSE
from parvis.ground import clock
from parvis.people.rules import forget_roles

log = logging.getLogger(__name__)


def write_batch(batch: Batch) -> None:
    """Write the chosen rows, all or none; on failure, say why in the batch and raise nothing."""
    with translation.override(batch.language):
        try:
            write_rows(batch)
        except Exception:
            log.exception("The import %s could not be written.", batch.uid)
            fail(
                batch,
                _("Something broke while writing, and nothing was written. Try again, or tell who runs this site."),
            )
    batch.refresh_from_db()


def write_rows(batch: Batch) -> None:
    if batch.by is not None:
        forget_roles(batch.by)
    if batch.by is None or not rules.may_decide(batch.by, batch):
        return fail(batch, _("Whoever brought it in no longer imports for this body; nothing was written."))
    rows = Row.objects.filter(batch=batch, chosen=True, outcome="")
    only = frozenset(rows.values_list("origin", "external_id"))
    same = frozenset(
        Row.objects.filter(batch=batch, action=records.UNCHANGED).order_by().values_list("origin", "external_id")
    )
    with transaction.atomic():
        # Claimed inside the transaction: a second worker waits, then finds that it is done.
        claimed = Batch.objects.filter(pk=batch.pk, state=State.DECIDED).update(state=State.DONE, moved_at=clock.now())
        if not claimed:
            return None
        others: list[EventDocument] = []
        beside: list[EventDocument] = []
        outcome = write_all(sorted_out(batch, only, same, others, beside), wishes_of(batch, only))
        note_outcomes(batch, outcome.records)
        outcome.records += write_others(batch, others, beside)
        counts: dict[str, Any] = dict(outcome.counts)
        counts["left_out"] = sum(record.action == records.LEFT_OUT for record in outcome.records)
        Batch.objects.filter(pk=batch.pk).update(counts=counts, done=len(outcome.records))
    return None


def sorted_out(
    batch: Batch,
    only: Collection[Key],
    same: Collection[Key],
    others: list[EventDocument],
    beside: list[EventDocument],
) -> Iterator[EventDocument]:
    """The documents that the agenda writes; those of other rooms that were chosen go to `others` meanwhile.

    beside   filled with the pages of prose of the agenda that are chosen, or known and unchanged
    """
    for document in documents_of(batch):
        if is_for_another_room(document):
            if key_of(document) in only:
                others.append(document)
            continue
        key = origin_of(document), identity_of(document)
        if document.kind in PROSE and len(beside) < MOST_COMPARED and (key in only or key in same):
            beside.append(document)
        yield document


def write_others(batch: Batch, documents: Sequence[EventDocument], beside: Sequence[EventDocument]) -> list[Record]:
    """Write the chosen documents of other rooms, note what became of their rows, let them out of the quarantine."""
    if not documents:
        return []
    done = write_elsewhere(documents, beside, asked_of(batch), {})
    by_key = {key_of(document): record for document, record in reversed(list(zip(documents, done, strict=True)))}
    rows = list(Row.objects.filter(batch=batch, chosen=True, outcome="").order_by("number"))
    rows = [row for row in rows if (row.origin, row.external_id) in by_key]
    for row in rows:
        note_record(row, by_key[row.origin, row.external_id])
    Row.objects.bulk_update(rows, ["outcome", "url", "held", "reasons"], batch_size=200)
    written = [record.digest for record in done if record.action in WRITTEN and record.digest]
    rules.waiting_documents(batch.by).filter(digest__in=written).order_by().delete()
    return done


def note_outcomes(batch: Batch, done: list[Record]) -> None:
    """What became of each row, and who looks after those that stay in the quarantine."""
    by_identity = {(record.origin, record.external_id): record for record in done}
    rows = list(Row.objects.filter(batch=batch, chosen=True, outcome=""))
    held = {}
    for row in rows:
        record = by_identity.get((row.origin, row.external_id))
        if record is None:
            continue
        row.outcome, row.slug = record.action, record.slug or ""
        if record.action == records.LEFT_OUT:
            row.reasons = list(record.reasons)
        if record.action == records.QUARANTINE:
            held[row.origin, row.external_id] = row.page
    Row.objects.bulk_update(rows, ["outcome", "slug", "reasons"], batch_size=200)
    keys = list(held)
    for start in range(0, len(keys), 100):
        for document in named(keys[start : start + 100]):
            entrust(document, batch.organisation, batch=batch, page=held[document.origin, document.external_id])
