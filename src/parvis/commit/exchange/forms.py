"""A file for a plan, and what each of its columns holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import COLUMNS, Mapping, read_mapping
from parvis.civics.formats.plans.mapping import LIST_SEPARATORS, check
from parvis.commit.exchange.importing.reading import LARGEST
from parvis.commit.plans.models import Plan

ACCEPTED = ".csv,.tsv,.txt,.json,text/csv,application/json"
SEPARATOR_WORDS = {
    "|": pgettext_lazy("separator", "a bar |"),
    ";": pgettext_lazy("separator", "a semicolon ;"),
    ",": pgettext_lazy("separator", "a comma ,"),
    "/": pgettext_lazy("separator", "a slash /"),
    "\n": pgettext_lazy("separator", "a line break"),
}


def in_language(message: Any) -> str:
    """The sentence of an error of `civics` in the reader's language."""
    return str(message["en" if (get_language() or "fr").startswith("en") else "fr"])


class HowForm(forms.Form):
    """What holds for the whole file."""

    language = forms.ChoiceField(
        label=_("Language of the texts"),
        choices=settings.LANGUAGES,
        help_text=_("Of rows that do not say it themselves."),
    )
    publish = forms.BooleanField(
        label=_("Publish the new commitments at once"),
        required=False,
        help_text=_("Those that contradict themselves stay drafts. Otherwise all are drafts."),
    )

    def named(self, name: str) -> Any:
        return self.fields[name]


class TableForm(HowForm):
    """One file, for one plan."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("CSV of any columns, or the results of a Decidim (CSV, JSON); 5 MB at most."),
    )
    mapping = forms.FileField(
        label=_("Mapping file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=_("Kept from another time; without one, the columns are guessed and shown to you first."),
    )
    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Into the plan"), empty_label=None)
    field_order = ["file", "plan", "language", "mapping", "publish"]

    def __init__(self, plans: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named("plan").queryset = plans
        self.initial.setdefault("language", (get_language() or "fr")[:2])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is over 5 MB: cut it in two."))
        return file

    def clean_mapping(self) -> Mapping | None:
        file = self.cleaned_data["mapping"]
        if not file:
            return None
        try:
            return read_mapping(file.read(200_000).decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("A mapping file is TOML, in UTF-8.")) from None
        except FormatError as error:
            raise ValidationError(in_language(error.message)) from None


class ColumnsForm(HowForm):
    """One choice a header of the file; `before` is the mapping or the guesses that it starts from."""

    list_separator = forms.ChoiceField(
        label=_("Between the items of a cell"),
        choices=[(mark, SEPARATOR_WORDS[mark]) for mark in LIST_SEPARATORS],
        help_text=_("Where a cell holds several bodies, areas or values."),
    )
    field_order = ["list_separator", "language", "publish"]

    def __init__(self, header: tuple[str, ...], before: Mapping, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.header, self.before = header, before
        for place, name in enumerate(header):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name, required=False, choices=column_choices(), initial=before.columns.get(name, "")
            )
        self.initial.setdefault("list_separator", before.list_separator)

    def columns(self) -> list[Any]:
        return [self[f"column_{place}"] for place, name in enumerate(self.header) if name]

    def rest(self) -> list[Any]:
        return [self[name] for name in ("list_separator", "language", "publish")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        mapping = Mapping(
            {name: cleaned[f"column_{place}"] for place, name in enumerate(self.header) if name},
            self.before.fixed,
            self.before.words,
            cleaned["list_separator"],
        )
        try:
            check(mapping)
        except FormatError as error:
            raise ValidationError(in_language(error.message)) from None
        cleaned["mapping"] = mapping
        return cleaned


def column_choices() -> list[tuple[str, str]]:
    """Every column by its title in the reader's language."""
    english = (get_language() or "fr").startswith("en")
    found = [(column.name, column.en if english else column.fr) for column in COLUMNS]
    return [("", str(pgettext_lazy("column", "left out"))), *found]
