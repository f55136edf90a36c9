"""A long form as a page: sections, the lines of each, lists of rows, and a margin of findings beside every line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField

from parvis.ui.findings import Noted

Asked = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Margin:
    """The findings beside a line; `code` names it, so that a check may fill it again."""

    code: str
    notes: tuple[Noted, ...] = ()


@dataclass(frozen=True)
class Line:
    """Fields on one line; `aside` is a word that opens them when they are rarely used, empty otherwise."""

    fields: tuple[BoundField, ...]
    margin: Margin
    aside: str = ""
    open: bool = False


@dataclass(frozen=True)
class RowLine:
    """One row of a list: its place in the form, what is asked first, what is asked on demand (`more`).

    picture  what has `file`, `width` and `height`, shown above the fields; None without one
    """

    place: int
    number: int
    anchor: str
    name: str
    said: str
    open: bool
    hidden: tuple[BoundField, ...]
    fields: tuple[tuple[BoundField, ...], ...]
    more: tuple[BoundField, ...]
    more_open: bool
    errors: tuple[str, ...]
    margin: Margin
    picture: Any = None


@dataclass(frozen=True)
class Listing:
    """A list of rows; folded (in `<details>`) when it is small print; with a margin of its own when it has one."""

    part: str
    title: Any
    one: Any
    hint: Any
    add: Any
    management: Any
    rows: tuple[RowLine, ...]
    folded: bool = False
    margin: Margin | None = None

    @property
    def open(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Section:
    code: str
    title: Any
    lines: tuple[Line, ...]
    lists: tuple[Listing, ...] = ()
