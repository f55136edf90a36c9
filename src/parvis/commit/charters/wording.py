"""Texts in several languages, and what they become when they are saved."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from i18nfield.strings import LazyI18nString

from parvis.ground.text import render_markdown

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def localized(text: Any, language: str) -> str:
    """A text in a language, also before it has been read back from the database."""
    return str((text if isinstance(text, LazyI18nString) else LazyI18nString(text or "")).localize(language))


def rendered(text: Any) -> LazyI18nString:
    """Each language's Markdown as safe HTML; a language without words of its own has none."""
    return LazyI18nString({code: render_markdown(words, top_level=4) for code, words in in_each(text).items() if words})


def in_each(text: Any) -> dict[str, str]:
    """The words of every language, empty where there are none."""
    given = text if isinstance(text, LazyI18nString) else LazyI18nString(text or "")
    data = given.data if isinstance(given.data, dict) else dict.fromkeys(LANGUAGES, given.data or "")
    return {code: str(data.get(code) or "") for code in LANGUAGES}


def has_words_in(text: Any, language: str) -> bool:
    return bool(in_each(text).get(language))
