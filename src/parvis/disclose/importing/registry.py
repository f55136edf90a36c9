"""The register of importers, filled by each app's `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from parvis.civics.formats import EventDocument
from parvis.disclose.importing.records import Record
from parvis.people.models import Organisation


@dataclass(frozen=True)
class Mandate:
    """In whose name a person or a program imports: each importer writes what they may write by hand, and no more.

    organisation   the body that answers for what is new
    """

    actor: Any
    organisation: Organisation


@dataclass(frozen=True)
class Asked:
    """What is asked of an import.

    publish    show what is new at once
    edition    slug of the edition that new events join, empty for none
    language   "fr" or "en": that of the sentences
    mandate    whose rights it has; None for an operator, who may everything
    """

    publish: bool = False
    edition: str = ""
    language: str = "en"
    mandate: Mandate | None = None

    @property
    def actor(self) -> Any:
        """Who the journal names; None for an operator."""
        return self.mandate.actor if self.mandate else None


@dataclass(frozen=True)
class Read:
    """A page of prose that an import read, whoever wrote what it holds: for who compares documents.

    digest   SHA-256 of the text, in hexadecimal
    """

    path: str
    kind: str
    text: str
    digest: str


# Writes some documents, in the transaction of the caller; one record a document, in their order.
Writer = Callable[[Sequence[EventDocument]], list[Record]]
# Digest of a page → findings that were added to what is kept of it, as JSON.
Contradicted = Mapping[str, Sequence[Mapping[str, Any]]]
Comparer = Callable[[Sequence[Read]], Contradicted]


@dataclass(frozen=True)
class Importer:
    """Who writes some kinds of documents.

    kinds     of `civics.formats.model.KINDS`; empty: every kind that nobody else takes
    begin     what writes the documents of one import, which may remember what it has seen
    refusal   a sentence when what is asked cannot be done at all, empty otherwise
    offers    the kinds in words, for who may bring them in: "pages about a commitment"; empty to say nothing
    compare   given every page of prose of the import once all are written, still in its transaction; says what it added
    """

    kinds: frozenset[str]
    begin: Callable[[Asked], Writer]
    refusal: Callable[[Asked], str] = lambda asked: ""
    compare: Comparer | None = None
    offers: str | Promise = ""


_importers: dict[str, Importer] = {}


def register_importer(
    code: str,
    begin: Callable[[Asked], Writer],
    *,
    kinds: Collection[str] = (),
    refusal: Callable[[Asked], str] = lambda asked: "",
    compare: Comparer | None = None,
    offers: str | Promise = "",
) -> None:
    """Have an app write these kinds; ValueError when another app already does."""
    importer = Importer(frozenset(kinds), begin, refusal, compare, offers)
    for other, known in _importers.items():
        if other != code and (known.kinds & importer.kinds or known.kinds == importer.kinds):
            raise ValueError(f"“{code}” and “{other}” want the same kinds of documents.")
    _importers[code] = importer


def importers() -> tuple[Importer, ...]:
    """Every importer, in the order of their codes."""
    return tuple(_importers[code] for code in sorted(_importers))


def importer_of(kind: str) -> Importer | None:
    """Who writes documents of a kind: the one that names it, else the one that takes what is left; None without any."""
    named = next((importer for importer in importers() if kind in importer.kinds), None)
    return named or next((importer for importer in importers() if not importer.kinds), None)


def written_by_another_room(kind: str) -> bool:
    """Whether an importer names this kind, so that it is not for the one that takes what is left."""
    importer = importer_of(kind)
    return importer is not None and bool(importer.kinds)
