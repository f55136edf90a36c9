"""The host's forms: present a charter, write a version, adopt it, invite, note what sources say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.commit.charters.forms.fields import (
    FuzzyDayField,
    initial_pair,
    side_choices,
    text_pair,
)
from parvis.commit.charters.models import Charter, CharterVersion, Claim, ClaimKind, Pledge, Wording
from parvis.commit.charters.models.claim import COUNTS, DAYS
from parvis.commit.charters.wording import LANGUAGES
from parvis.ground.sources.models import Source
from parvis.people.models import Organisation
from parvis.ui.dates import capital

MORE = 3  # empty rows after the pledges that are there


class CharterForm(forms.Form):
    """How a charter is presented."""

    title_fr = forms.CharField(label=gettext_lazy("Title, in French"), max_length=200)
    title_en = forms.CharField(label=gettext_lazy("Title, in English"), max_length=200, required=False)
    summary_fr = forms.CharField(
        label=gettext_lazy("In a sentence or two, in French"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    summary_en = forms.CharField(
        label=gettext_lazy("In a sentence or two, in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def initial_of(charter: Charter) -> dict[str, Any]:
        return {**initial_pair(charter.title, "title"), **initial_pair(charter.summary, "summary")}

    def content(self) -> dict[str, Any]:
        return {"title": text_pair(self, "title"), "summary": text_pair(self, "summary")}


class NewCharterForm(CharterForm):
    host = forms.ModelChoiceField(label=gettext_lazy("Which body keeps it?"), queryset=Organisation.objects.none())

    field_order = ("host", "title_fr", "title_en", "summary_fr", "summary_en")

    def __init__(self, hosts: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        host: Any = self.fields["host"]
        host.queryset = hosts


class SourceFields(forms.Form):
    """The document in which something is read; a known one by its title and address, or a new one."""

    source_title = forms.CharField(label=gettext_lazy("Title of the source"), max_length=300)
    source_publisher = forms.CharField(label=gettext_lazy("Publisher of the source"), max_length=200, required=False)
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    source_day = forms.DateField(
        label=gettext_lazy("Read on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def source(self) -> Source:
        """The source, written when it is new."""
        given = self.cleaned_data
        known = Source.objects.filter(title=given["source_title"].strip(), url=given["source_url"]).order_by("pk")
        return known.first() or Source.objects.create(
            title=given["source_title"].strip(),
            publisher=given["source_publisher"],
            url=given["source_url"],
            consulted_on=given["source_day"],
        )


class VersionForm(SourceFields):
    """The text of a draft, apart from its pledges; a summary names the document it tells."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text that binds"),
        help_text=gettext_lazy("The other is shown as a translation."),
        choices=[("fr", "Français"), ("en", "English")],
    )
    wording = forms.ChoiceField(
        label=gettext_lazy("Are these the words of the charter?"),
        help_text=gettext_lazy("A text that one only tells is shown as a summary, with its source."),
    )
    preamble_fr = forms.CharField(label=gettext_lazy("Preamble, in French"), required=False, widget=forms.Textarea)
    preamble_en = forms.CharField(label=gettext_lazy("Preamble, in English"), required=False, widget=forms.Textarea)
    note_fr = forms.CharField(
        label=gettext_lazy("What changes from the version before, and why, in French"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note_en = forms.CharField(
        label=gettext_lazy("What changes from the version before, and why, in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wording: Any = self.fields["wording"]
        wording.choices = [(one.value, capital(str(one.label))) for one in Wording]
        self.fields["source_title"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("wording") == Wording.SUMMARISED and not given.get("source_title"):
            self.add_error("source_title", _("Name the document that you summarise."))
        return given

    @staticmethod
    def initial_of(version: CharterVersion) -> dict[str, Any]:
        source = version.source
        told = (
            {
                "source_title": source.title,
                "source_publisher": source.publisher,
                "source_url": source.url,
                "source_day": source.consulted_on,
            }
            if source
            else {}
        )
        return {
            **told,
            "language": version.language,
            "wording": version.wording,
            **initial_pair(version.preamble, "preamble"),
            **initial_pair(version.note, "note"),
        }

    def content(self) -> dict[str, Any]:
        return {
            "language": self.cleaned_data["language"],
            "wording": self.cleaned_data["wording"],
            "source": self.source() if self.cleaned_data["source_title"] else None,
            "preamble": text_pair(self, "preamble"),
            "note": text_pair(self, "note"),
        }


class PledgeForm(forms.Form):
    """One pledge of a draft; a row left empty is none."""

    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    side = forms.ChoiceField(label=gettext_lazy("Who promises"))
    title_fr = forms.CharField(label=gettext_lazy("Pledge, in French"), max_length=200, required=False)
    title_en = forms.CharField(label=gettext_lazy("Pledge, in English"), max_length=200, required=False)
    text_fr = forms.CharField(
        label=gettext_lazy("What it means, in French"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=gettext_lazy("What it means, in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side: Any = self.fields["side"]
        side.choices = side_choices()

    def is_empty(self) -> bool:
        given = self.cleaned_data
        return not any(given.get(f"{name}_{code}") for name in ("title", "text") for code in LANGUAGES)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("title_fr") and (given.get("text_fr") or given.get("title_en") or given.get("text_en")):
            self.add_error("title_fr", _("Say in a few words what is promised."))
        return given

    def content(self) -> dict[str, Any]:
        return {
            "key": self.cleaned_data.get("key", ""),
            "side": self.cleaned_data["side"],
            "title": text_pair(self, "title"),
            "text": text_pair(self, "text"),
        }


PledgeFormSet = forms.formset_factory(PledgeForm, extra=MORE, can_order=True, can_delete=True, max_num=60)


def pledges_initial(pledges: list[Pledge]) -> list[dict[str, Any]]:
    return [
        {
            "key": pledge.key,
            "side": pledge.side,
            **initial_pair(pledge.title, "title"),
            **initial_pair(pledge.text, "text"),
        }
        for pledge in pledges
    ]


def pledges_content(formset: Any) -> list[dict[str, Any]]:
    """The pledges kept, in the order asked for; rows left empty or struck are not among them."""
    kept = [
        (form.cleaned_data.get("ORDER") or 1000, place, form)
        for place, form in enumerate(formset.forms)
        if not form.cleaned_data.get("DELETE") and not form.is_empty()
    ]
    return [form.content() for _order, _place, form in sorted(kept, key=lambda row: row[:2])]


class AdoptForm(forms.Form):
    adopted_on = FuzzyDayField(
        label=gettext_lazy("Adopted on"),
        help_text=gettext_lazy("As precisely as it is known: 12 November 2018, November 2018, 2018."),
        required=False,
    )


class InvitationForm(forms.Form):
    """The invitation to sign, and what is promised to who asks."""

    invitation_fr = forms.CharField(
        label=gettext_lazy("Invitation, in French"),
        help_text=gettext_lazy("Who may sign, and what is expected afterwards. Markdown."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    invitation_en = forms.CharField(
        label=gettext_lazy("Invitation, in English"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    until = forms.DateField(
        label=gettext_lazy("Open until"),
        help_text=gettext_lazy("Included; empty for no end."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    answer_within = forms.IntegerField(
        label=gettext_lazy("Answer promised within (days)"),
        help_text=gettext_lazy("Everybody reads this promise; what is late is shown as late."),
        min_value=1,
        max_value=180,
    )

    @staticmethod
    def initial_of(charter: Charter) -> dict[str, Any]:
        return {
            **initial_pair(charter.invitation, "invitation"),
            "until": charter.open_until,
            "answer_within": charter.answer_within,
        }

    def content(self) -> dict[str, Any]:
        until: date | None = self.cleaned_data["until"]
        return {
            "invitation": text_pair(self, "invitation"),
            "until": until,
            "answer_within": self.cleaned_data["answer_within"],
        }


class ClaimForm(SourceFields):
    """A name, a day or a number that a source gives."""

    kind = forms.ChoiceField(label=gettext_lazy("The source says"))
    name = forms.CharField(label=gettext_lazy("Name it gives"), max_length=200, required=False)
    day = FuzzyDayField(label=gettext_lazy("Day it gives"), required=False)
    count = forms.IntegerField(label=gettext_lazy("Number it gives"), min_value=0, max_value=1_000_000, required=False)
    approximate = forms.BooleanField(label=gettext_lazy("“About” that number"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Of which side"), required=False)
    scope_fr = forms.CharField(
        label=gettext_lazy("What exactly it counts or dates, in French"), max_length=300, required=False
    )
    scope_en = forms.CharField(
        label=gettext_lazy("What exactly it counts or dates, in English"), max_length=300, required=False
    )

    field_order = (
        "kind", "name", "day", "count", "approximate", "side", "scope_fr", "scope_en",
        "source_title", "source_publisher", "source_url", "source_day",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        side: Any = self.fields["side"]
        kind.choices = [(one.value, capital(str(one.label))) for one in ClaimKind]
        side.choices = [("", _("Both together")), *side_choices()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        if kind == ClaimKind.NAME and not given.get("name"):
            self.add_error("name", _("Give the name."))
        if kind in DAYS and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the day."))
        if kind in COUNTS and given.get("count") is None and "count" not in self.errors:
            self.add_error("count", _("Give the number."))
        return given

    def claim(self, charter: Charter) -> Claim:
        """The claim, not saved; what its kind does not have is left out."""
        given, kind = self.cleaned_data, self.cleaned_data["kind"]
        return Claim(
            charter=charter,
            kind=kind,
            name=given["name"] if kind == ClaimKind.NAME else "",
            day=given["day"] if kind in DAYS else "",
            count=given["count"] if kind in COUNTS else None,
            approximate=given["approximate"] and kind in COUNTS,
            side=given["side"] if kind in COUNTS else "",
            scope=text_pair(self, "scope"),
            source=self.source(),
        )
