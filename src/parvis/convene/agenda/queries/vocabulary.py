"""Terms in the reader's language, loaded once for a page: they are few, events are many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.convene.agenda.models import Event
from parvis.ground.themes.models import Term


@dataclass(frozen=True, slots=True)
class Word:
    id: int
    vocabulary: str
    code: str
    label: str


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
    rows = (
        Term.objects.filter(vocabulary__in=("theme", "format", "audience"))
        .order_by("vocabulary", "order", "code")
        .values_list("id", "vocabulary", "code", "name")
    )
    words = tuple(Word(id_, vocabulary, code, name.localize(language)) for id_, vocabulary, code, name in rows)
    return Vocabulary(words, {word.id: word for word in words})


def formats_of(events: Iterable[int], vocabulary: Vocabulary) -> dict[int, tuple[Word, ...]]:
    """Formats of each event, by its key; one query."""
    through = Event.formats.through
    found: dict[int, list[Word]] = {}
    pairs = through._default_manager.filter(event__in=list(events)).order_by("pk").values_list("event_id", "term_id")
    for event, term in pairs:
        if word := vocabulary.by_id.get(term):
            found.setdefault(event, []).append(word)
    return {event: tuple(words) for event, words in found.items()}
