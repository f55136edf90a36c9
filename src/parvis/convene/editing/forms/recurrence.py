"""The form of a date that comes back, and the ones that move days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.civics.dates.recurrence import WEEKDAYS, Rule, text
from parvis.convene.editing.forms.frames import DAY
from parvis.ui import dates

FREQUENCIES = (
    ("WEEKLY", gettext_lazy("Weeks")),
    ("MONTHLY", gettext_lazy("Months")),
    ("DAILY", gettext_lazy("Days")),
    ("YEARLY", gettext_lazy("Years")),
)
MONTHLY = (
    ("rank", gettext_lazy("The same weekday: the second Tuesday")),
    ("last", gettext_lazy("The last such weekday of the month")),
    ("date", gettext_lazy("The same date: the 10th")),
)
MONDAY = date(2024, 1, 1)


class RepeatForm(forms.Form):
    """Every so many weeks, months, days or years; which days; until when."""

    interval = forms.IntegerField(label=gettext_lazy("Every"), min_value=1, max_value=99, initial=1)
    frequency = forms.ChoiceField(label=gettext_lazy("Unit"), choices=FREQUENCIES, initial="WEEKLY")
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On these weekdays"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For weeks; none: the weekday of the event."),
    )
    monthly = forms.ChoiceField(
        label=gettext_lazy("In the month"),
        choices=MONTHLY,
        initial="rank",
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("For months."),
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=DAY, help_text=gettext_lazy("Included.")
    )
    count = forms.IntegerField(
        label=gettext_lazy("Or how many times"), required=False, min_value=2, max_value=200,
        help_text=gettext_lazy("This event included."),
    )  # fmt: skip

    def __init__(self, first: date, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first
        self.fields["weekdays"].choices = [  # type: ignore[attr-defined]
            (code, dates.capital(dates.weekday_word(MONDAY.replace(day=number + 1), language)))
            for number, code in enumerate(WEEKDAYS)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned.get("until") and not cleaned.get("count"):
            self.add_error("until", _("Say until when, or how many times."))
        elif cleaned.get("until") and cleaned.get("count"):
            self.add_error("count", _("Say until when, or how many times, not both."))
        elif cleaned.get("until") and cleaned["until"] <= self.first:
            self.add_error("until", _("The last day comes after the day of the event."))
        return cleaned

    def rule(self) -> str:
        """The rule that was described, as RFC 5545 writes it. Raises InvalidRule."""
        said = self.cleaned_data
        weekday, day = self.first.weekday(), self.first.day
        by_day: tuple[tuple[int, int], ...] = ()
        by_month_day: tuple[int, ...] = ()
        if said["frequency"] == "WEEKLY":
            by_day = tuple((0, WEEKDAYS.index(code)) for code in said["weekdays"]) or ((0, weekday),)
        elif said["frequency"] == "MONTHLY":
            which = said["monthly"] or "rank"
            if which == "date":
                by_month_day = (day,)
            else:
                by_day = ((-1 if which == "last" else (day - 1) // 7 + 1, weekday),)
        return text(
            Rule(said["frequency"], said["interval"], by_day, by_month_day, said.get("count"), said.get("until"))
        )


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
