"""Reading a feed from its claim to its outcome: one at a time, and a failure is written where it will be seen."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from parvis.convene.harvest.downloading import Unreadable, download, in_both
from parvis.convene.harvest.models import ACTIVE, Feed, FeedState, ItemState, Reading, ReadingState
from parvis.convene.harvest.planning import WRITTEN, plan
from parvis.convene.harvest.warning import warn_organisers
from parvis.convene.harvest.writing import write
from parvis.ground import clock
from parvis.ground.journal.actions import record

log = logging.getLogger(__name__)

SILENT = timedelta(minutes=15)  # a reading without news for so long is lost: its process stopped
PAUSED_AFTER = 5  # failures in a row
LONGEST_WAIT = timedelta(hours=48)
LOST = _("The reading stopped before its end: its process was interrupted. What it had written stays.")
UNEXPECTED = _("The reading failed for a reason of ours; it was noted for the operators of this site.")
SUSPICIOUS = _(
    "%(gone)s of %(living)s events are no longer announced: more than half at once. Nothing was changed; "
    "look at the source, then accept the loss or wait for the next reading."
)


class ClaimLost(Exception):
    """Another process has declared this reading lost, and perhaps begun another."""


def claim(feed: Feed, state: str, asked_by: Any = None) -> Reading | None:
    """A reading of the feed that is ours alone, None while there is another: the database decides."""
    lost(feed)
    try:
        with transaction.atomic():
            return Reading.objects.create(feed=feed, state=state, asked_by=asked_by)
    except IntegrityError:
        return None


def lost(feed: Feed) -> None:
    """Give up a reading that is under way without news; one that waits for a worker is given up too."""
    silent = Reading.objects.filter(feed=feed, state__in=ACTIVE, heard_at__lt=clock.now() - SILENT)
    silent.update(state=ReadingState.FAILED, error=in_both(LOST))


def read_feed(feed: Feed, *, asked_by: Any = None) -> Reading | None:
    """Read a feed now, in this process; None when another process is reading it."""
    waiting = Reading.objects.filter(feed=feed, state=ReadingState.WAITING).first()
    if waiting is not None:
        return perform(waiting)
    reading = claim(feed, ReadingState.RUNNING, asked_by)
    return None if reading is None else carry_out(reading)


def perform(reading: Reading) -> Reading | None:
    """Carry out a reading that waits; None when another process has begun it."""
    mine = Reading.objects.filter(pk=reading.pk, state=ReadingState.WAITING).update(
        state=ReadingState.RUNNING, heard_at=clock.now()
    )
    return carry_out(Reading.objects.get(pk=reading.pk)) if mine else None


def carry_out(reading: Reading) -> Reading:
    """Fetch, decide, write; whatever happens ends in the row of the reading and in that of its feed."""
    feed = Feed.objects.select_related("edition", "organisation").get(pk=reading.feed_id)
    began = time.monotonic()
    try:
        with translation.override(settings.LANGUAGE_CODE):
            succeed(feed, reading)
    except ClaimLost:
        log.warning("The reading %s of %s was given up while it was under way.", reading.pk, feed)
        return Reading.objects.get(pk=reading.pk)
    except Unreadable as error:
        reading.state, reading.error = ReadingState.FAILED, error.sentences
    except Exception:
        log.exception("The source %s could not be harvested.", feed)
        reading.state, reading.error = ReadingState.FAILED, in_both(UNEXPECTED)
    reading.seconds = round(time.monotonic() - began, 3)
    settle(feed, reading)
    return reading


def succeed(feed: Feed, reading: Reading) -> None:
    found = download(feed.address, feed.format, etag=feed.etag, last_modified=feed.last_modified)
    reading.bytes, reading.not_modified = found.bytes, found.not_modified
    reading.state = ReadingState.DONE
    if found.not_modified:
        reading.unchanged = feed.items.exclude(state=ItemState.GONE).count()
        return
    intended = plan(feed, found.documents, now=clock.now(), today=clock.today(settings.TIME_ZONE))
    if intended.suspicious and not feed.accepts_loss:
        said = {"gone": len(intended.leaving), "living": intended.living}
        reading.state = ReadingState.HELD
        reading.error = {code: sentence % said for code, sentence in in_both(SUSPICIOUS).items()}
        return
    reading.total = sum(row.verdict in WRITTEN for row in intended.rows)
    heard(reading)(0)
    write(feed, intended, reading, heard(reading))
    feed.etag, feed.last_modified = found.etag, found.last_modified


def heard(reading: Reading) -> Callable[[int], None]:
    """Say how far the reading is; ClaimLost when somebody has given it up, so that the transaction is undone."""

    def say(done: int) -> None:
        mine = Reading.objects.filter(pk=reading.pk, state=ReadingState.RUNNING)
        reading.done = done
        if not mine.update(done=done, total=reading.total, heard_at=clock.now()):
            raise ClaimLost

    return say


COUNTED = [
    "seconds", "bytes", "not_modified", "total", "done", "created", "changed", "cancelled", "gone", "returned", "held",
    "unchanged", "skipped", "error", "state",
]  # fmt: skip


@transaction.atomic
def settle(feed: Feed, reading: Reading) -> None:
    """Close the reading and say when the next one is; the failures in a row decide how long to wait."""
    now = clock.now()
    values = {name: getattr(reading, name) for name in COUNTED}
    if not Reading.objects.filter(pk=reading.pk, state=ReadingState.RUNNING).update(heard_at=now, **values):
        return
    if reading.state == ReadingState.FAILED:
        fail(feed, reading, now)
        return
    held = reading.state == ReadingState.HELD
    Feed.objects.filter(pk=feed.pk).update(
        last_read_at=feed.last_read_at if held else now,
        next_read_at=now + timedelta(hours=feed.every_hours),
        etag=feed.etag,
        last_modified=feed.last_modified,
        failures=0,
        failing_since=(feed.failing_since or now) if held else None,
        last_error=reading.error,
        warned_at=None,
        accepts_loss=False,
    )
    if worth_telling(reading):
        told = ("created", "changed", "cancelled", "gone", "returned")
        record(None, "feed.read", "feed", feed.uid, public={name: getattr(reading, name) for name in told})


def worth_telling(reading: Reading) -> bool:
    return bool(reading.created or reading.changed or reading.cancelled or reading.gone or reading.returned)


def fail(feed: Feed, reading: Reading, now: datetime) -> None:
    """Count the failure, wait longer each time, and stop asking after PAUSED_AFTER of them."""
    row = Feed.objects.filter(pk=feed.pk)
    row.update(failures=F("failures") + 1, last_error=reading.error)
    row.filter(failing_since=None).update(failing_since=now)
    feed.refresh_from_db()
    row.update(next_read_at=now + wait_after(feed))
    if feed.failures < PAUSED_AFTER or feed.state == FeedState.PAUSED:
        return
    row.update(state=FeedState.PAUSED)
    record(None, "feed.gave-up", "feed", feed.uid, public={"failures": feed.failures})
    if row.filter(warned_at=None).update(warned_at=now):
        transaction.on_commit(lambda: warn_organisers(feed, reading.error))


def wait_after(feed: Feed) -> timedelta:
    """Twice as long after each failure, from the usual wait to two days."""
    usual = timedelta(hours=feed.every_hours)
    return max(usual, min(usual * 2 ** (feed.failures - 1), LONGEST_WAIT))
