"""Texts in two languages: a field each in the form, one value in the row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from i18nfield.strings import LazyI18nString

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def in_languages(form: forms.Form, name: str) -> LazyI18nString:
    """The texts of one field, a language each, as one value."""
    return LazyI18nString({code: form.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES})


def texts_of(value: Any, name: str) -> dict[str, str]:
    """The initial values of the fields of one translated text."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, dict):
        return {f"{name}_{code}": data.get(code) or "" for code in LANGUAGES}
    return {f"{name}_{LANGUAGES[0]}": str(data or "")}
