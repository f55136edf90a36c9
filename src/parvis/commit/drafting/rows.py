"""Rows added to, taken from and moved within a form that was posted, without a script."""

from __future__ import annotations

import re

from django.http import QueryDict

MOST_ROWS = 60


def with_row(typed: QueryDict, part: str) -> QueryDict:
    """One empty row more at the end of a list."""
    data = typed.copy()
    data[f"{part}-TOTAL_FORMS"] = str(min(total(typed, part) + 1, MOST_ROWS))
    data.setdefault(f"{part}-INITIAL_FORMS", "0")
    return data


def without_row(typed: QueryDict, row: str) -> QueryDict:
    """The form without that row ("milestones-2")."""
    part, place = named(row)
    return in_order(typed, part, [one for one in range(total(typed, part)) if one != place])


def with_row_up(typed: QueryDict, row: str) -> QueryDict:
    """The form with that row before the one above it."""
    part, place = named(row)
    order = list(range(total(typed, part)))
    if 0 < place < len(order):
        order[place - 1], order[place] = order[place], order[place - 1]
    return in_order(typed, part, order)


def named(row: str) -> tuple[str, int]:
    part, _dash, place = row.rpartition("-")
    return (part, int(place)) if place.isdecimal() and part.isidentifier() else ("", -1)


def total(typed: QueryDict, part: str) -> int:
    said = typed.get(f"{part}-TOTAL_FORMS", "")
    return min(int(said), MOST_ROWS) if said.isdecimal() else 0


def in_order(typed: QueryDict, part: str, order: list[int]) -> QueryDict:
    """The form whose rows of that list are those of `order`, in it."""
    data = QueryDict(mutable=True)
    now = {old: new for new, old in enumerate(order)}
    row = re.compile(rf"{re.escape(part)}-(\d+)-(\w+)$")
    for name, values in typed.lists():
        match = row.match(name) if part else None
        if match is None:
            data.setlist(name, values)
        elif int(match[1]) in now:
            data.setlist(f"{part}-{now[int(match[1])]}-{match[2]}", values)
    if part:
        data[f"{part}-TOTAL_FORMS"] = str(len(order))
        data[f"{part}-INITIAL_FORMS"] = "0"
    return data
