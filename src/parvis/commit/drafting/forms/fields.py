"""Fields that these forms share: days, dates of any precision, names in the register of bodies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def text_field(
    label: Any, *, rows: int = 0, required: bool = False, most: int | None = None, help_text: Any = "", lists: str = ""
) -> forms.CharField:
    """A line, or an area of so many rows; `lists` is the id of the names it offers."""
    attributes = {"list": lists, "autocomplete": "off"} if lists else {}
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=widget)


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={
            "invalid": _("This is not a day: write it as 2026-03-12."),
            "required": _("Give the day."),
        },
    )


def choice_field(
    label: Any, choices: Iterable[tuple[Any, Any]], *, required: bool = False, help_text: Any = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=required, help_text=help_text)


def address_field(label: Any, *, most: int = 1000, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label,
        required=False,
        max_length=most,
        help_text=help_text,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"invalid": _("This is not an address: it begins with https://.")},
    )


def hidden_field() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput())
