"""What people do with feeds: one verb a function, one transaction, one entry of the journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from parvis.civics.formats import FormatError
from parvis.convene.agenda.importing import work
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.harvest.downloading import reread
from parvis.convene.harvest.harvesting import claim
from parvis.convene.harvest.models import Feed, FeedState, Item, ItemState, Reading, ReadingState
from parvis.convene.harvest.tasks import read_one
from parvis.convene.harvest.writing import BATCH, batches, bring
from parvis.ground import clock
from parvis.ground.journal.actions import record

# What, when it changes, makes the next reading look at everything again.
DECIDING = frozenset({"address", "format", "rules", "edition", "organisation"})


@dataclass(frozen=True)
class Taken:
    """How many held things became events, and how many could not be read as one."""

    taken: int = 0
    unreadable: int = 0


@transaction.atomic
def add_feed(actor: Any, values: Mapping[str, Any]) -> Feed:
    """A new feed, read as soon as the worker can."""
    feed = Feed(**values)
    feed.full_clean()
    feed.save()
    record(actor, "feed.added", "feed", feed.uid, public={"name": feed.name})
    ask_reading(actor, feed)
    return feed


@transaction.atomic
def change_feed(actor: Any, feed: Feed, values: Mapping[str, Any]) -> frozenset[str]:
    """Change what is given; returns the parts that changed. New rules look at everything again."""
    changed = {name for name, value in values.items() if getattr(feed, name) != value}
    if not changed:
        return frozenset()
    for name in changed:
        setattr(feed, name, values[name])
    if changed & DECIDING:
        feed.etag = feed.last_modified = ""
    feed.full_clean()
    feed.save(update_fields=[*changed, "etag", "last_modified"])
    record(actor, "feed.changed", "feed", feed.uid, public={"parts": ", ".join(sorted(changed))})
    return frozenset(changed)


@transaction.atomic
def pause(actor: Any, feed: Feed) -> None:
    """Read it no more until somebody resumes it; pausing twice changes nothing."""
    if Feed.objects.filter(pk=feed.pk, state=FeedState.ON).update(state=FeedState.PAUSED):
        record(actor, "feed.paused", "feed", feed.uid)


@transaction.atomic
def resume(actor: Any, feed: Feed) -> None:
    """Read it on schedule again, now first; what failed before is forgotten."""
    resumed = Feed.objects.filter(pk=feed.pk, state=FeedState.PAUSED).update(
        state=FeedState.ON,
        failures=0,
        failing_since=None,
        last_error={},
        warned_at=None,
        next_read_at=clock.now(),
    )
    if resumed:
        record(actor, "feed.resumed", "feed", feed.uid)


def ask_reading(actor: Any, feed: Feed) -> Reading | None:
    """Have the worker read the feed; None when a reading is waiting or under way already."""
    reading = claim(feed, ReadingState.WAITING, actor if getattr(actor, "pk", None) else None)
    if reading is not None:
        # After the commit, or the worker would look for a row that is not there yet.
        transaction.on_commit(lambda: read_one.enqueue(reading.pk))
    return reading


@transaction.atomic
def accept_loss(actor: Any, feed: Feed) -> None:
    """Let the next reading take away what is gone, however much it is, and ask for that reading."""
    Feed.objects.filter(pk=feed.pk).update(accepts_loss=True, etag="", last_modified="")
    record(actor, "feed.loss-accepted", "feed", feed.uid)
    ask_reading(actor, feed)


@transaction.atomic
def remove_feed(actor: Any, feed: Feed) -> None:
    """Forget the source and what it announced; the events it brought stay as they are."""
    record(actor, "feed.removed", "feed", feed.uid, public={"name": feed.name})
    feed.delete()


def take_items(actor: Any, feed: Feed, items: Collection[int] | None = None) -> Taken:
    """Make events of held things, of all when none is named; a hundred a transaction, each thing once.

    Of two people who take the same thing at once, the second finds it taken.
    """
    taken = unreadable = 0
    known = work.Known(Places(), Bodies(), Terms(), Editions(False))
    for keys in batches(held_keys(feed, items)):
        with transaction.atomic():
            rows = list(Item.objects.select_for_update().filter(pk__in=keys, state=ItemState.HELD).order_by("pk"))
            done = take_batch(actor, feed, rows, known)
            taken += done
            unreadable += len(rows) - done
            if done:
                record(actor, "feed.taken", "feed", feed.uid, public={"number": done})
    return Taken(taken, unreadable)


def take_batch(actor: Any, feed: Feed, rows: Sequence[Item], known: work.Known) -> int:
    readable = {}
    for item in rows:
        try:
            document = reread(item.text, item.kind, item.external_id)
        except (FormatError, KeyError, ValueError):
            continue
        if not document.quarantined:
            readable[item.external_id] = (item, document)
    fresh = [document for item, document in readable.values() if item.event_id is None]
    followed = [document for item, document in readable.values() if item.event_id is not None]
    at, written = clock.now(), []
    for one in [*bring(feed, fresh, known, publish=feed.publish), *bring(feed, followed, known, publish=False)]:
        item, _document = readable[one.identity]
        item.event_id = one.the_event().pk
        item.state, item.text, item.reasons = ItemState.TAKEN, "", []
        item.by_hand, item.decided_by, item.seen_at = False, actor, at
        written.append(item)
    fields = ["event", "state", "text", "reasons", "by_hand", "decided_by", "seen_at"]
    Item.objects.bulk_update(written, fields, batch_size=BATCH)
    return len(written)


@transaction.atomic
def skip_items(actor: Any, feed: Feed, items: Collection[int] | None = None) -> int:
    """Leave out held things, of all when none is named, also in what the source will say of them later.

    A thing that is an event already stays one: only its unreadable new version is left out.
    """
    held = Item.objects.filter(pk__in=held_keys(feed, items), state=ItemState.HELD)
    common = {"text": "", "decided_by": actor, "seen_at": clock.now()}
    kept = held.filter(event__isnull=False).update(state=ItemState.TAKEN, reasons=[], **common)
    reasons = [{"code": "skipped", "value": ""}]
    left = held.filter(event__isnull=True).update(state=ItemState.SKIPPED, by_hand=True, reasons=reasons, **common)
    if kept + left:
        record(actor, "feed.skipped", "feed", feed.uid, public={"number": kept + left})
    return kept + left


@transaction.atomic
def reconsider_items(actor: Any, feed: Feed, items: Collection[int]) -> int:
    """Let the rules decide again, at the next reading, on things that a person left out."""
    found = Item.objects.filter(feed=feed, pk__in=items, state=ItemState.SKIPPED, by_hand=True)
    number = found.update(by_hand=False, digest="", decided_by=actor, seen_at=clock.now())
    if number:
        Feed.objects.filter(pk=feed.pk).update(etag="", last_modified="")
        record(actor, "feed.reconsidered", "feed", feed.uid, public={"number": number})
    return number


def held_keys(feed: Feed, items: Collection[int] | None) -> list[int]:
    held: QuerySet[Item] = Item.objects.filter(feed=feed, state=ItemState.HELD)
    if items is not None:
        held = held.filter(pk__in=items)
    return list(held.order_by("day", "pk").values_list("pk", flat=True))
