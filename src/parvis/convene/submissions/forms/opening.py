"""Until when an edition takes submissions, and under which rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.submissions.forms.texts import in_languages, texts_of
from parvis.convene.submissions.models import Opening, Part
from parvis.ui.dates import capital


class OpeningForm(forms.Form):
    """Until when an edition takes submissions, and under which rules; hours are those of the site's clock."""

    opens_day = forms.DateField(
        label=gettext_lazy("Opens on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    opens_time = forms.TimeField(
        label=gettext_lazy("Opens at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes_day = forms.DateField(
        label=gettext_lazy("Deadline"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_time = forms.TimeField(
        label=gettext_lazy("Deadline, hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    guidelines_fr = forms.CharField(
        label=gettext_lazy("Guidelines, in French"),
        help_text=gettext_lazy("What you look for, and what you do not take. Markdown."),
        required=False,
        widget=forms.Textarea,
    )
    guidelines_en = forms.CharField(label=gettext_lazy("Guidelines, in English"), required=False, widget=forms.Textarea)
    required_parts = forms.MultipleChoiceField(
        label=gettext_lazy("What an event must say before it is submitted"),
        help_text=gettext_lazy("A title and a day are always needed."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    answer_within = forms.IntegerField(
        label=gettext_lazy("Answer promised within (days)"),
        help_text=gettext_lazy("Everybody reads this promise; what is late is shown as late."),
        min_value=1,
        max_value=180,
    )
    two_person = forms.BooleanField(label=gettext_lazy("Two different people must accept an event"), required=False)
    public = forms.BooleanField(
        label=gettext_lazy("People without an account may submit"),
        help_text=gettext_lazy("They prove their address by a link that we send; their event belongs to your body."),
        required=False,
    )
    contact = forms.EmailField(label=gettext_lazy("Address for questions"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["required_parts"]
        choices.choices = [(part.value, capital(str(part.label))) for part in Part]

    @staticmethod
    def initial_of(opening: Opening) -> dict[str, Any]:
        zone = ZoneInfo(settings.TIME_ZONE)
        opens, closes = opening.opens_at.astimezone(zone), opening.closes_at.astimezone(zone)
        return {
            "opens_day": opens.date(),
            "opens_time": opens.time(),
            "closes_day": closes.date(),
            "closes_time": closes.time(),
            **texts_of(opening.guidelines, "guidelines"),
            "required_parts": opening.required_parts,
            "answer_within": opening.answer_within,
            "two_person": opening.two_person,
            "public": opening.public,
            "contact": opening.contact,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = self.instant("opens"), self.instant("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes_day", _("The deadline comes before the opening."))
        return given

    def instant(self, name: str) -> datetime | None:
        day, hour = self.cleaned_data.get(f"{name}_day"), self.cleaned_data.get(f"{name}_time")
        return datetime.combine(day, hour, ZoneInfo(settings.TIME_ZONE)) if day and hour else None

    def fill(self, opening: Opening) -> Opening:
        opens, closes = self.instant("opens"), self.instant("closes")
        if opens is None or closes is None:
            raise ValueError("Only a form that is right fills an opening.")
        opening.opens_at, opening.closes_at = opens, closes
        opening.guidelines = in_languages(self, "guidelines")
        for name in ("required_parts", "answer_within", "two_person", "public", "contact"):
            setattr(opening, name, self.cleaned_data[name])
        return opening
