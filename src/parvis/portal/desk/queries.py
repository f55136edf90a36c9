"""What the first page of the organisers' space reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parvis.ground import clock
from parvis.people.todo import Waiting, waiting_for

SHOWN, MOST = 6, 200


@dataclass(frozen=True)
class Row:
    """One thing that waits, with how long it has waited."""

    waiting: Waiting
    days: int
    late: int


@dataclass(frozen=True)
class Desk:
    """`count` things wait, `late` of them are late; `rest` are on the long list only; `marks` stand in the margin."""

    rows: tuple[Row, ...]
    count: int
    late: int
    rest: int
    marks: int


def desk(user: Any, *, everything: bool = False) -> Desk:
    now = clock.now()
    heap = waiting_for(user, MOST)
    rows = [Row(one, one.days(now), one.days_late(now)) for one in heap.oldest]
    shown = rows if everything else rows[:SHOWN]
    return Desk(
        rows=tuple(shown),
        count=heap.count,
        late=sum(row.late > 0 for row in rows),
        rest=heap.count - len(shown),
        marks=sum(len(row.waiting.marks) for row in shown),
    )
