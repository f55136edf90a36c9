"""What the rooms above the plans bring in of a page: each registers itself when it starts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.civics.formats import EventDocument
from parvis.civics.formats.commitment import CommitmentPage
from parvis.commit.plans.models import Commitment, ReadPage, Text
from parvis.ground.sources.models import Source


@dataclass(frozen=True)
class PageRead:
    """A page that was just written as a commitment, in the transaction of the import.

    read      the row that keeps the page word for word; `source` is the same page as a source to cite
    texts     the texts of the commitment and of its milestones in the language of the page
    authority of the words of the page: "official", "human" or "machine"
    publish   whether what is new is shown at once
    actor     the person or the program that brings the page in; None for an operator
    """

    document: EventDocument
    page: CommitmentPage
    commitment: Commitment
    read: ReadPage
    source: Source
    texts: Sequence[Text]
    authority: str
    publish: bool
    actor: Any = None


# Writes its part once: the same page again changes nothing. Returns sentences, in the active language.
PartWriter = Callable[[PageRead], list[str]]
# Why the page's part is not for its actor to write, in a sentence; empty when it is, or when the page has no such part.
PartRefusal = Callable[[PageRead], str]


@dataclass(frozen=True)
class Part:
    write: PartWriter
    refusal: PartRefusal


@dataclass(frozen=True)
class Written:
    """What became of the parts of a page.

    said   sentences
    held   kind → why it is held back, in a sentence
    """

    said: list[str]
    held: dict[str, str]


_parts: dict[str, Part] = {}


def register_part(kind: str, writer: PartWriter, *, refusal: PartRefusal = lambda page: "") -> None:
    """Have an app write the children of a kind ("review") of every page; ValueError when another already does."""
    if _parts.setdefault(kind, Part(writer, refusal)).write is not writer:
        raise ValueError(f"Two apps want the parts of kind “{kind}”.")


def write_parts(page: PageRead, kinds: Collection[str] | None = None) -> Written:
    """Have every registered app write its part of the page, or hold it back: only those kinds, when some are named."""
    written = Written([], {})
    for kind, part in sorted(_parts.items()):
        if kinds is not None and kind not in kinds:
            continue
        why = part.refusal(page) if page.actor is not None else ""
        if why:
            written.held[kind] = why
        else:
            written.said.extend(part.write(page))
    return written
