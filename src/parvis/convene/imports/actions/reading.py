"""Reading a batch: what would be made of each document, found by making it in a transaction that is rolled back."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.civics.formats import EventDocument
from parvis.civics.formats.writers import front_matter
from parvis.convene.agenda.content import contents_of
from parvis.convene.agenda.importing.batch import process
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.agenda.importing.mandate import Mandate
from parvis.convene.agenda.importing.reading import suggestions_of
from parvis.convene.agenda.importing.work import Identity, Known, Wishes, Work
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.twins import Twin, twins_of_many
from parvis.convene.editing.findings import findings_in
from parvis.convene.imports.actions.elsewhere import asked_of, is_for_another_room, row_of_record, write_elsewhere
from parvis.convene.imports.files import LARGEST, documents_of, safe_name
from parvis.convene.imports.models import Batch, Piece, Row, State
from parvis.disclose.importing import records
from parvis.disclose.importing.doubts import doubts_of
from parvis.disclose.importing.files import batches
from parvis.ground import clock
from parvis.ground.fetching import FetchError, fetch
from parvis.people.names import name_key
from parvis.ui import dates

log = logging.getLogger(__name__)

TYPES = (
    "text/calendar",
    "text/csv",
    "text/html",
    "text/markdown",
    "text/plain",
    "application/json",
    "application/ld+json",
    "application/octet-stream",
)
SECONDS = 30
MOST_WORDS = 100_000  # letters of a quarantined document that are kept
SURE = 60  # a likeness from which a row is left unchosen: the same title on the same day is 65
EXTENSIONS = {"text/calendar": ".ics", "text/csv": ".csv", "application/json": ".json", "application/ld+json": ".json"}


def read_batch(batch: Batch) -> None:
    """Fill the rows of the batch; on failure, say why in the batch and raise nothing."""
    with translation.override(batch.language):
        try:
            if batch.url and not batch.pieces.exists():
                fetch_pieces(batch)
            read_rows(batch)
        except FetchError as error:
            fail(batch, str(error))
        except Exception:
            log.exception("The import %s could not be read.", batch.uid)
            fail(
                batch, _("Something broke while reading; nothing was written. The people who run this site can see it.")
            )
    batch.refresh_from_db()


def fetch_pieces(batch: Batch) -> None:
    answer = fetch(batch.url, accept=TYPES, most_bytes=LARGEST, seconds=SECONDS)
    parts = urlsplit(answer.url)
    name = safe_name(parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "import")
    if "." not in name:
        name += EXTENSIONS.get(answer.content_type, "")
    Piece.objects.create(batch=batch, name=name, content=answer.body)


def read_rows(batch: Batch) -> None:
    """A hundred documents at a time, each hundred in its own rolled-back transaction, so that nobody waits long."""
    documents = list(documents_of(batch))
    Row.objects.filter(batch=batch).delete()
    Batch.objects.filter(pk=batch.pk, state=State.READING).update(total=len(documents), done=0, moved_at=clock.now())
    seen: dict[Identity, str] = {}
    titles: dict[tuple[str, Any], str] = {}
    number = 0
    for some in batches(documents):
        rows = foreseen(batch, some, seen, titles)
        for row in rows:
            number += 1
            row.number = number
        Row.objects.bulk_create(rows, batch_size=200)
        Batch.objects.filter(pk=batch.pk).update(done=number)
    Batch.objects.filter(pk=batch.pk, state=State.READING).update(state=State.READ, moved_at=clock.now())


def foreseen(
    batch: Batch, documents: Sequence[EventDocument], seen: dict[Identity, str], titles: dict[tuple[str, Any], str]
) -> list[Row]:
    """Rows of some documents, in their order; what was written to know is rolled back."""
    own = [one for one in documents if not is_for_another_room(one)]
    others = [one for one in documents if is_for_another_room(one)]
    with transaction.atomic():
        rows = foreseen_here(batch, own, seen, titles)
        beside = [one for one, row in zip(own, rows, strict=True) if row.action != records.LEFT_OUT]
        done = write_elsewhere(others, beside, asked_of(batch), {})
        elsewhere = [row_of_record(batch, one, record) for one, record in zip(others, done, strict=True)]
        transaction.set_rollback(True)
    queues = {False: iter(rows), True: iter(elsewhere)}
    return [next(queues[is_for_another_room(one)]) for one in documents]


def foreseen_here(
    batch: Batch, documents: Sequence[EventDocument], seen: dict[Identity, str], titles: dict[tuple[str, Any], str]
) -> list[Row]:
    """Rows of documents that the agenda writes; in the caller's transaction, which is rolled back."""
    if not documents:
        return []
    known = Known(Places(), Bodies(), Terms(), Editions(False), seen)
    works = process(documents, known, wishes_of(batch))
    changed = [work for work in works if work.action in {records.CREATE, records.UPDATE}]
    events = [work.the_event() for work in changed]
    contents = contents_of(events)
    twins = twins_of_many(events, batch.by)
    here = {event.pk for work, event in zip(changed, events, strict=True) if work.action == records.CREATE}
    days = days_of({one.pk for found in twins.values() for one in found})
    rows = []
    for work in works:
        row = row_of(batch, work)
        if work.action in {records.CREATE, records.UPDATE}:
            event = work.the_event()
            row.findings = [
                {"severity": one.severity, "part": one.part, "message": one.message, "suggestion": one.suggestion}
                for one in findings_in(contents[event.pk], language=batch.language)
            ]
            alike = [one for one in twins.get(event.pk, ()) if one.pk not in here or doubled(one, event, days)]
            row.twins = [
                # A row of the same file has no page yet.
                {"title": one.title, "url": "" if one.pk in here else one.url, "why": ", ".join(one.reasons)}
                for one in alike
            ]
            likely = any(one.score >= SURE and days.get(one.pk) == event.start_day for one in alike)
            row.chosen = work.action == records.UPDATE or not likely
            repeated(row, work, titles)
        elif work.action == records.QUARANTINE:
            row.chosen = True
        rows.append(row)
    return rows


