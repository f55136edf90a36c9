"""What a plan becomes: events written a hundred at a time through the agenda's own import, items that remember."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from parvis.civics.formats import EventDocument
from parvis.convene.agenda import actions
from parvis.convene.agenda.importing import work
from parvis.convene.agenda.importing.batch import process
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.harvest.downloading import as_file
from parvis.convene.harvest.models import Feed, Item, ItemState, Reading
from parvis.convene.harvest.planning import BACK, CHANGED, HELD, NEW, SKIPPED, WRITTEN, Plan, Row
from parvis.disclose.importing import records
from parvis.ground import clock

BATCH = 100
REMEMBERED = [
    "digest", "state", "event", "title", "day", "place", "kind", "text", "reasons", "seen_at", "gone_at", "by_hand",
    "decided_by",
]  # fmt: skip


def write(feed: Feed, plan: Plan, reading: Reading, heard: Callable[[int], None]) -> None:
    """Write a plan and count what was done in `reading`, which is not saved.

    heard   called in each transaction with the number of rows written so far; it raises when the claim is lost

    A hundred rows a transaction: others may write in between, and what was done stays done if the next one fails.
    """
    counts = plan.counts
    reading.held, reading.skipped = counts[HELD], counts[SKIPPED]
    reading.unchanged = len(plan.rows) - sum(counts[verdict] for verdict in (*WRITTEN, HELD, SKIPPED))
    known = work.Known(Places(), Bodies(), Terms(), Editions(False))
    done = 0
    for rows in batches([row for row in plan.rows if row.verdict in WRITTEN]):
        with transaction.atomic():
            write_batch(feed, undisturbed(feed, rows), known, reading)
            done += len(rows)
            heard(done)
    for rows in batches([row for row in plan.rows if row.verdict in {HELD, SKIPPED} and not row.noted]):
        with transaction.atomic():
            left = undisturbed(feed, rows)
            remember([item_of(feed, row, event=row.known.event if row.known else None) for row in left])
            heard(done)
    with transaction.atomic():
        leave(feed, plan, reading)
        heard(done)


def undisturbed(feed: Feed, rows: Sequence[Row]) -> list[Row]:
    """The rows on which nobody has decided since the plan was made; locked until the transaction ends. 1 query."""
    items = Item.objects.select_for_update().filter(feed=feed, external_id__in=[row.identity for row in rows])
    now = dict(items.order_by("pk").values_list("external_id", "state"))
    return [row for row in rows if now.get(row.identity) == (row.known.state if row.known else None)]


def write_batch(feed: Feed, rows: Sequence[Row], known: work.Known, reading: Reading) -> None:
    """Events of a batch, and the items that remember which is which."""
    back = [row.known.event for row in rows if row.verdict == BACK and row.known and row.known.event]
    if back:
        actions.back_at_source(back, feed.name)
    events: dict[str, int] = {}
    fresh = [row.document for row in rows if row.verdict == NEW]
    for one in bring(feed, fresh, known, publish=feed.publish):
        events[one.identity] = one.the_event().pk
    reading.created += len(fresh)
    verdicts = {row.identity: row.verdict for row in rows}
    for one in bring(feed, [row.document for row in rows if row.verdict != NEW], known, publish=False):
        events[one.identity] = one.the_event().pk
        if verdicts[one.identity] == BACK:
            reading.returned += 1
        elif one.action != records.UPDATE:
            reading.unchanged += 1
        elif one.cancelled:
            reading.cancelled += 1
        else:
            reading.changed += 1
    remember([item_of(feed, row, event=events[row.identity]) for row in rows])


def bring(feed: Feed, documents: Sequence[EventDocument], known: work.Known, *, publish: bool) -> list[work.Work]:
    """The documents through the agenda's import: what a person edited stays, versions are kept, followers are told."""
    if not documents:
        return []
    wishes = work.Wishes(
        publish=publish,
        edition=feed.edition,
        language=get_language() or "fr",
        now=clock.now(),
        origin=origin_of(feed),
        source=feed.name,
        answers=feed.organisation,
    )
    return process(documents, known, wishes)


def origin_of(feed: Feed) -> str:
    """Where the identities of a feed are unique: in itself, so that no feed can name the events of another."""
    return f"feed {feed.uid}"


def leave(feed: Feed, plan: Plan, reading: Reading) -> None:
    """Withdraw what the source no longer announces; its item stays as a tombstone."""
    Item.objects.filter(pk__in=plan.forgotten).delete()
    if not plan.leaving:
        return
    actions.gone_from_source([event for _item, event in plan.leaving], feed.name)
    at = clock.now()
    reading.gone = Item.objects.filter(pk__in=[item for item, _event in plan.leaving]).update(
        state=ItemState.GONE, gone_at=at, seen_at=at, text="", reasons=[]
    )


def item_of(feed: Feed, row: Row, *, event: int | None) -> Item:
    document = row.document
    held = row.verdict == HELD
    states = {HELD: ItemState.HELD, SKIPPED: ItemState.SKIPPED, NEW: ItemState.TAKEN, CHANGED: ItemState.TAKEN}
    place = document.place
    return Item(
        feed=feed,
        external_id=row.identity,
        digest=row.digest,
        state=states.get(row.verdict, ItemState.TAKEN),
        event_id=event,
        title=" ".join(document.title.split())[:300],
        day=document.start.day if document.start else None,
        place=", ".join(filter(None, (place.name or place.address, place.city)))[:300] if place else "",
        kind=document.kind,
        text=as_file(document) if held else "",
        reasons=row.reasons,
        by_hand=(row.known is not None and row.known.by_hand) or row.reasons == [{"code": "removed", "value": ""}],
    )


def remember(items: Sequence[Item]) -> None:
    """Write items, new or known; 1 query."""
    if items:
        Item.objects.bulk_create(
            items, update_conflicts=True, unique_fields=["feed", "external_id"], update_fields=REMEMBERED
        )


def batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(rows), BATCH):
        yield rows[first : first + BATCH]
