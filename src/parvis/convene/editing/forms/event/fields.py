"""Fields that the forms of an event share: days, hours, choices, names in the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.convene.agenda.models import Mode

# What each choice means for who comes, in the words of a form rather than those of a column.
MODES = [
    (Mode.ONSITE, _("On site")),
    (Mode.ONLINE, _("Online")),
    (Mode.MIXED, _("On site and online")),
    (Mode.UNKNOWN, _("Not known yet")),
]
ADMISSIONS = [
    ("free", _("Free entry")),
    ("registration", _("By registration")),
    ("invitation", _("By invitation")),
    ("press", _("Press only")),
    ("unknown", _("Not known yet")),
]
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
ZONES = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "Europe/Brussels",
    "Europe/London",
    "UTC",
)


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={
            "invalid": _("This is not a day: write it as 2026-03-12."),
            "required": _("Give the event a day."),
        },
    )


def hour_field(label: Any, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M", "%Hh", "%H h"],
        error_messages={"invalid": _("This is not an hour: write it as 18:30.")},
    )


def text_field(
    label: Any, *, rows: int = 0, required: bool = False, most: int | None = None, help_text: Any = "", lists: str = ""
) -> forms.CharField:
    """A line, or an area of so many rows; `lists` is the id of the names it offers."""
    attributes: dict[str, Any] = {}
    if lists:
        attributes = {
            "list": lists,
            "autocomplete": "off",
            "hx-get": format_lazy("{}?of={}", reverse_lazy("editing:names"), lists),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{lists}",
        }
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=widget)


def address_field(label: Any, *, required: bool = False, most: int = 500, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label,
        required=required,
        max_length=most,
        help_text=help_text,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"invalid": _("This is not an address: it begins with https://.")},
    )


def hidden_field() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput())


def choice_field(label: Any, choices: Iterable[tuple[str, Any]], *, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False, help_text=help_text)


NONE_SAID = ("", pgettext_lazy("a choice", "The same as the event"))
