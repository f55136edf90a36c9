"""What registration does by itself, whoever looks: lines are served, seats not confirmed go back, letters leave.

Several registrars at once do no harm: each change is made under the lock of its registration, each letter is claimed by
one. Without any, the scheduler does the same every minute, and who looks at a line that stands still has it served.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

from parvis.convene.registration import actions
from parvis.convene.registration.letters import send_owed

log = logging.getLogger("parvis.serve")

LOOK = 0.2  # seconds between two looks at lines where nobody stands
OVERDUE_EVERY = 1.0
LISTS_EVERY = 60.0
LETTERS_LOOK = 1.0
AFTER_TROUBLE = 5.0
FRESH = 30.0  # seconds after which a connection is looked at again


def run_forever(stop: threading.Event) -> None:
    """Serve until `stop` is set; what has begun is finished first. Letters leave by a thread of their own: a mail
    server that is slow to answer keeps nobody in line.
    """
    letters = threading.Thread(target=repeat, args=(stop, send_owed, LETTERS_LOOK), daemon=True)
    letters.start()
    turns = Turns()
    repeat(stop, turns.take, LOOK)
    letters.join(timeout=10)


def repeat(stop: threading.Event, work: Callable[[], int], pause: float) -> None:
    """Do `work` again and again, at once while it finds something to do; a database that is away is waited for."""
    looked = time.monotonic()
    while not stop.is_set():
        try:
            if time.monotonic() - looked > FRESH:
                close_old_connections()
                looked = time.monotonic()
            done = work()
        except Exception:
            log.exception("The registrar could not go on; it tries again in %s seconds.", AFTER_TROUBLE)
            looked = 0.0
            stop.wait(AFTER_TROUBLE)
        else:
            if not done:
                stop.wait(pause)


class Turns:
    """One turn after another: lines at each, the rest when its time has come."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now, self.overdue, self.lists = now, 0.0, 0.0

    def take(self) -> int:
        """Serve the first of each line, and do what is due; how many were served."""
        served, now = actions.serve_each_line(), self.now()
        if now >= self.overdue:
            self.overdue = now + OVERDUE_EVERY
            actions.expire()
        if now >= self.lists:
            self.lists = now + LISTS_EVERY
            actions.move_lists()
        return served


def do_what_is_due() -> str:
    """All of it once: for where no registrar runs."""
    return (
        f"{actions.serve_lines()} served, {actions.expire()} overdue, "
        f"{actions.move_lists()} promoted, {send_owed()} letters"
    )
