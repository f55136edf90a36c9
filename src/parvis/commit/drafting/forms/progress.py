"""Reporting how far a promise is, and bringing what shows it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.commit.drafting.forms.commitment import FuzzyField
from parvis.commit.drafting.forms.fields import address_field, choice_field, day_field, text_field
from parvis.commit.drafting.objects import object_at
from parvis.commit.plans.actions import Shown
from parvis.commit.plans.models import Commitment, Completion, Evidence, EvidenceKind, Milestone
from parvis.ui.dates import capital

AS_A_WHOLE = ""
KIND_HELP = _(
    "Direct: it is the thing itself. Supporting: it speaks of it. Budget: money was spent. Indirect: the rest."
)


class EvidenceForm(forms.Form):
    """One piece of evidence: an address, a file, or the address of a page of this site."""

    kind = choice_field(
        _("Kind of evidence"), [(kind.value, capital(str(kind.label))) for kind in EvidenceKind], help_text=KIND_HELP
    )
    title = text_field(_("What it is"), most=300, help_text=_("Empty for a page of this site: it has a title."))
    url = address_field(
        _("Address"), help_text=_("A page of this site is recognised: an event counts as itself, and stays linked.")
    )
    day = FuzzyField(label=_("When it happened"), required=False, max_length=40)
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF, ODT, ODS, CSV…, 25 MB at most. Anybody can check the copy by its SHA-256."),
    )
    note = text_field(_("What it shows"), rows=2)

    def is_given(self) -> bool:
        return bool(self.cleaned_data.get("url") or self.cleaned_data.get("file"))

    def shown(self) -> Shown:
        """What was brought, ready for `add_evidence`; call it on a valid form that `is_given`."""
        given = self.cleaned_data
        sent = given.get("file")
        here = object_at(given["url"]) if given["url"] else None
        if not given["title"].strip() and here is None and not sent:
            raise ValidationError({"title": gettext("Say what it is.")})
        return Shown(
            title=given["title"],
            kind=given["kind"] or EvidenceKind.DIRECT,
            note=given["note"],
            url="" if here is not None else given["url"],
            day=given["day"],
            file=(sent.name, sent.read()) if sent else None,
            object=here,
        )


class BringForm(EvidenceForm):
    """Evidence alone, of the commitment or of one of its milestones."""

    milestone = forms.ChoiceField(label=_("About"), required=False)
    field_order = ("milestone",)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["milestone"]
        field.choices = about(commitment)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("url") and not given.get("file") and not self.errors:
            self.add_error("url", gettext("Give an address or a file."))
        return given


class ReportForm(EvidenceForm):
    """A progress report; it may bring a piece of evidence with it, or rest on what is there."""

    milestone = forms.ChoiceField(label=_("About"), required=False)
    day = day_field(_("State on"), required=True, help_text=_("The day of which you speak, today at the latest."))
    completion = forms.ChoiceField(
        label=_("How far it is"),
        choices=[(value.value, capital(str(value.label))) for value in Completion],
        widget=forms.RadioSelect,
        help_text=_("“Completed” needs evidence."),
        error_messages={"required": _("Say how far it is.")},
    )
    body = text_field(_("What was done, what is left"), rows=5, help_text=_("Markdown."))
    rests_on = forms.MultipleChoiceField(
        label=_("Evidence that is there already"), required=False, widget=forms.CheckboxSelectMultiple
    )
    happened = FuzzyField(label=_("When it happened"), required=False, max_length=40)

    def __init__(self, *args: Any, commitment: Commitment, pieces: list[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        milestone: Any = self.fields["milestone"]
        milestone.choices = about(commitment)
        rests: Any = self.fields["rests_on"]
        rests.choices = [(str(one.uid), one.title) for one in pieces]
        if not pieces:
            del self.fields["rests_on"]

    def shown(self) -> Shown:
        given = {**self.cleaned_data}
        self.cleaned_data = {**given, "day": given.get("happened", "")}
        try:
            return super().shown()
        finally:
            self.cleaned_data = given


def about(commitment: Commitment) -> list[tuple[str, str]]:
    """The commitment as a whole, then its milestones."""
    rows = commitment.milestones.filter(withdrawn_on=None).order_by("order", "pk")
    return [(AS_A_WHOLE, gettext("the commitment as a whole")), *((str(one.uid), str(one)) for one in rows)]


def milestone_of(commitment: Commitment, uid: str) -> Milestone | None:
    return commitment.milestones.filter(uid=uid).first() if uid else None
