"""Texts that exist in several languages, as the database keeps them."""

from __future__ import annotations

from functools import lru_cache

from i18nfield.strings import LazyI18nString


@lru_cache(maxsize=4096)
def in_language(stored: str, language: str) -> str:
    """A text of `i18nfield` as a column holds it (JSON, or one plain text), in a language or the nearest.

    For queries that read plain columns: the words of a title are parsed once a process rather than once a page.
    """
    return str(LazyI18nString(stored).localize(language)) if stored else ""
