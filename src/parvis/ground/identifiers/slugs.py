"""Addresses made of titles: words kept apart, and one each when several people write the same title at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

PARTING = str.maketrans("'’‘ʼ–—", "      ")  # Django drops these and glues what stands on either side
TRIED = 20  # as many writers of one title as may commit between our look and our write


def slug_of(words: str) -> str:
    """Words as a part of an address, kept apart around an apostrophe or a dash: “l’engagement” → `l-engagement`."""
    return slugify(words.translate(PARTING))


def save_under_free_slug(row: models.Model, find: Callable[[], str], **saving: Any) -> None:
    """Save a new row at the address that `find` gives; asks again when another writer took it in between.

    The unique constraint of `slug` decides, not the look before it. Raises IntegrityError when it is another constraint
    that refuses the row, or when twenty addresses in a row were taken.
    """
    for _ in range(TRIED - 1):
        row.slug = find()  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                row.save(**saving)
            return
        except IntegrityError:
            if not type(row)._default_manager.filter(slug=row.slug).exists():  # type: ignore[attr-defined]
                raise
    row.slug = find()  # type: ignore[attr-defined]
    row.save(**saving)
