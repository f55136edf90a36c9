"""What a person writes of a law, of an article and of a decree, as one plain mapping: the shape of their versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from i18nfield.strings import LazyI18nString

from parvis.commit.law.models import Decree, LegalText, Provision

Content = dict[str, Any]

TEXT = (
    "nature", "number", "title", "signed_on", "published_on", "published_in", "in_force_on", "repealed_on", "url",
    "consolidated_on",
)  # fmt: skip
PROVISION = ("article", "of_text", "duty_holder", "in_force_on", "repealed_on", "url")
DECREE = ("standing", "nature", "number", "signed_on", "published_on", "url", "searched_on", "repealed_on")


def text_content(law: LegalText) -> Content:
    return plain(law, TEXT)


def provision_content(row: Provision) -> Content:
    return plain(row, PROVISION) | in_languages("says", row.says) | in_languages("threshold", row.threshold)


def decree_content(row: Decree) -> Content:
    """The announcement as ISO 8601-2, so that two languages write the same version."""
    article = str(row.provision.uid) if row.provision else ""
    return plain(row, DECREE) | in_languages("subject", row.subject) | {"expected": row.expected, "provision": article}


def plain(row: Any, names: tuple[str, ...]) -> Content:
    return {name: getattr(row, name) for name in names}


def in_languages(name: str, value: Any) -> Content:
    """One part a language: "says_fr", "says_en"; a language without words of its own has none."""
    data = value.data if isinstance(value, LazyI18nString) else value
    languages = [code for code, _language in settings.LANGUAGES]
    if isinstance(data, Mapping):
        return {f"{name}_{code}": str(data.get(code) or "") for code in languages}
    return {f"{name}_{code}": str(data or "") if code == settings.LANGUAGE_CODE else "" for code in languages}
