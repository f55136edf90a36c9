"""Running what is due, once whatever the number of schedulers."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import close_old_connections

from parvis.ground.clock import now
from parvis.ground.tasks.models import Run, State
from parvis.ground.tasks.schedule import Scheduled, scheduled, scheduled_tasks

log = logging.getLogger(__name__)

TICK = 15.0  # seconds between two looks at the clock
LOST_AFTER = timedelta(hours=6)
KEPT = timedelta(days=30)


def run_due(at: datetime | None = None, tasks: Iterable[Scheduled] | None = None) -> list[Run]:
    """Do what is due and nobody has claimed; returns the runs that this process made, failed ones included.

    Only the present slot is considered: what a stopped instance missed is not made up for.
    """
    at = at or now()
    due = {(task.name, task.slot(at)): task for task in (scheduled_tasks() if tasks is None else tasks)}
    claimed = set(
        Run.objects.filter(slot__in={slot for _, slot in due}).exclude(state=State.WAITING).values_list("name", "slot")
    )
    return [
        run
        for (name, slot), task in sorted(due.items(), key=lambda item: item[0])
        if (name, slot) not in claimed and (run := claim(name, slot)) is not None and perform(run, task)
    ]


def claim(name: str, slot: datetime) -> Run | None:
    """The run of that slot if it is ours alone, None when somebody else has it or the task is still running.

    One conditional UPDATE decides: the process whose statement changed the row has the run.
    """
    busy = Run.objects.filter(name=name, state=State.RUNNING, claimed_at__gt=now() - LOST_AFTER).exclude(slot=slot)
    if busy.exists():
        return None
    Run.objects.bulk_create([Run(name=name, slot=slot)], ignore_conflicts=True)
    ours = Run.objects.filter(name=name, slot=slot, state=State.WAITING).update(
        state=State.RUNNING, claimed_by=process_name(), claimed_at=now()
    )
    return Run.objects.get(name=name, slot=slot) if ours else None


def perform(run: Run, task: Scheduled) -> bool:
    """Do the work and write how it ended; an exception is a failure, in the row and in the log."""
    try:
        outcome = task.work()
    except Exception as error:
        log.exception("The scheduled task %s failed.", task.name)
        state, words = State.FAILED, f"{type(error).__name__}: {error}"
    else:
        state, words = State.DONE, "" if outcome is None else str(outcome)
    run.state, run.outcome, run.finished_at = state, words[:2000], now()
    run.save(update_fields=["state", "outcome", "finished_at"])
    return True


def process_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:120]


def run_forever(stop: threading.Event, tick: float = TICK) -> None:
    """Look at the clock every `tick` seconds until `stop` is set; a database that is away is waited for."""
    while not stop.is_set():
        close_old_connections()
        try:
            run_due()
        except Exception:
            log.exception("The scheduler could not run; it tries again in %s seconds.", tick)
        finally:
            close_old_connections()
        stop.wait(tick)


@scheduled("tasks.housekeeping", every=timedelta(hours=1))
def tidy_runs() -> str:
    """Call lost the runs whose process died, and forget the runs of more than 30 days."""
    at = now()
    lost = Run.objects.filter(state=State.RUNNING, claimed_at__lt=at - LOST_AFTER).update(
        state=State.LOST, finished_at=at, outcome="no news from its process"
    )
    forgotten, _ = Run.objects.filter(slot__lt=at - KEPT).delete()
    return f"{lost} lost, {forgotten} forgotten"
