"""What the rooms above the plans bring in of a page: each registers itself when it starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    """

    document: EventDocument
    page: CommitmentPage
    commitment: Commitment
    read: ReadPage
    source: Source
    texts: Sequence[Text]
    authority: str
    publish: bool


# Writes its part once: the same page again changes nothing. Returns sentences, in the active language.
PartWriter = Callable[[PageRead], list[str]]
_writers: dict[str, PartWriter] = {}


def register_part(kind: str, writer: PartWriter) -> None:
    """Have an app write the children of a kind ("review") of every page; ValueError when another already does."""
    if _writers.setdefault(kind, writer) is not writer:
        raise ValueError(f"Two apps want the parts of kind “{kind}”.")


def write_parts(page: PageRead) -> list[str]:
    """Have every registered app write its part of the page; what nobody writes is said."""
    said: list[str] = []
    for _kind, writer in sorted(_writers.items()):
        said += writer(page)
    return said
