"""When two people write at once: what stands beside what was typed, and a form that begins from what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.civics.dates import write_date
from parvis.commit.plans.models.fuzzy import read
from parvis.ground.versions.models import Version


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which the two disagree, in words."""

    label: str
    stands: str
    typed: str


def differences(form: Any, version: Version) -> list[Difference]:
    """Fields whose typed value is not what stands, in the order of the form."""
    found = []
    for name, field in form.fields.items():
        if name not in version.content:
            continue
        stands, typed = in_words(name, field, version.content[name]), in_words(name, field, form.data.get(name, ""))
        if stands != typed:
            found.append(Difference(str(field.label), stands, typed))
    return found


def in_words(name: str, field: forms.Field, value: Any) -> str:
    """A value as the form shows it: a choice by its label, an announcement in the reader's language."""
    if name == "expected" and value and value[:4].isdigit():
        try:
            announced = read(value)
        except ValueError:
            announced = None
        value = write_date(announced, get_language() or "fr") if announced else value
    if isinstance(field, forms.ChoiceField):
        value = dict(field.choices).get(value, value)  # type: ignore[call-overload]
    return str(value or _("nothing"))
