"""What travels through an import: what it knows, what is wished of it, each document on its way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from parvis.civics.formats.model import EventDocument
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms
from parvis.convene.agenda.importing.mandate import Mandate
from parvis.convene.agenda.importing.reading import Draft
from parvis.convene.agenda.models import Edition, Event, ImportedDocument, Status
from parvis.disclose.importing import records
from parvis.people.models import Organisation

Identity = tuple[str, str]


@dataclass
class Known:
    """What an import remembers from one batch to the next."""

    places: Places
    bodies: Bodies
    terms: Terms
    editions: Editions
    seen: dict[Identity, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wishes:
    """What is asked of an import.

    only      identities to write, the others are read and left; None for all
    mandate   whose name it is made in, with what that allows; None for an operator, who may everything
    ours      documents that this site exported itself find their events again: never for a feed read from elsewhere,
              which could name any of our events
    origin    where identities are unique, whatever the documents say of it; empty to believe them
    source    how the journal names where they come from; their origin when it is empty
    answers   body that answers for the new events; by default the first organiser that a document names
    """

    publish: bool
    edition: Edition | None
    language: str
    now: datetime
    only: Collection[Identity] | None = None
    mandate: Mandate | None = None
    ours: bool = False
    origin: str = ""
    source: str = ""
    answers: Organisation | None = None

    @property
    def actor(self) -> Any:
        return self.mandate.actor if self.mandate else None


@dataclass
class Work:
    """A document on its way: its identity, what was said of it, the event it becomes.

    ours   the event was found because this site wrote the document: only what its format carries is compared
    """

    document: EventDocument
    origin: str
    identity: str
    digest: str
    reasons: list[str]
    draft: Draft | None = None
    event: Event | None = None
    known: ImportedDocument | None = None
    ours: bool = False
    action: str = records.UNCHANGED
    changed: list[str] = field(default_factory=list)

    @property
    def key(self) -> Identity:
        return self.origin, self.identity

    @property
    def cancelled(self) -> bool:
        """Whether this very document is what announces the cancellation."""
        return "status" in self.changed and self.the_event().status == Status.CANCELLED

    def columns(self, now: datetime) -> dict[str, Any]:
        """What is kept of the document itself, word for word."""
        document = self.document
        return {
            "origin": self.origin,
            "external_id": self.identity,
            "kind": document.kind,
            "name": PurePath(document.path).name[-250:],
            "url": document.url[:1000] if document.url.startswith(("http://", "https://")) else "",
            "title": document.title[:300],
            "text": document.source,
            "digest": self.digest,
            "seen_at": now,
        }

    def the_event(self) -> Event:
        if self.event is None:
            raise ValueError(f"“{self.document.title}” has no event yet.")
        return self.event

    def the_draft(self) -> Draft:
        if self.draft is None:
            raise ValueError(f"“{self.document.title}” was not read.")
        return self.draft
