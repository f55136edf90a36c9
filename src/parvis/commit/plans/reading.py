"""From what a writer gives, text or value, to what a column holds; every refusal is keyed by its part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date as parse_day
from django.utils.translation import gettext as _

from parvis.civics.dates import FuzzyDate, from_iso, parse_date
from parvis.people.models import Organisation


def as_day(part: str, value: Any) -> date | None:
    if value is None or isinstance(value, date) or value == "":
        return value or None
    try:
        day = parse_day(str(value))
    except ValueError:
        day = None
    if day is None:
        raise ValidationError({part: _("“%(value)s” is not a day such as 2026-03-12.") % {"value": value}})
    return day


def as_fuzzy(part: str, value: Any) -> str:
    """ISO 8601-2 text of a date of any precision, given as such or in words; empty for none."""
    typed = str(value or "").strip()
    if not typed:
        return ""
    found = fuzzy_of(typed)
    if found is None:
        raise ValidationError(
            {part: _("“%(value)s” does not read as a date: write June 2026, H2 2026 or 2026.") % {"value": typed}}
        )
    return found.iso


def fuzzy_of(typed: str) -> FuzzyDate | None:
    """The date that a text is, in ISO 8601-2 or in words; None when it is none."""
    try:
        return from_iso(typed)
    except ValueError:
        return parse_date(typed)


def identifier(part: str, uid: Any) -> UUID:
    try:
        return uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        raise ValidationError({part: _("“%(uid)s” is not an identifier.") % {"uid": uid}}) from None


def body_named(part: str, uid: Any) -> Organisation | None:
    """The body that an identifier names, None for none."""
    if not uid:
        return None
    found = Organisation.objects.filter(uid=identifier(part, uid)).first()
    if found is None:
        raise ValidationError({part: _("Nothing has the identifier %(uid)s.") % {"uid": uid}})
    return found


def refuse_nulls(content: Mapping[str, Any]) -> None:
    """A null character is held by no table of PostgreSQL."""
    for part, value in content.items():
        if holds_null(value):
            raise ValidationError({part: _("This text holds a null character; take it out.")})


def holds_null(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(holds_null(one) for one in value.values())
    return isinstance(value, list | tuple) and any(holds_null(one) for one in value)
