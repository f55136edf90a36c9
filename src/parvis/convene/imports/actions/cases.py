"""Settling what could not be read: an event made of what a person corrects, or a dismissal with its note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from parvis.convene.agenda.actions import edited_by_hand
from parvis.convene.agenda.importing.batch import process
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.agenda.importing.mandate import Mandate
from parvis.convene.agenda.importing.quarantine import named
from parvis.convene.agenda.importing.work import Known, Wishes, Work
from parvis.convene.agenda.models import Event, QuarantinedDocument
from parvis.convene.imports.cases import Case, corrected
from parvis.convene.imports.models import Batch, Custody, Row
from parvis.disclose.importing import records
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.people.models import Organisation

DISMISSED = "dismissed"


class NotMade(Exception):
    """The document still cannot become an event; `reasons` are sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@transaction.atomic
def make_event(actor: Any, case: Case, organisation: Organisation, values: Mapping[str, Any]) -> Event:
    """Write the event that the document and the person tell together; the document is kept word for word.

    What the person gave is theirs: no later import writes over it. Raises NotMade with its reasons.
    """
    work = written(case, organisation, actor, corrected(case.document, values))
    if work.event is None or work.action not in {records.CREATE, records.UPDATE}:
        raise NotMade(work.reasons)
    edited_by_hand(actor, work.event, set(values))
    settled_rows(case, work.action, work.event.slug)
    return work.event


@transaction.atomic
def dismiss(actor: Any, case: Case, organisation: Organisation | None, note: str) -> None:
    """Nothing will be made of it; the note says why to whoever asks later."""
    if case.quarantined is None and organisation is not None:
        written(case, organisation, actor, case.document)
        for document in named([identity(case)]):
            entrust(document, organisation, batch=case.batch)
    changed = named([identity(case)]).filter(settled_at=None).update(settled_at=clock.now(), note=note)
    settled_rows(case, DISMISSED, "")
    if changed and case.batch is not None:
        record(actor, "import.dismissed", "import", case.batch.uid)


def written(case: Case, organisation: Organisation, actor: Any, document: Any) -> Work:
    """One document through the code of every import, in the name of that body."""
    batch = case.batch
    wishes = Wishes(
        publish=bool(batch and batch.publish),
        edition=batch.edition if batch else None,
        language=get_language() or "fr",
        now=clock.now(),
        mandate=Mandate(actor, organisation),
    )
    known = Known(Places(), Bodies(), Terms(), Editions(False))
    (work,) = process([document], known, wishes)
    return work


def identity(case: Case) -> tuple[str, str]:
    held: Any = case.row or case.quarantined
    return held.origin, held.external_id


def settled_rows(case: Case, outcome: str, slug: str) -> None:
    """Rows of the batch that tell of this document say what became of it."""
    if case.batch is None:
        return
    origin, external_id = identity(case)
    rows = Row.objects.filter(batch=case.batch, origin=origin, external_id=external_id, action=records.QUARANTINE)
    rows.update(outcome=outcome, slug=slug, chosen=False)


def entrust(
    document: QuarantinedDocument, organisation: Organisation, *, batch: Batch | None = None, page: str = ""
) -> None:
    """Let the organisers of a body settle a quarantined document; whoever had it before no longer does."""
    Custody.objects.update_or_create(
        document=document, defaults={"organisation": organisation, "batch": batch, "page": page}
    )
