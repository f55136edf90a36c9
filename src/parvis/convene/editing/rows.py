"""Rows added to, taken from and moved within a form that was posted, without a script."""

from __future__ import annotations

import re

from django.http import QueryDict

from parvis.convene.editing.forms.event.rows import MOST_ROWS, ROW_FORMS


def with_row(typed: QueryDict, part: str) -> QueryDict:
    """One empty row more at the end of a list."""
    data = typed.copy()
    if part in ROW_FORMS:
        data[f"{part}-TOTAL_FORMS"] = str(min(total(typed, part) + 1, MOST_ROWS))
        data.setdefault(f"{part}-INITIAL_FORMS", "0")
    return data


def without_row(typed: QueryDict, row: str) -> QueryDict:
    """The form without that row ("sessions-2")."""
    part, place = named(row)
    if not part:
        return typed.copy()
    order = [one for one in range(total(typed, part)) if one != place]
    return in_order(typed, part, order)


def with_row_up(typed: QueryDict, row: str) -> QueryDict:
    """The form with that row before the one above it."""
    part, place = named(row)
    if not part or not 0 < place < total(typed, part):
        return typed.copy()
    order = list(range(total(typed, part)))
    order[place - 1], order[place] = order[place], order[place - 1]
    return in_order(typed, part, order)


def named(row: str) -> tuple[str, int]:
    part, _dash, place = row.rpartition("-")
    return (part, int(place)) if part in ROW_FORMS and place.isdecimal() else ("", 0)


def total(typed: QueryDict, part: str) -> int:
    said = typed.get(f"{part}-TOTAL_FORMS", "")
    return min(int(said), MOST_ROWS) if said.isdecimal() else 0


def in_order(typed: QueryDict, part: str, order: list[int]) -> QueryDict:
    """The form whose rows of that list are those of `order`, in it."""
    data = QueryDict(mutable=True)
    now = {old: new for new, old in enumerate(order)}
    row = re.compile(rf"{part}-(\d+)-(\w+)$")
    for name, values in typed.lists():
        match = row.match(name)
        if match is None:
            data.setlist(name, values)
        elif int(match[1]) in now:
            data.setlist(f"{part}-{now[int(match[1])]}-{match[2]}", values)
    data[f"{part}-TOTAL_FORMS"] = str(len(order))
    return data
