"""Forms of a series, of an edition and of a place; a translated text has its languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from parvis.convene.agenda.content import plain
from parvis.convene.agenda.models import Series
from parvis.convene.agenda.models.series import SeriesKind
from parvis.ground.places.content import PLAIN as PLACE_PLAIN
from parvis.ground.places.models import Accessibility, Mode, TransportLine
from parvis.people import rules as people
from parvis.people.models import Organisation, Role

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LINES_LEFT = 2  # empty rows offered for another line


class FrameForm(forms.Form):
    """Name and summary in each language; `base` is the version that the writer began from."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            name = _(language)
            said = {"language": name.lower() if get_language() == "fr" else name}
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % said, max_length=150, required=code == settings.LANGUAGE_CODE
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("Summary (%(language)s)") % said,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            for part in ("name", "summary"):
                self.fields[f"{part}_{code}"].widget.attrs["lang"] = code

    def content(self) -> dict[str, Any]:
        """What was typed, in the shape of a content."""
        return {name: plain(value) for name, value in self.cleaned_data.items() if name != "base"}

    def sides(self) -> list[tuple[Any, Any]]:
        """(name, summary) of each language, to be set side by side."""
        return [(self[f"name_{code}"], self[f"summary_{code}"]) for code, _language in settings.LANGUAGES]


class SeriesForm(FrameForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SeriesKind.choices)


class EditionForm(FrameForm):
    series = forms.ChoiceField(label=pgettext_lazy("one", "Series"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2200)
    first_day = forms.DateField(label=gettext_lazy("First day"), required=False, widget=DAY)
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=DAY, help_text=gettext_lazy("Included.")
    )
    host = forms.ChoiceField(
        label=gettext_lazy("Host"),
        help_text=gettext_lazy("The body that answers for the programme, and whose team may change this page."),
    )
    website = forms.URLField(label=gettext_lazy("Website"), required=False, max_length=500, assume_scheme="https")
    published = forms.BooleanField(
        label=pgettext_lazy("edition", "Published"),
        required=False,
        help_text=gettext_lazy("Everybody sees the edition; otherwise only its team does."),
    )

    def __init__(self, user: Any, *args: Any, host: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series = sorted(((str(one.uid), str(one)) for one in Series.objects.all()), key=lambda pair: pair[1])
        bodies = [(str(uid), name) for uid, name in hosts_for(user, host)]
        self.fields["series"].choices = [("", "–"), *series]  # type: ignore[attr-defined]
        self.fields["host"].choices = bodies if len(bodies) == 1 else [("", "–"), *bodies]  # type: ignore[attr-defined]


def hosts_for(user: Any, present: str | None = None) -> list[tuple[Any, str]]:
    """Bodies in whose name the person may host, and the present host; 1 query."""
    found = Organisation.objects.order_by("name_key", "pk")
    if not people.runs_the_instance(user):
        own = [body for body, role in people.roles_of(user) if role in {Role.ADMINISTRATOR, Role.ORGANISER}]
        found = found.filter(pk__in=own) | (found.filter(uid=present) if present else found.none())
    return list(found.values_list("uid", "name"))


class PlaceForm(forms.Form):
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=gettext_lazy("Town"), max_length=120, required=False)
    insee = forms.RegexField(
        r"^(\d{5}|2[AB]\d{3})$",
        label=gettext_lazy("INSEE code"),
        required=False,
        help_text=gettext_lazy("Of the municipality: 75056, 2A004."),
        error_messages={"invalid": gettext_lazy("An INSEE code has five digits, or 2A or 2B and three digits.")},
    )
    country = forms.RegexField(
        r"^[A-Z]{2}$",
        label=gettext_lazy("Country"),
        initial="FR",
        help_text=gettext_lazy("Two capitals: FR, BE."),
        error_messages={"invalid": gettext_lazy("A country is two capitals, such as FR.")},
    )
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"), required=False, min_value=-90, max_value=90, decimal_places=6
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"), required=False, min_value=-180, max_value=180, decimal_places=6
    )
    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")
    accessibility = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibility"),
        choices=Accessibility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what a visitor can rely on."),
    )
    access_note = forms.CharField(
        label=gettext_lazy("How to get in"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Give both coordinates, in degrees, or neither."))
        return cleaned

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLACE_PLAIN if name in self.cleaned_data}


class LineForm(forms.Form):
    mode = forms.ChoiceField(label=gettext_lazy("Means"), choices=[("", "–"), *Mode.choices], required=False)
    label = forms.CharField(
        label=gettext_lazy("Line"), max_length=TransportLine._meta.get_field("label").max_length, required=False
    )
    stop = forms.CharField(label=gettext_lazy("Stop"), max_length=120, required=False)
    distance_m = forms.IntegerField(label=gettext_lazy("Metres on foot"), min_value=0, max_value=20_000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.get(name) for name in ("label", "stop", "distance_m")) and not cleaned.get("mode"):
            self.add_error("mode", _("Say by which means one gets there."))
        return cleaned


LineFormSet = forms.formset_factory(LineForm, extra=LINES_LEFT, can_delete=True, max_num=40)


def lines_content(formset: Any) -> list[dict[str, Any]]:
    """The lines kept, in their order; rows left empty or struck are not among them."""
    return [
        {name: form.cleaned_data.get(name) if name == "distance_m" else form.cleaned_data.get(name) or "" for name in
         ("mode", "label", "stop", "distance_m")}
        for form in formset.forms
        if form.cleaned_data.get("mode") and not form.cleaned_data.get("DELETE")
    ]  # fmt: skip


def initial_of(content: Mapping[str, Any], base: int) -> dict[str, Any]:
    return {**content, "base": base}
