"""Fields that several forms of charters have: texts in two languages, days of any precision, capacities and sides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from parvis.commit.charters import days
from parvis.commit.charters.models import Capacity, Side
from parvis.commit.charters.models.signatory import SIDE_OF
from parvis.commit.charters.wording import LANGUAGES, in_each
from parvis.ui.dates import capital


class FuzzyDayField(forms.CharField):
    """A day as precise as it is known, in words or as ISO 8601-2; cleans to ISO 8601-2, empty for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        given = super().clean(value)
        if not given:
            return ""
        found = days.read(given)
        if found is None:
            raise forms.ValidationError(_("Write one date: 12 November 2018, November 2018, 2018 or 2018-11-12."))
        return found.iso


def text_pair(form: forms.Form, name: str) -> LazyI18nString:
    """The texts of one field, a language each, as one value."""
    return LazyI18nString({code: form.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES})


def initial_pair(value: Any, name: str) -> dict[str, str]:
    """The initial values of the fields of one translated text."""
    return {f"{name}_{code}": words for code, words in in_each(value).items()}


def capacity_choices() -> list[tuple[str, str]]:
    return [(capacity.value, capital(str(capacity.label))) for capacity in Capacity]


def side_choices() -> list[tuple[str, str]]:
    return [(side.value, capital(str(side.label))) for side in Side]


class CapacityFields(forms.Form):
    """In which capacity one signs; the side follows, and is asked of a body that is none of those."""

    capacity = forms.ChoiceField(label=gettext_lazy("In which capacity"))
    side = forms.ChoiceField(
        label=gettext_lazy("Whose pledges does it take on?"),
        help_text=gettext_lazy("Only for another capacity: a State or a city takes on those of public bodies."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capacity: Any = self.fields["capacity"]
        side: Any = self.fields["side"]
        capacity.choices = [("", _("Choose")), *capacity_choices()]
        side.choices = [("", "–"), *side_choices()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        capacity = given.get("capacity")
        if capacity in SIDE_OF:
            given["side"] = SIDE_OF[Capacity(capacity)].value
        elif capacity and not given.get("side"):
            self.add_error("side", _("Say whose pledges it takes on."))
        return given
