"""What tables have waiting: those that were read and not decided."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.commit.exchange import rules
from parvis.commit.exchange.models import TableState
from parvis.people.todo import Heap, Waiting, register_source

OPEN = (TableState.BROUGHT, TableState.READ)


def register() -> None:
    register_source("exchange.tables", undecided)


def undecided(user: Any, limit: int) -> Heap:
    """Tables that the person brought, or may decide of, and that nobody decided; 2 queries."""
    if not rules.may_bring_tables(user):
        return Heap(0, ())
    waiting = rules.tables_of(user).filter(state__in=OPEN).order_by("at", "pk")
    return Heap(
        waiting.count(),
        tuple(
            Waiting(
                kind=_("Table of commitments"),
                title=table.name,
                detail=_("Brought into “%(plan)s”; nothing is written yet.") % {"plan": table.plan},
                url=reverse("exchange:table", args=[table.uid]),
                verb=_("Decide"),
                since=table.moved_at,
            )
            for table in waiting.select_related("plan").defer("content", "rows", "notes")[:limit]
        ),
    )