def days_of(events: Collection[int]) -> dict[int, date]:
    """The first day of events, by their key; one query."""
    return dict(Event.objects.filter(pk__in=events).order_by().values_list("pk", "start_day"))


def doubled(one: Twin, event: Event, days: Mapping[int, date]) -> bool:
    """Whether a file says the same thing twice: rows of a series are alike from day to day, and that is no mistake."""
    return name_key(one.title) == name_key(event.title) and days.get(one.pk) == event.start_day


def repeated(row: Row, work: Work, titles: dict[tuple[str, Any], str]) -> None:
    """Say that an earlier hundred of the same files holds the same title on the same day."""
    key = name_key(row.title), work.document.start.day if work.document.start else None
    first = titles.setdefault(key, row.external_id)
    if first != row.external_id and not row.twins:
        row.twins, row.chosen = [{"title": row.title, "url": "", "why": _("same title, same day")}], False


def row_of(batch: Batch, work: Work) -> Row:
    document = work.document
    held = work.action == records.QUARANTINE
    doubts = doubts_of(document)
    return Row(
        batch=batch,
        origin=work.origin,
        external_id=work.identity,
        name=document.path.rpartition("/")[2][-250:],
        kind=document.kind,
        title=(work.draft.columns["title"] if work.draft else document.title)[:300],
        when=when_words(document, batch.language)[:120],
        place=(document.place.name or document.place.address if document.place else "")[:200],
        sessions=len(document.sessions),
        action=work.action,
        parts=sorted(set(work.changed)),
        reasons=list(dict.fromkeys(work.reasons)),
        slug=work.event.slug if work.event and work.action != records.CREATE else "",
        doubts=doubts if held else [],
        suggestions=suggestions_of(document) if held else [],
        text=document.source[:MOST_WORDS] if held else "",
        page=front_matter.write(replace(document, external_id=work.identity)) if held else "",
    )


def when_words(document: EventDocument, language: str) -> str:
    """“du 12 au 14 mars 2026”, “12 mars 2026, 18 h 30”; empty without a day."""
    start, end = document.start, document.end
    if start is None:
        return ""
    last = end.day if end and end.day > start.day else start.day
    said = dates.range_words(start.day, last, language, year=True)
    if start.time is None or last != start.day:
        return said
    hours = dates.hours_words(start.time, end.time if end else None, language)
    return f"{said}, {hours}"


def wishes_of(batch: Batch, only: frozenset[Identity] | None = None) -> Wishes:
    """What the batch asks; in the name of whoever brought it in, with what they may do."""
    return Wishes(
        publish=batch.publish,
        edition=batch.edition,
        language=batch.language,
        now=clock.now(),
        only=only,
        mandate=Mandate(batch.by, batch.organisation),
        ours=True,
    )


def fail(batch: Batch, why: str) -> None:
    Batch.objects.filter(pk=batch.pk, state__in=(State.READING, State.DECIDED)).update(
        state=State.FAILED, failure=why, moved_at=clock.now()
    )
