"""An event as somebody without an account describes it, and as they change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Admission, Mode
from parvis.convene.submissions.forms.texts import LANGUAGES
from parvis.convene.submissions.models import Part
from parvis.ground.places.models import Accessibility, Place
from parvis.ground.text import localized
from parvis.ground.themes.models import Term
from parvis.ui.dates import capital
from parvis.ui.strangers import StrangerForm

PLACE_LABELS = ("Lieu", "Place")
KEPT = (
    "title",
    "lead",
    "body",
    "start_day",
    "online_url",
    "admission",
    *("formats", "themes", "audiences"),
    "accessibility",
)


def place_named(typed: str) -> Place | None:
    """The place of the register that was meant: its name alone, or its name and town; None when it is no single one."""
    name, comma, city = typed.strip().rpartition(", ")
    meant = Q(name__iexact=typed.strip())
    if comma:
        meant |= Q(name__iexact=name.strip(), city__iexact=city.strip())
    found = list(Place.objects.filter(meant).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def name_of_place(uid: Any) -> str:
    place = Place.objects.filter(uid=uid).first() if uid else None
    return ", ".join(filter(None, (place.name, place.city))) if place else ""


def suggested_places(most: int = 150) -> list[str]:
    """Places of the register that people may mean, by name; 1 query."""
    rows = Place.objects.order_by("name", "pk").values_list("name", "city")[:most]
    return [", ".join(filter(None, row)) for row in rows]


class ProposalForm(StrangerForm):
    """An event as somebody without an account describes it: what a reader needs, and whom to ask."""

    title = forms.CharField(label=gettext_lazy("Title of the event"), max_length=300)
    lead = forms.CharField(
        label=gettext_lazy("What is it, in two or three sentences?"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    start_day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    start_time = forms.TimeField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    end_time = forms.TimeField(
        label=gettext_lazy("Ends at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    where = forms.CharField(
        label=gettext_lazy("Where? Name and address of the place"),
        help_text=gettext_lazy(
            "Places of the register are suggested as you type. Leave it empty for an event that is online only."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "places"}),
    )
    online_url = forms.URLField(
        label=gettext_lazy("Online address, if one takes part online"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    admission = forms.ChoiceField(label=gettext_lazy("Admission"), widget=forms.RadioSelect)
    registration_url = forms.URLField(
        label=gettext_lazy("Registration page"), max_length=500, required=False, assume_scheme="https"
    )
    organisation = forms.CharField(
        label=gettext_lazy("Who organises it?"),
        help_text=gettext_lazy("The name of the body or the group, as it will be published."),
        max_length=200,
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("For the host only; it is not published."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("You receive a link to confirm, then the answer. It is not published."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    note = forms.CharField(
        label=gettext_lazy("A word to the host"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I accept that the event is published, and that my name and address serve to answer me."),
        error_messages={"required": gettext_lazy("Tick the box: without it we can neither answer nor publish.")},
    )

    ABOUT_THE_EVENT = (
        "title", "lead", "body", "start_day", "start_time", "end_time", "where", "online_url", "admission",
        "registration_url", "formats", "themes", "audiences", "accessibility", "organisation",
    )  # fmt: skip
    ABOUT_YOU = ("name", "email", "note", "consent")

    def __init__(self, required_parts: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.required_parts = frozenset(required_parts)
        admission: Any = self.fields["admission"]
        admission.choices = [
            (choice.value, capital(str(choice.label))) for choice in Admission if choice != Admission.UNKNOWN
        ]
        self.fields["lead"].required = Part.LEAD in self.required_parts
        self.fields["start_time"].required = Part.HOURS in self.required_parts
        self.demand()

    def demand(self) -> None:
        """Fields for what this host demands beyond the usual."""
        if Part.BODY in self.required_parts:
            self.fields["body"] = forms.CharField(label=_("Text of the page"), widget=forms.Textarea, max_length=20_000)
        for part, vocabulary, label in (
            (Part.FORMATS, "format", _("Kind of event")),
            (Part.THEMES, "theme", _("Themes")),
            (Part.AUDIENCES, "audience", _("For whom")),
        ):
            if part in self.required_parts:
                terms = Term.objects.filter(vocabulary=vocabulary).order_by("order", "code")
                choices = [(term.code, capital(localized(term.name, get_language() or "fr"))) for term in terms]
                self.fields[str(part.value)] = forms.MultipleChoiceField(
                    label=label, choices=choices, widget=forms.CheckboxSelectMultiple
                )
        if Part.ACCESSIBILITY in self.required_parts:
            self.fields["accessibility"] = forms.MultipleChoiceField(
                label=_("What is accessible"), choices=Accessibility.choices, widget=forms.CheckboxSelectMultiple
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("start_time") and given.get("end_time") and given["end_time"] < given["start_time"]:
            self.add_error("end_time", _("The end comes before the beginning."))
        if not given.get("where") and not given.get("online_url") and "online_url" not in self.errors:
            self.add_error("where", _("Say where it takes place, or give an online address."))
        needs_link = Part.REGISTRATION in self.required_parts and given.get("admission") != Admission.FREE
        if needs_link and not given.get("registration_url") and "registration_url" not in self.errors:
            self.add_error("registration_url", _("Give the page on which one registers."))
        return given

    def content(self, language: str) -> dict[str, Any]:
        """The event as every writer gives it (`agenda.content`)."""
        given = self.cleaned_data
        online = bool(given["online_url"])
        mode = Mode.MIXED if given["where"] and online else Mode.ONLINE if online else Mode.ONSITE
        place = place_named(given["where"])
        words = given["where"] if place is None else ""
        return {
            "title": given["title"].strip(),
            "lead": given["lead"],
            "language": language,
            "start_day": given["start_day"].isoformat(),
            "end_day": given["start_day"].isoformat(),
            "start_time": given["start_time"].isoformat() if given["start_time"] else None,
            "end_time": given["end_time"].isoformat() if given["start_time"] and given["end_time"] else None,
            "hours_to_confirm": given["start_time"] is None,
            "mode": mode.value,
            "admission": given["admission"],
            "place": str(place.uid) if place else None,
            "online_url": given["online_url"],
            "registration_links": [{"label": "", "url": given["registration_url"], "session": None}]
            if given["registration_url"]
            else [],
            "information": [{"label": "Lieu" if language == "fr" else "Place", "content": words, "link": ""}]
            if words
            else [],
            **{
                part: given[part]
                for part in ("body", "formats", "themes", "audiences", "accessibility")
                if part in given
            },
            **self.organiser(),
        }

    def organiser(self) -> dict[str, Any]:
        if not self.cleaned_data.get("organisation"):
            return {}
        return {
            "participations": [
                {
                    "role": "organiser",
                    "label": self.cleaned_data["organisation"],
                    "office": "",
                    "programmes": [],
                    "organisation": None,
                    "person": None,
                    "session": None,
                }
            ]
        }

    @staticmethod
    def initial_of(content: Any) -> dict[str, Any]:
        """What the form shows of an event that it wrote."""
        links = content.get("registration_links") or [{}]
        places = [line for line in content.get("information") or () if line.get("label") in PLACE_LABELS]
        return {
            **{name: content.get(name) for name in KEPT},
            "start_time": (content.get("start_time") or "")[:5],
            "end_time": (content.get("end_time") or "")[:5],
            "registration_url": links[0].get("url", ""),
            "where": name_of_place(content.get("place")) or (places[0].get("content", "") if places else ""),
        }


class EventAgainForm(ProposalForm):
    """The same event changed by whoever proposed it, from the signed link."""

    def __init__(self, required_parts: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(required_parts, *args, **kwargs)
        for name in ("organisation", "name", "email", "note", "consent", "nickname", "begun"):
            del self.fields[name]

    def again(self, standing: Mapping[str, Any]) -> dict[str, Any]:
        """What is written of the event: the parts this form shows; lines and links that it does not show stay."""
        content = self.content(str(standing.get("language") or LANGUAGES[0]))
        lines = [line for line in standing.get("information") or () if line.get("label") not in PLACE_LABELS]
        content["information"] = [*content["information"], *lines]
        content["registration_links"] = [
            *content["registration_links"],
            *(standing.get("registration_links") or ())[1:],
        ]
        del content["language"]
        return content
