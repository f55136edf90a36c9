"""The page itself: kept word for word, with its doubts, what it contradicts and what is held back of it; read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from parvis.civics.checks import check
from parvis.civics.formats import EventDocument
from parvis.civics.formats import read as read_again
from parvis.civics.formats.commitment import CommitmentPage
from parvis.commit.plans.importing import texts
from parvis.commit.plans.importing.fields import field_words
from parvis.commit.plans.importing.parts import PageRead, Written
from parvis.commit.plans.importing.sources import digest_of
from parvis.commit.plans.models import Commitment, ReadPage
from parvis.disclose.importing.doubts import doubts_of, sentences, sentences_in_words
from parvis.disclose.importing.printable import printable
from parvis.disclose.importing.registry import Asked
from parvis.ground import clock
from parvis.ground.sources.models import Source

ORIGIN = "commitment-page"
EXPECTED = frozenset({"not-an-agenda-page"})  # what the reader says for the agenda, and nobody else


def doubted(document: EventDocument, asked: Asked) -> Sequence[str]:
    """Why its values are doubted: under the labels of forms for a person, under the names of the page for a command."""
    if asked.mandate is None:
        return sentences(without_expected(document), asked.language)
    return sentences_in_words(doubts_of(without_expected(document)), asked.language, field_words)


def without_expected(document: EventDocument) -> EventDocument:
    return replace(document, doubts=tuple(doubt for doubt in document.doubts if doubt.reason not in EXPECTED))


def keep_page(document: EventDocument, commitment: Commitment) -> ReadPage:
    """The page word for word, with its hash, what it contradicts and what its reader doubted."""
    name = PurePath(document.path).name
    # Known by its hash alone, a page gets its words when somebody brings a copy.
    read = commitment.pages.filter(digest=digest_of(document), text="").first()
    read = read or ReadPage(commitment=commitment, digest=digest_of(document))
    read.origin, read.name, read.url = ORIGIN, name[:250], document.url or read.url
    read.language, read.text, read.seen_at = document.language, document.source, clock.now()
    read.findings = [finding.as_json for finding in check(document.source, name, today=clock.today()).findings]
    read.doubts = doubts_of(without_expected(document))
    read.save()
    return read


def read_page_again(read: ReadPage) -> tuple[EventDocument, CommitmentPage]:
    """What the reader finds in a page that is kept word for word; LookupError when its words are not kept."""
    for document in map(printable, read_again(read.text, read.name) if read.text else ()):
        if document.commitment is not None:
            return document, document.commitment
    raise LookupError(f"The page {read.pk} cannot be read again.")


def page_read(
    document: EventDocument,
    page: CommitmentPage,
    commitment: Commitment,
    read: ReadPage,
    source: Source,
    publish: bool,
    actor: Any,
) -> PageRead:
    told = list(commitment.texts.filter(language=document.language).select_related("milestone").order_by("pk"))
    return PageRead(document, page, commitment, read, source, told, texts.authority_of(page), publish, actor)


def note_held(read: ReadPage, written: Written) -> None:
    held = sorted(written.held)
    if read.held_back != held:
        read.held_back = held
        read.save(update_fields=["held_back"])
