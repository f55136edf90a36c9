"""How busy this process is, so that what can wait may wait its turn; why, in docs/adr/0036."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

MEMORY = 0.5  # seconds over which the past is forgotten
BEHIND = 0.9  # share of the threads' time that was spent in requests, above which others wait outside


class Gauge:
    """The share of the threads of this process that were in a request lately, from 0 to 1.

    A server with threads to spare leaves some of them idle between two requests. When all of them have gone from one
    request to the next for a while, requests wait before they are even read: that wait cannot be measured from
    within, its cause can.
    """

    def __init__(self, threads: int = 0, now: Callable[[], float] = time.monotonic) -> None:
        self.threads, self.now = threads, now
        self.inside, self.share, self.at = 0, 0.0, now()
        self.guard = threading.Lock()

    def step(self, change: int) -> None:
        """One request more, or one less, from now on."""
        with self.guard:
            self.share, self.at = self.busy()
            self.inside += change

    def busy(self) -> tuple[float, float]:
        """The share at this instant, and the instant."""
        now = self.now()
        kept = math.exp((self.at - now) / MEMORY)
        present = min(self.inside / self.threads, 1.0) if self.threads else 0.0
        return self.share * kept + present * (1 - kept), now

    def is_behind(self) -> bool:
        with self.guard:
            return self.busy()[0] > BEHIND


gauge = Gauge()  # of this process; without threads, so never behind, where there is no web server


def is_behind() -> bool:
    """Whether this process has more requests than it can answer at its ease."""
    return gauge.is_behind()


def gauged(application: Callable[..., Iterable[bytes]], threads: int) -> Callable[..., Iterable[bytes]]:
    """A WSGI application whose requests are counted, until their answer begins to be sent."""
    gauge.threads = threads

    def counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        gauge.step(1)
        try:
            return application(environ, start_response)
        finally:
            gauge.step(-1)

    return counted
