"""Adding people by hand, or from a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.convene.registration.models import Category
from parvis.ground.text import localized

LARGEST = 200_000  # bytes of a file


class IntoCategory(forms.Form):
    """In which category people are added: those of the form and those that only organisers fill."""

    def __init__(self, categories: list[Category], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        self.known = {str(one.uid): one for one in categories}
        choices = [(uid, localized(one.name, language)) for uid, one in self.known.items()]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    category = forms.ChoiceField(label=gettext_lazy("Category"))

    def chosen(self) -> Category:
        return self.known[self.cleaned_data["category"]]


class AddForm(IntoCategory):
    """One party, as it stands at the desk or on the telephone."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("The ticket goes there. Without an address nothing is sent."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    others = forms.CharField(
        label=gettext_lazy("Those who come along"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One name a line."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letters"), choices=settings.LANGUAGES)

    field_order = ("name", "email", "category", "others", "language")

    def people(self) -> list[str]:
        others = [" ".join(line.split())[:200] for line in self.cleaned_data["others"].splitlines()]
        return [" ".join(self.cleaned_data["name"].split()), *filter(None, others)]

    def clean_others(self) -> str:
        others = str(self.cleaned_data["others"])
        if len([line for line in others.splitlines() if line.strip()]) > 49:
            raise forms.ValidationError(_("At most 49 people come along with one."))
        return others


class BringForm(IntoCategory):
    """A list, pasted or from a file."""

    lines = forms.CharField(
        label=gettext_lazy("Lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy("One person a line: name; address. The address may be left out."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("CSV, UTF-8; its first line may name the columns: name, e-mail, language."),
    )
    all_or_nothing = forms.BooleanField(
        label=gettext_lazy("All or nothing"),
        required=False,
        help_text=gettext_lazy("One wrong line, and nobody is added. Off: the good lines are."),
    )

    field_order = ("category", "lines", "file", "all_or_nothing")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file:
            if file.size > LARGEST:
                self.add_error("file", _("This file is too large for a list of people."))
            else:
                given["lines"] = decoded(file.read())
        if not self.errors and not given.get("lines", "").strip():
            self.add_error("lines", _("Paste some lines, or choose a file."))
        return given


def decoded(content: bytes) -> str:
    """UTF-8, or what spreadsheets write in France without it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
