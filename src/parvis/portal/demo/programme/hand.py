"""How an event written by hand joins the programme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from parvis.portal.demo.season import EventSpec

PROGRAMME: list[Callable[[date], EventSpec]] = []


def event(write: Callable[[date], EventSpec]) -> Callable[[date], EventSpec]:
    PROGRAMME.append(write)
    return write
