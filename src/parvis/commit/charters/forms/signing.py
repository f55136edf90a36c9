"""Forms of signatures: given here, read in a source, asked for by mail; what a signatory says; its withdrawal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.commit.charters.actions import Asker, Signature
from parvis.commit.charters.forms.fields import CapacityFields, FuzzyDayField
from parvis.commit.charters.forms.keeping import SourceFields
from parvis.commit.charters.models import EvidenceKind, Level
from parvis.people.models import Organisation
from parvis.people.queries.organisations import find_organisation
from parvis.ui.dates import capital
from parvis.ui.strangers import StrangerForm


class SignForm(CapacityFields):
    """A body's own organiser signs for it."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Which of your bodies signs?"), queryset=Organisation.objects.none()
    )
    authority_name = forms.CharField(
        label=gettext_lazy("Who signs for it?"),
        help_text=gettext_lazy("Published with the signature."),
        max_length=200,
    )
    authority_office = forms.CharField(
        label=gettext_lazy("In which office?"),
        help_text=gettext_lazy("As it is named: mayor, director, president…"),
        max_length=200,
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("It commits itself to the pledges of its side, as they are adopted."),
        error_messages={"required": gettext_lazy("Tick the box: that is what signing means.")},
    )

    field_order = ("organisation", "capacity", "side", "authority_name", "authority_office", "place", "agreed")

    def __init__(self, bodies: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = bodies

    def signature(self) -> Signature:
        given = self.cleaned_data
        names = ("organisation", "capacity", "side", "authority_name", "authority_office", "place")
        return Signature(**{name: given[name] for name in names})


class RecordForm(CapacityFields, SourceFields):
    """A signature that a source tells."""

    organisation = forms.CharField(
        label=gettext_lazy("Name of the body"),
        help_text=gettext_lazy("Its name, a former name or its acronym, as this site knows it."),
        max_length=300,
    )
    name = forms.CharField(
        label=gettext_lazy("Name as signed"),
        help_text=gettext_lazy("When the source calls it otherwise."),
        max_length=300,
        required=False,
    )
    signed_on = FuzzyDayField(
        label=gettext_lazy("Signed on"),
        help_text=gettext_lazy("As the source says it; empty when it does not."),
        required=False,
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    authority_name = forms.CharField(label=gettext_lazy("Who signed for it"), max_length=200, required=False)
    authority_office = forms.CharField(label=gettext_lazy("In which office"), max_length=200, required=False)
    locator = forms.CharField(label=gettext_lazy("Where to look in the source"), max_length=200, required=False)

    field_order = (
        "organisation", "name", "capacity", "side", "signed_on", "place", "authority_name", "authority_office",
        "source_title", "source_publisher", "source_url", "source_day", "locator",
    )  # fmt: skip

    def clean_organisation(self) -> Organisation:
        found = find_organisation(self.cleaned_data["organisation"])
        if found is None:
            raise forms.ValidationError(_("No body, or more than one, has this name here. Add it first."))
        return found

    def signature(self) -> Signature:
        given = self.cleaned_data
        names = (
            "organisation", "capacity", "side", "authority_name", "authority_office", "signed_on", "place", "name",
            "locator",
        )  # fmt: skip
        return Signature(source=self.source(), **{name: given[name] for name in names})


class AskForm(CapacityFields, StrangerForm):
    """A body without an account asks to sign."""

    at_least = timedelta(seconds=3)

    body = forms.CharField(
        label=gettext_lazy("Which body signs?"),
        help_text=gettext_lazy("Its name, as it will be published."),
        max_length=200,
    )
    website = forms.URLField(label=gettext_lazy("Its website"), required=False, max_length=500, assume_scheme="https")
    authority_name = forms.CharField(
        label=gettext_lazy("Who signs for it?"),
        help_text=gettext_lazy("Published with the signature."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    authority_office = forms.CharField(
        label=gettext_lazy("In which office?"),
        help_text=gettext_lazy("As it is named: mayor, director, president…"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
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
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "The body commits itself to the pledges of its side, and its name and who signs for it may be published."
        ),
        error_messages={"required": gettext_lazy("Tick the box: that is what signing means.")},
    )

    SHOWN = (
        "body", "website", "capacity", "side", "authority_name", "authority_office", "email", "note", "agreed",
    )  # fmt: skip

    def asker(self, language: str) -> Asker:
        given = self.cleaned_data
        names = ("capacity", "side", "authority_name", "authority_office", "website", "note")
        return Asker(
            body=given["body"].strip(),
            email=given["email"].strip().lower(),
            language=language,
            **{name: given[name] for name in names},
        )


class AcceptForm(forms.Form):
    """Which body of this site it is, when it is one."""

    organisation = forms.CharField(
        label=gettext_lazy("It is already known here as"),
        help_text=gettext_lazy("Name of the body on this site; empty: it is added."),
        required=False,
        max_length=300,
    )

    def clean_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"].strip()
        found = find_organisation(name) if name else None
        if name and found is None:
            raise forms.ValidationError(_("No body, or more than one, has this name here."))
        return found


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot sign"),
        help_text=gettext_lazy("The body reads it: what is missing, and what would change the answer."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say why: a refusal without a reason is no answer.")},
    )


class WithdrawForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("From which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Published with the withdrawal."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssessForm(forms.Form):
    """Where a signatory stands on one pledge."""

    level = forms.ChoiceField(
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("“Kept” needs at least one piece of evidence."),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("What was done, what was not. Markdown."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level: Any = self.fields["level"]
        level.choices = [(one.value, capital(str(one.label))) for one in Level]


class EvidenceForm(forms.Form):
    """One piece of evidence; a row left empty is none."""

    title = forms.CharField(label=gettext_lazy("What it is"), max_length=300, required=False)
    url = forms.URLField(label=gettext_lazy("Address"), max_length=500, required=False, assume_scheme="https")
    kind = forms.ChoiceField(label=gettext_lazy("Kind of evidence"))
    day = forms.DateField(
        label=gettext_lazy("Day of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    archived_hash = forms.RegexField(
        r"^[0-9a-f]{64}$",
        label=gettext_lazy("SHA-256 of the copy you keep"),
        required=False,
        error_messages={"invalid": gettext_lazy("A SHA-256 is 64 hexadecimal digits.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, capital(str(one.label))) for one in EvidenceKind]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("title") and not given.get("url") and "url" not in self.errors:
            self.add_error("url", _("Give the address where anybody can look."))
        if given.get("url") and not given.get("title"):
            self.add_error("title", _("Say what it is."))
        return given


EvidenceFormSet = forms.formset_factory(EvidenceForm, extra=2, max_num=20)


def evidence_content(formset: Any) -> list[dict[str, Any]]:
    names = ("title", "url", "kind", "day", "archived_hash")
    return [{name: form.cleaned_data[name] for name in names} for form in formset.forms if form.cleaned_data.get("url")]
