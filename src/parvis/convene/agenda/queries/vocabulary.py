"""Terms in the reader's language, loaded once for a page: they are few, events are many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from parvis.convene.agenda.models import Event
from parvis.ground.compiled import Compiled
from parvis.ground.text import in_language
from parvis.ground.themes.models import Term

# A page of the agenda holds at most this many events.
USUAL = 48


@dataclass(frozen=True, slots=True)
class Word:
    """`rank` is its place in the vocabularies: several words are always said in that order."""

    id: int
    vocabulary: str
    code: str
    label: str
    rank: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """Every term of the agenda's vocabularies, in their order."""

    words: tuple[Word, ...]
    by_id: Mapping[int, Word]

    def of(self, vocabulary: str) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.vocabulary == vocabulary)

    def find(self, vocabulary: str, codes: Iterable[str]) -> tuple[Word, ...]:
        wanted = set(codes)
        return tuple(word for word in self.words if word.vocabulary == vocabulary and word.code in wanted)


def load(language: str) -> Vocabulary:
    """One query."""
    words = tuple(
        Word(id_, kind, code, in_language(name, language), rank) for rank, (id_, kind, code, name) in enumerate(terms())
    )
    return Vocabulary(words, {word.id: word for word in words})


def formats_of(events: Iterable[int], vocabulary: Vocabulary) -> dict[int, tuple[Word, ...]]:
    """Formats of each event, by its key; one query."""
    found: dict[int, list[Word]] = {}
    for event, term in pairs(list(events)):
        if word := vocabulary.by_id.get(term):
            found.setdefault(event, []).append(word)
    return {event: in_order(words) for event, words in found.items()}


def in_order(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: word.rank))


def pairs(events: list[int]) -> list[tuple[int, int]]:
    """(event, format); short lists always ask the same query."""
    if not events:
        return []
    if len(events) <= USUAL:
        return pairs_of_few(*events, *[events[-1]] * (USUAL - len(events)))
    return list(of_events(events))


def of_events(events: Iterable[int]) -> QuerySet[Any, Any]:
    through = Event.formats.through._default_manager
    return through.filter(event__in=events).order_by("pk").values_list("event_id", "term_id")


# Names as the database keeps them: their words are then read once a process rather than once a page.
terms = Compiled(
    lambda: (
        Term.objects.filter(vocabulary__in=("theme", "format", "audience"))
        .order_by("vocabulary", "order", "code")
        .annotate(words=Cast("name", TextField()))
        .values_list("id", "vocabulary", "code", "words")
    )
)
pairs_of_few = Compiled(lambda *events: of_events(events))
