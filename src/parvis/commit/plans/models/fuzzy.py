"""A date of any precision in a row: its text in ISO 8601-2, the words it was given in, and the days it allows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.civics.dates import FuzzyDate, from_iso


def check_iso(text: str) -> None:
    """Refuse what is no date of ISO 8601-2 that we write: "2018", "2018-41", "2019/..", "2026-03-31"."""
    try:
        from_iso(text)
    except ValueError:
        raise ValidationError(
            _("“%(text)s” is not a date of ISO 8601-2, such as 2018, 2018-41 (second semester) or 2019/.."),
            params={"text": text},
        ) from None


class FuzzyDateField(models.CharField):
    """A date of any precision, as ISO 8601-2 text; empty when there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("validators", [check_iso])
        super().__init__(*args, **kwargs)


def read(text: str) -> FuzzyDate | None:
    """The date a column holds; None when it is empty. Raises ValueError for what `check_iso` refuses."""
    return from_iso(text) if text else None
