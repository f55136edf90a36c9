"""The page as a source, the references it gives with the day each was consulted, and what shows what was done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from parvis.civics.formats import EventDocument
from parvis.civics.formats.commitment import Citation, CommitmentPage
from parvis.commit.plans.importing.lookups import NAMES, WEBSITE
from parvis.commit.plans.models import Commitment, Evidence, EvidenceKind
from parvis.ground import clock
from parvis.ground.sources.actions import cite
from parvis.ground.sources.models import Source


def digest_of(document: EventDocument) -> str:
    """SHA-256 of the page, in hexadecimal."""
    return hashlib.sha256(document.source.encode()).hexdigest()


def source_of(document: EventDocument, page: CommitmentPage) -> Source:
    """The page as it was read on this day; the very same text is the same source."""
    found, _made = Source.objects.get_or_create(
        archived_hash=digest_of(document),
        defaults={
            "title": " ".join(filter(None, (page.external_id.text, document.title)))[:300],
            "publisher": NAMES["fr" if document.language == "fr" else "en"],
            "url": document.url or WEBSITE,
            "consulted_on": clock.today(),
        },
    )
    return found


def write_references(commitment: Commitment, page: CommitmentPage) -> None:
    """Cite every reference of the page, under the mark by which its text calls it."""
    for citation in all_citations(page):
        if citation.url:
            cite(reference(citation), "commitment", commitment.uid, f"[{citation.mark}]" if citation.mark else "")


def all_citations(page: CommitmentPage) -> Iterator[Citation]:
    yield from page.citations
    for review in page.reviews:
        yield from review.citations


def reference(citation: Citation) -> Source:
    """The document that a reference names, as it was on the day it was consulted."""
    found = Source.objects.filter(url=citation.url[:500], consulted_on=citation.consulted).order_by("pk").first()
    return found or Source.objects.create(
        url=citation.url[:500], title=citation.title[:300], consulted_on=citation.consulted
    )


def write_evidence(commitment: Commitment, page: CommitmentPage, source: Source) -> None:
    """What the results review cites for what was done is supporting evidence, as it was on the day it was consulted."""
    known = set(commitment.evidence.order_by("pk").values_list("url", flat=True))
    for review in page.reviews:
        if review.phase != "end-of-term":
            continue
        for citation in review.citations:
            if citation.url and citation.called_from and citation.url not in known:
                Evidence.objects.create(
                    commitment=commitment,
                    kind=EvidenceKind.SUPPORTING,
                    title=reference(citation).title,
                    url=citation.url[:1000],
                    consulted_on=citation.consulted,
                    source=source,
                )
