"""Reading vocabularies: they are small, so a page loads the ones it needs at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from parvis.ground.clock import today
from parvis.ground.themes.models import Term


@dataclass(frozen=True)
class Word:
    """A term in the reader's language."""

    code: str
    name: str


def in_use(vocabulary: str, on: date | None = None) -> QuerySet[Term]:
    """Terms of a vocabulary that may be chosen on that day (today by default), in their order."""
    day = on or today()
    return Term.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        vocabulary=vocabulary,
    ).order_by("order", "code")


def words(vocabularies: Iterable[str], language: str, on: date | None = None) -> dict[str, list[Word]]:
    """The terms in use of several vocabularies, ready to print, in one query; an empty vocabulary is there too."""
    day = on or today()
    found: dict[str, list[Word]] = {vocabulary: [] for vocabulary in vocabularies}
    terms = Term.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        vocabulary__in=found,
    ).order_by("vocabulary", "order", "code")
    for term in terms:
        found[term.vocabulary].append(Word(term.code, term.name.localize(language)))
    return found
