"""Fields that two forms of the set-up have in common: a text in each language, an instant as a day and an hour."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
DAY = {"type": "date"}
HOUR = {"type": "time"}


class SetUpForm(forms.Form):
    """A form whose texts have one field a language (`label_fr`) and whose instants have two (`opens_day`)."""

    texts: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    zone: str = settings.TIME_ZONE

    def in_languages(self, name: str) -> LazyI18nString:
        return LazyI18nString({code: self.cleaned_data.get(f"{name}_{code}") or "" for code in LANGUAGES})

    def instant(self, name: str) -> datetime | None:
        """A day without an hour begins at midnight, in the event's own zone."""
        day, hour = self.cleaned_data.get(f"{name}_day"), self.cleaned_data.get(f"{name}_time")
        return datetime.combine(day, hour or time(), ZoneInfo(self.zone)) if day else None

    def values(self) -> dict[str, Any]:
        """What was typed, under the names of the model's fields."""
        split = {f"{name}_{code}" for name in self.texts for code in LANGUAGES}
        split |= {f"{name}_{part}" for name in self.instants for part in ("day", "time")}
        plain = {name: value for name, value in self.cleaned_data.items() if name not in split}
        texts = {name: self.in_languages(name) for name in self.texts}
        return {**plain, **texts, **{f"{name}_at": self.instant(name) for name in self.instants}}

    def tell(self, error: ValidationError, **renamed: str) -> None:
        """Put what the model refuses beside the field that it is about."""
        found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, sentences in found.items():
            near = renamed.get(name, name)
            for candidate in (near, f"{near}_{LANGUAGES[0]}", f"{near.removesuffix('_at')}_day"):
                if candidate in self.fields:
                    near = candidate
                    break
            self.add_error(near if near in self.fields else None, sentences)

    @classmethod
    def initial_of(cls, row: Any, zone: str) -> dict[str, Any]:
        """What the fields show of something that is stored."""
        found: dict[str, Any] = {}
        for name in cls.base_fields:
            if hasattr(row, name):
                found[name] = getattr(row, name)
        for name in cls.texts:
            found |= texts_of(getattr(row, name), name)
        for name in cls.instants:
            at = getattr(row, f"{name}_at")
            if at is not None:
                local = at.astimezone(ZoneInfo(zone))
                found |= {f"{name}_day": local.date(), f"{name}_time": local.time()}
        return found


def texts_of(value: Any, name: str) -> dict[str, str]:
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, dict):
        return {f"{name}_{code}": data.get(code) or "" for code in LANGUAGES}
    return {f"{name}_{LANGUAGES[0]}": str(data or "")}


def words(label: Any, language: str, *, required: bool = False, long: bool = False, **more: Any) -> forms.CharField:
    """A text in one language."""
    attributes: dict[str, Any] = {"lang": language}
    if long:
        attributes["rows"] = 5
    widget = forms.Textarea(attrs=attributes) if long else forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, required=required, widget=widget, **more)


def day(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def hour(label: Any, *, required: bool = False, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=required, widget=forms.TimeInput(attrs=HOUR, format="%H:%M"), **more)


def refuse_lonely_hours(form: SetUpForm) -> None:
    """An hour without its day says nothing."""
    for name in form.instants:
        if form.cleaned_data.get(f"{name}_time") and not form.cleaned_data.get(f"{name}_day"):
            form.add_error(f"{name}_day", _("Give the day of this hour."))
