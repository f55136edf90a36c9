"""Forms of a legal text, of an article and of a decree; a text in two languages has its languages side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.civics.dates import FuzzyDate, parse_date, write_date
from parvis.commit.law import content
from parvis.commit.law.application import DecreeStanding
from parvis.commit.law.models import Decree, DecreeNature, DutyHolder, LegalText, Provision, TextNature
from parvis.commit.law.models.decree import STANDINGS
from parvis.commit.plans.models.fuzzy import read
from parvis.people.models import Organisation

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DAY, help_text=help_text)


def address_field(help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Official address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=help_text,
    )


class RowForm(forms.Form):
    """A form that fills one stored row.

    base         number of the version that the writer began from
    plain        fields whose value goes into the row as it is
    translated   (field of the row, label, long): one field for each language of the site, `says_fr`, `says_en`
    """

    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    plain: tuple[str, ...] = ()
    translated: tuple[tuple[str, Any, bool], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, is_long in self.translated:
            for code, language in settings.LANGUAGES:
                said = _(language).lower() if get_language() == "fr" else _(language)
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(field)s (%(language)s)") % {"field": label, "language": said},
                    required=False,
                    max_length=600 if is_long else 300,
                    widget=forms.Textarea(attrs={"rows": 3, "lang": code})
                    if is_long
                    else forms.TextInput(attrs={"lang": code}),
                )

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """What the row says, as the form asks for it."""
        said = {name: getattr(row, name) for name in cls.plain}
        for name, _label, _long in cls.translated:
            said |= content.in_languages(name, getattr(row, name))
        return said

    def fill(self, row: Any) -> Any:
        """Put what was typed into the row, which is not saved yet."""
        for name in self.plain:
            setattr(row, name, self.cleaned_data[name])
        for name, _label, _long in self.translated:
            typed = {code: self.cleaned_data[f"{name}_{code}"] for code, _language in settings.LANGUAGES}
            setattr(row, name, LazyI18nString({code: words for code, words in typed.items() if words}))
        return row

    def pair(self, name: str) -> list[Any]:
        """The fields of a translated text, to be set side by side."""
        return [self[f"{name}_{code}"] for code, _language in settings.LANGUAGES]

    def refuse_disorder(self, *names: str) -> None:
        """Name the field whose day comes before one that must precede it."""
        days = [(name, self.cleaned_data.get(name)) for name in names]
        known = [(name, day) for name, day in days if day]
        for (before, first), (after, second) in pairwise(known):
            if second < first:
                self.add_error(
                    after,
                    _("This day comes before “%(field)s”.") % {"field": self.fields[before].label},
                )


class LegalTextForm(RowForm):
    plain = content.TEXT

    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=TextNature.choices)
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=40, required=False, help_text=gettext_lazy("Such as 2016-1321.")
    )
    title = forms.CharField(
        label=gettext_lazy("Title as published"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Word for word, in the language of the text."),
    )
    signed_on = day_field(gettext_lazy("Signed on"))
    published_on = day_field(gettext_lazy("Published on"), gettext_lazy("Decrees are awaited from this day."))
    published_in = forms.CharField(
        label=gettext_lazy("Published in"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The gazette or register, with its number."),
    )
    in_force_on = day_field(gettext_lazy("In force from"))
    repealed_on = day_field(gettext_lazy("Repealed on"))
    url = address_field()
    consolidated_on = day_field(
        gettext_lazy("Consolidated version of"), gettext_lazy("The day of the version that you read.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_disorder("signed_on", "published_on", "repealed_on")
        return cleaned


class ProvisionForm(RowForm):
    plain = content.PROVISION
    translated = (
        ("says", gettext_lazy("What it says, in one sentence"), True),
        ("threshold", gettext_lazy("Threshold"), False),
    )

    article = forms.CharField(
        label=gettext_lazy("Article"), max_length=60, help_text=gettext_lazy("Such as L312-1-1, or 4.")
    )
    of_text = forms.CharField(
        label=gettext_lazy("Of which text"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A code that the law changes. Empty: the law itself."),
    )
    duty_holder = forms.ChoiceField(label=gettext_lazy("Whom it binds"), choices=DutyHolder.choices, required=False)
    in_force_on = day_field(gettext_lazy("In force from"), gettext_lazy("Only where it is not the day of the law."))
    repealed_on = day_field(gettext_lazy("Repealed on"))
    url = address_field()

    def __init__(self, *args: Any, measure: Any, known: Provision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.known = measure, known

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_disorder("in_force_on", "repealed_on")
        same = Provision.objects.filter(
            measure=self.measure, article=cleaned.get("article", ""), of_text=cleaned.get("of_text", "")
        )
        if same.exclude(pk=self.known.pk if self.known else None).exists():
            self.add_error("article", _("This article is there already."))
        return cleaned


class DecreeForm(RowForm):
    plain = content.DECREE
    translated = (("subject", gettext_lazy("What it settles"), False),)

    standing = forms.ChoiceField(
        label=gettext_lazy("Where it stands"),
        choices=STANDINGS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Each absence is an answer of its own; none is shown as another."),
    )
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=DecreeNature.choices)
    provision = forms.ChoiceField(label=gettext_lazy("Article that calls for it"), required=False)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For a decree that is published."),
    )
    signed_on = day_field(gettext_lazy("Signed on"))
    published_on = day_field(gettext_lazy("Published on"))
    repealed_on = day_field(gettext_lazy("Repealed on"))
    url = address_field(gettext_lazy("Of the decree, or of the page that announces it."))
    expected = forms.CharField(
        label=gettext_lazy("Announced for"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As it was said: “March 2027”, “S2 2027”, “31 December 2027”."),
    )
    searched_on = day_field(gettext_lazy("Looked for on"), gettext_lazy("For a decree that you did not find."))

    def __init__(self, *args: Any, provisions: Iterable[Provision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provisions = {str(one.uid): one for one in provisions}
        choices = [("", _("not said")), *((uid, str(one)) for uid, one in self.provisions.items())]
        self.fields["provision"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Decree) -> dict[str, Any]:
        said = super().initial_of(row)
        announced = read(row.expected)
        return said | {
            "provision": str(row.provision.uid) if row.provision else "",
            "expected": write_date(announced, get_language() or "fr") if announced else "",
        }

    def clean_expected(self) -> FuzzyDate | None:
        typed = self.cleaned_data["expected"]
        if not typed:
            return None
        found = parse_date(typed)
        if found is None:
            raise forms.ValidationError(_("Give one date, with its year: “March 2027”, “31 December 2027”."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        standing = cleaned.get("standing")
        if standing == DecreeStanding.PUBLISHED and not cleaned.get("number"):
            self.add_error("number", _("A decree that is published has a number."))
        if standing == DecreeStanding.NOT_FOUND and not cleaned.get("searched_on"):
            self.add_error("searched_on", _("Say on which day it was looked for."))
        if standing and standing != DecreeStanding.PUBLISHED:
            for name in ("number", "signed_on", "published_on", "repealed_on"):
                if cleaned.get(name):
                    self.add_error(name, _("Only a decree that is published has a number and days."))
        if standing and standing != DecreeStanding.AWAITED and cleaned.get("expected"):
            self.add_error("expected", _("Only a decree that is not published yet is announced."))
        self.refuse_disorder("signed_on", "published_on", "repealed_on")
        return cleaned

    def fill(self, row: Decree) -> Decree:
        super().fill(row)
        row.provision = self.provisions.get(self.cleaned_data["provision"])
        announced = self.cleaned_data["expected"]
        row.expected = announced.iso if announced else ""
        return row


class MeasureForm(forms.Form):
    """Title of a measure in each language, and its number in the law."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=20, required=False)

    def __init__(self, *args: Any, law: LegalText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = law
        add_titles(self)

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if number and self.law.plan.commitments.filter(number=number).exists():
            raise forms.ValidationError(_("Another measure of this law has this number."))
        return number

    def title(self) -> dict[str, str]:
        return titles_of(self)


class NewLawForm(LegalTextForm):
    """A law to follow: the body that answers for it, a short title in each language, and the text."""

    body_uid = forms.ChoiceField(label=gettext_lazy("Body that answers for it"))

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.uid): body for body in bodies}
        choices = [(uid, body.name) for uid, body in self.bodies.items()]
        self.fields["body_uid"].choices = choices if len(choices) == 1 else [("", "–"), *choices]  # type: ignore[attr-defined]
        add_titles(self)
        self.order_fields(["body_uid", *(f"title_{code}" for code, _language in settings.LANGUAGES)])

    def body(self) -> Organisation:
        return self.bodies[self.cleaned_data["body_uid"]]

    def short_title(self) -> dict[str, str]:
        return titles_of(self)


def add_titles(form: forms.Form) -> None:
    """A short title in each language; the first of the site is needed."""
    for code, language in settings.LANGUAGES:
        said = _(language).lower() if get_language() == "fr" else _(language)
        form.fields[f"title_{code}"] = forms.CharField(
            label=_("%(field)s (%(language)s)") % {"field": _("Short title"), "language": said},
            max_length=200,
            required=code == settings.LANGUAGE_CODE,
            widget=forms.TextInput(attrs={"lang": code}),
        )


def titles_of(form: forms.Form) -> dict[str, str]:
    return {code: form.cleaned_data[f"title_{code}"] for code, _language in settings.LANGUAGES}
