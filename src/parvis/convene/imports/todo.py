"""What imports have waiting: documents in quarantine, and batches that were read and not decided."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.convene.agenda.importing.reading import sentences_of
from parvis.convene.imports import rules
from parvis.convene.imports.models import State
from parvis.people.todo import Heap, Waiting, register_source


def register() -> None:
    register_source("imports.quarantine", quarantined)
    register_source("imports.batches", undecided)


def quarantined(user: Any, limit: int) -> Heap:
    """Documents that the person may settle; 2 queries."""
    if not rules.may_import(user):
        return Heap(0, ())
    waiting = rules.waiting_documents(user)
    return Heap(
        waiting.count(),
        tuple(
            Waiting(
                kind=_("Quarantined document"),
                title=row.title or row.name,
                detail=next(iter(sentences_of(row.reasons)), _("It could not be read as an event.")),
                url=reverse("imports:quarantined", args=[row.pk]),
                verb=_("Correct"),
                since=row.seen_at,
            )
            for row in waiting.defer("text")[:limit]
        ),
    )


def undecided(user: Any, limit: int) -> Heap:
    """Imports read and not decided; 2 queries."""
    if not rules.may_import(user):
        return Heap(0, ())
    waiting = rules.batches_of(user).filter(state=State.READ).order_by("at", "pk")
    return Heap(
        waiting.count(),
        tuple(
            Waiting(
                kind=_("Import"),
                title=batch.name,
                detail=_("Read, and nothing is written yet: %(number)s documents.") % {"number": batch.total},
                url=reverse("imports:batch", args=[batch.uid]),
                verb=_("Decide"),
                since=batch.moved_at,
            )
            for batch in waiting[:limit]
        ),
    )
