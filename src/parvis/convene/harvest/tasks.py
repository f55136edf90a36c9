"""When feeds are read: the scheduler asks, the worker reads, so that a slow site holds nobody else."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from parvis.convene.harvest.harvesting import claim, perform
from parvis.convene.harvest.models import Feed, FeedState, Reading, ReadingState
from parvis.ground import clock
from parvis.ground.tasks import scheduled

READINGS_KEPT = timedelta(days=90)


class ReadingFailed(Exception):
    """The reading failed: its row says why; the task says that it did."""


@task()
def read_one(reading: int) -> str:
    """Carry out a reading that waits; a failure is a failure of the task too."""
    waiting = Reading.objects.filter(pk=reading).first()
    done = perform(waiting) if waiting else None
    if done is None:
        return "nothing to do"
    if done.state == ReadingState.FAILED:
        raise ReadingFailed(done.error.get("en", ""))
    return done.state


@scheduled("harvest.due", every=timedelta(minutes=5))
def ask_due() -> str:
    """Have the worker read the feeds whose hour has come, each once whatever the number of schedulers."""
    now = clock.now()
    due = Feed.objects.filter(state=FeedState.ON, next_read_at__lte=now).order_by("next_read_at", "pk")
    asked = 0
    for feed in due:
        # The hour moves on at once: if the worker is away, the next turn asks again without piling up.
        mine = Feed.objects.filter(pk=feed.pk, state=FeedState.ON, next_read_at=feed.next_read_at)
        if not mine.update(next_read_at=now + timedelta(hours=feed.every_hours)):
            continue
        reading = claim(feed, ReadingState.WAITING)
        if reading is not None:
            read_one.enqueue(reading.pk)
            asked += 1
    return f"{asked} readings asked for"


@scheduled("harvest.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=45))
def forget_old_readings() -> str:
    """Forget readings after 90 days."""
    number, _ = Reading.objects.filter(at__lt=clock.now() - READINGS_KEPT).delete()
    return f"{number} readings forgotten"
