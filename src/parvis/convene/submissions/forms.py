"""Forms of submissions: opening an edition, answering, submitting without an account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.convene.agenda.models import Admission, Mode
from parvis.convene.submissions.models import AnswerKind, AnswerTemplate, Opening, Part, RefusalReason
from parvis.ground.places.models import Accessibility, Place
from parvis.ground.text import localized
from parvis.ground.themes.models import Term
from parvis.ui.dates import capital
from parvis.ui.strangers import StrangerForm

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
FILLED = ("title", "edition", "name", "deadline", "link")  # what a template may name between braces


def in_languages(form: forms.Form, name: str) -> LazyI18nString:
    """The texts of one field, a language each, as one value."""
    return LazyI18nString({code: form.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES})


def texts_of(value: Any, name: str) -> dict[str, str]:
    """The initial values of the fields of one translated text."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, dict):
        return {f"{name}_{code}": data.get(code) or "" for code in LANGUAGES}
    return {f"{name}_{LANGUAGES[0]}": str(data or "")}


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


class WordsForm(forms.Form):
    """Words to the other side."""

    text = forms.CharField(
        label=gettext_lazy("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AcceptForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("A word with it"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AskForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is to be changed"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Say what is to be changed: the contributor reads nothing else.")},
    )


class RefuseForm(forms.Form):
    """A published reason, and why it applies here."""

    reason = forms.ModelChoiceField(
        label=gettext_lazy("Published reason"),
        queryset=RefusalReason.objects.none(),
        empty_label=gettext_lazy("Choose a reason"),
        error_messages={"required": gettext_lazy("Choose one of the published reasons.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Why it applies here"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Say in your own words why: a reason alone is no answer.")},
    )

    def __init__(self, reasons: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.queryset = reasons
        field.label_from_instance = lambda reason: reason.label.localize(get_language() or "fr")


class ReasonForm(forms.Form):
    """A host's own reason for refusal; it is published."""

    label_fr = forms.CharField(label=gettext_lazy("Reason, in French"), max_length=200)
    label_en = forms.CharField(label=gettext_lazy("Reason, in English"), max_length=200)
    explanation_fr = forms.CharField(
        label=gettext_lazy("Explanation, in French"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    explanation_en = forms.CharField(
        label=gettext_lazy("Explanation, in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    remedy_fr = forms.CharField(
        label=gettext_lazy("What would make it eligible, in French"), widget=forms.Textarea(attrs={"rows": 3})
    )
    remedy_en = forms.CharField(
        label=gettext_lazy("What would make it eligible, in English"), widget=forms.Textarea(attrs={"rows": 3})
    )
    in_use = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    @staticmethod
    def initial_of(reason: RefusalReason) -> dict[str, Any]:
        return {
            **texts_of(reason.label, "label"),
            **texts_of(reason.explanation, "explanation"),
            **texts_of(reason.remedy, "remedy"),
            "in_use": reason.in_use,
        }

    def fill(self, reason: RefusalReason) -> RefusalReason:
        for name in ("label", "explanation", "remedy"):
            setattr(reason, name, in_languages(self, name))
        reason.in_use = self.cleaned_data["in_use"]
        return reason


class TemplateForm(forms.Form):
    """Words that a host often answers with, in both languages."""

    kind = forms.ChoiceField(label=gettext_lazy("When you"), choices=AnswerKind.choices)
    title = forms.CharField(label=gettext_lazy("Name of the template"), max_length=120)
    text_fr = forms.CharField(
        label=gettext_lazy("Text, in French"),
        help_text=gettext_lazy("{title}, {edition}, {name}, {deadline} and {link} are filled in for each answer."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    text_en = forms.CharField(label=gettext_lazy("Text, in English"), widget=forms.Textarea(attrs={"rows": 8}))

    @staticmethod
    def initial_of(template: AnswerTemplate) -> dict[str, Any]:
        return {"kind": template.kind, "title": template.title, **texts_of(template.text, "text")}

    def clean_text_fr(self) -> str:
        return known_names(self.cleaned_data["text_fr"])

    def clean_text_en(self) -> str:
        return known_names(self.cleaned_data["text_en"])

    def fill(self, template: AnswerTemplate) -> AnswerTemplate:
        template.kind, template.title = self.cleaned_data["kind"], self.cleaned_data["title"]
        template.text = in_languages(self, "text")
        return template


def known_names(text: str) -> str:
    unknown = sorted(set(re.findall(r"{([^{}\n]*)}", text)) - set(FILLED))
    if unknown:
        raise ValidationError(
            _("Nothing is known under {%(name)s}. Use: %(known)s.")
            % {"name": unknown[0], "known": ", ".join(f"{{{name}}}" for name in FILLED)}
        )
    return text


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
