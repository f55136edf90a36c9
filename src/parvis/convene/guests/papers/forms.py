"""What to print."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.convene.guests.papers import sheets
from parvis.convene.guests.papers.badges import FORMATS
from parvis.convene.guests.papers.people import categories_of
from parvis.convene.guests.papers.wanted import Wanted, questions_for_badges
from parvis.convene.registration.models import Registration
from parvis.ground.text import localized
from parvis.ui import dates


class BadgesForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), required=False)
    form = forms.ChoiceField(label=_("Size"), choices=[(one.code, one.label) for one in FORMATS.values()])
    line = forms.ChoiceField(label=_("Under the name"), required=False)
    codes = forms.BooleanField(
        label=_("With the code of the ticket"),
        help_text=_("The badge is then scanned at the door, for those who come back."),
        required=False,
    )

    def __init__(self, registration: Registration, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_category(self, registration, language)
        questions = questions_for_badges(registration)
        asked: Any = self.fields["line"]
        asked.choices = [("", _("Nothing")), *((str(one.uid), localized(one.label, language)) for one in questions)]
        if not questions:
            del self.fields["line"]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            "badges",
            category=given.get("category", ""),
            form=given["form"],
            line=given.get("line", ""),
            codes=given["codes"],
        )


class SheetForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), required=False)
    days = forms.MultipleChoiceField(
        label=_("Days"),
        help_text=_("A sheet for each; none chosen: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.BooleanField(
        label=_("With what people need to take part"),
        help_text=_("It may say something of their health: for the team at the door, not to be passed round."),
        required=False,
    )

    def __init__(
        self, registration: Registration, language: str, *args: Any, private: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_category(self, registration, language)
        days = sheets.days_of(registration)
        chosen: Any = self.fields["days"]
        chosen.choices = [(day.isoformat(), dates.capital(dates.day_words(day, language, year=True))) for day in days]
        if len(days) == 1:
            del self.fields["days"]
        if not private or not registration.asks_access_needs:
            del self.fields["needs"]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            "sheet",
            category=given.get("category", ""),
            days=tuple(given.get("days", ())),
            needs=given.get("needs", False),
        )


def choose_category(form: forms.Form, registration: Registration, language: str) -> None:
    categories = categories_of(registration)
    field: Any = form.fields["category"]
    field.choices = [
        ("", pgettext_lazy("categories", "All of them")),
        *((str(one.uid), localized(one.name, language)) for one in categories),
    ]
    if len(categories) < 2:
        del form.fields["category"]
