"""What the pages of a series, of an edition and of a place have in common: the save that may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import get_language

from parvis.convene.editing.conflict import Conflict, meet
from parvis.ground.versions.actions import Overtaken
from parvis.ground.versions.queries import latest


def base_of(code: str, uid: UUID) -> int:
    """Number of the version that an edit begins from, 0 when none was kept yet."""
    last = latest(code, uid)
    return last.number if last else 0


def conflict_with(code: str, uid: UUID, form: BaseForm, typed: Mapping[str, Any], refused: Overtaken) -> Conflict:
    base = int(form.cleaned_data.get("base") or 0)
    return meet(code, uid, base, refused.latest, typed, get_language() or "fr")


def tell(form: BaseForm, error: ValidationError) -> None:
    """Put what the model refuses beside the field it is about, or above the form when it has none."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for part, mistakes in error.error_dict.items():
        field = part if part in form.fields else f"{part}_fr" if f"{part}_fr" in form.fields else None
        for mistake in mistakes:
            form.add_error(field, mistake)
