"""The footnotes of a page: each source once, numbered in the order in which the page first rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parvis.commit.plans.queries.cards import day
from parvis.commit.plans.queries.shapes import SourceLine
from parvis.ground.sources.models import Citation, Source


class Footnotes:
    """Give it sources as the page meets them; it answers with their numbers and keeps the list."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.sources: dict[int, Source] = {}
        self.locators: dict[int, list[str]] = {}

    def note(self, source: Any, locator: str = "") -> int:
        """The number of a source, 0 for none; a source met again keeps its number."""
        if source is None:
            return 0
        self.sources.setdefault(source.pk, source)
        said = self.locators.setdefault(source.pk, [])
        if locator and locator not in said:
            said.append(locator)
        return list(self.sources).index(source.pk) + 1

    def cite(self, citations: Iterable[Citation]) -> None:
        for citation in citations:
            self.note(citation.source, citation.locator)

    def lines(self) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(
                number=number,
                title=source.title,
                url=source.url,
                publisher=source.publisher,
                consulted=day(source.consulted_on, self.language),
                excerpt=source.excerpt,
                locators=tuple(self.locators[source.pk]),
                digest=source.archived_hash,
            )
            for number, source in enumerate(self.sources.values(), start=1)
        )
