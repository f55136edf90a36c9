"""The worker does what was put off, the scheduler what is due, the registrar what registration cannot put off."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

from parvis.config.health import beat

log = logging.getLogger("parvis.serve")

BEAT_EVERY = 60.0  # seconds


def worker() -> int:
    """Run background tasks until told to stop; a task that has begun is finished first."""
    threading.Thread(target=beat_regularly, args=("worker",), daemon=True).start()
    call_command("db_worker", interval=2, startup_delay=False, verbosity=0)
    return 0


def beat_regularly(process: str) -> None:
    while True:
        alive(process)
        threading.Event().wait(BEAT_EVERY)


def alive(process: str) -> None:
    try:
        close_old_connections()
        beat(process)
    except DatabaseError as trouble:  # the work itself will say more, and the silence is seen on /healthz
        log.warning("%s cannot reach the database: %s", process, trouble)


def scheduler() -> int:
    """Run what is due until told to stop; what has begun is finished first."""
    from parvis.ground.tasks.scheduler import run_forever

    alive("scheduler")
    run_forever(asked_to_stop())
    return 0


def registrar() -> int:
    """Serve lines, give back what is overdue, send letters, until told to stop."""
    from parvis.convene.registration.registrar import run_forever

    threading.Thread(target=beat_regularly, args=("registrar",), daemon=True).start()
    run_forever(asked_to_stop())
    return 0


def asked_to_stop() -> threading.Event:
    """Set when the process is told to end."""
    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    return stop
