"""Keeps child processes alive: restarts one that dies, waiting longer each time, and stops them all together."""

from __future__ import annotations

import logging
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger("parvis.serve")

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds between the death of a child and its restart
STEADY = 60.0  # seconds after which a child counts as well started
GRACE = 12.0  # seconds a child is given to finish what it does


@dataclass
class Child:
    """One process, and when it may be started again."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    again: float = 0.0


@dataclass
class Supervisor:
    """Runs the children until it is told to stop; `run` returns the exit code."""

    commands: Mapping[str, Sequence[str]]
    stopping: bool = False
    children: list[Child] = field(default_factory=list)

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.children = [Child(name, command) for name, command in self.commands.items()]
        try:
            while not self.stopping:
                self.look()
                time.sleep(0.2)
        finally:
            self.end()
        return 0

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def look(self) -> None:
        """Start what should run and does not."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.again and not self.stopping:
                    self.start(child, now)
            elif (code := child.process.poll()) is not None:
                child.process = None
                child.wait = FIRST_WAIT if now - child.started > STEADY else min(child.wait * 2, LONGEST_WAIT)
                child.again = now + child.wait
                log.error("%s stopped with code %s; it starts again in %.0f s", child.name, code, child.wait)

    def start(self, child: Child, now: float) -> None:
        # A session of its own: Ctrl-C in a terminal reaches the parent alone, which stops the children in order.
        child.process = subprocess.Popen(child.command, start_new_session=True)  # noqa: S603 -- our own commands
        child.started = now

    def end(self) -> None:
        """Ask every child to finish, then insist."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
