"""Texts that exist in several languages, as the database keeps them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from i18nfield.strings import LazyI18nString

from parvis.ground.text.markdown import render_markdown


@lru_cache(maxsize=4096)
def in_language(stored: str, language: str) -> str:
    """A text of `i18nfield` as a column holds it (JSON, or one plain text), in a language or the nearest.

    For queries that read plain columns: the words of a title are parsed once a process rather than once a page.
    """
    return str(LazyI18nString(stored).localize(language)) if stored else ""


def localized(text: Any, language: str) -> str:
    """A text in a language, also before it has been read back from the database."""
    return str((text if isinstance(text, LazyI18nString) else LazyI18nString(text or "")).localize(language))


def rendered(text: Any, languages: tuple[str, ...], *, top_level: int = 3) -> LazyI18nString:
    """Each language's Markdown as safe HTML; a language without words of its own has none."""
    given = text if isinstance(text, LazyI18nString) else LazyI18nString(text or "")
    data = given.data if isinstance(given.data, dict) else dict.fromkeys(languages, given.data or "")
    return LazyI18nString({code: render_markdown(words, top_level=top_level) for code, words in data.items() if words})
