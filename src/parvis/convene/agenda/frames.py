"""What a writer writes of a series or of an edition, as one plain mapping; a translated text is one part a language.

{"series": uid, "year": 2027, "name_fr": …, "name_en": …, "first_day": "2027-03-04" | None, "host": uid | None, …}
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from i18nfield.strings import LazyI18nString

from parvis.convene.agenda.content import plain
from parvis.convene.agenda.models import Edition, Series
from parvis.ground.text import localized

Content = dict[str, Any]

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TRANSLATED = ("name", "summary")
TEXTS = tuple(f"{part}_{code}" for part in TRANSLATED for code in LANGUAGES)
SERIES_PLAIN = ("kind",)
EDITION_PLAIN = ("year", "first_day", "last_day", "website", "published")
SERIES_PARTS = (*TEXTS, *SERIES_PLAIN)
EDITION_PARTS = ("series", *TEXTS, *EDITION_PLAIN, "host")


def series_content(series: Series) -> Content:
    return {**texts_of(series), **{name: plain(getattr(series, name)) for name in SERIES_PLAIN}}


def edition_content(edition: Edition) -> Content:
    """No query when the edition was read with its series and its host."""
    return {
        "series": str(edition.series.uid),
        **texts_of(edition),
        **{name: plain(getattr(edition, name)) for name in EDITION_PLAIN},
        "host": str(edition.host.uid) if edition.host else None,
    }


def texts_of(frame: Series | Edition) -> Content:
    """Each translated text in each language; empty where it was not translated."""
    found: Content = {}
    for part in TRANSLATED:
        text = getattr(frame, part)
        data = text.data if isinstance(text, LazyI18nString) else text
        for code in LANGUAGES:
            # A text that was never given by language stands in the first one alone.
            found[f"{part}_{code}"] = (
                str(data.get(code) or "") if isinstance(data, dict) else localized(text, code) if code == "fr" else ""
            )
    return found


def text_from(content: Content, part: str, before: Content) -> LazyI18nString:
    """The translated text that parts make together, those left out as they were."""
    return LazyI18nString(
        {
            code: value
            for code in LANGUAGES
            if (value := str(content.get(f"{part}_{code}", before.get(f"{part}_{code}", "")) or "").strip())
        }
    )
