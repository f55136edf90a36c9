"""What comes back, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Work = Callable[[], Any]


@dataclass(frozen=True)
class Scheduled:
    """A function without arguments and the length of its slots; slots start at 1970-01-01 UTC plus `offset`."""

    name: str
    every: timedelta
    offset: timedelta
    work: Work

    def slot(self, at: datetime) -> datetime:
        """The beginning of the slot that holds this instant."""
        elapsed = at - EPOCH - self.offset
        return EPOCH + self.offset + (elapsed // self.every) * self.every


_scheduled: dict[str, Scheduled] = {}


def scheduled(name: str, *, every: timedelta, offset: timedelta = timedelta(0)) -> Callable[[Work], Work]:
    """Run the decorated function once in every slot of time; what it returns is kept as the outcome of the run.

    name     "follows.digest": stable, it names the rows
    offset   when in the slot, from midnight UTC for a day: `every=timedelta(days=1), offset=timedelta(hours=3)`

    ValueError when the slot is empty or another function has the name.
    """
    if every <= timedelta(0):
        raise ValueError(f"The task “{name}” must come back after some time.")

    def registered(work: Work) -> Work:
        known = _scheduled.get(name)
        if known is not None and known.work is not work:
            raise ValueError(f"Two functions are scheduled as “{name}”.")
        _scheduled[name] = Scheduled(name, every, offset, work)
        return work

    return registered


def scheduled_tasks() -> tuple[Scheduled, ...]:
    """Every scheduled task, in the order of their names."""
    return tuple(_scheduled[name] for name in sorted(_scheduled))


def names() -> tuple[str, ...]:
    """The names of every scheduled task, sorted."""
    return tuple(sorted(_scheduled))


def unschedule(name: str) -> None:
    """Forget a task; only for tests that schedule their own."""
    _scheduled.pop(name, None)
