"""The forms of a plan: what it is, its adoption, its amendments, what is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.commit.drafting.forms.fields import LANGUAGES, address_field, day_field, hidden_field, text_field
from parvis.commit.plans.content import PLAN_PARTS, Content
from parvis.commit.plans.models import Framework
from parvis.people.models import Organisation


class PlanForm(forms.Form):
    """A plan, as `plans.content.plan_content` gives it; the body is asked for a new one alone."""

    base = hidden_field()
    organisation = forms.ChoiceField(label=_("Body that answers for it"), required=False)
    title_fr = text_field(_("Title, in French"), most=300)
    title_en = text_field(_("Title, in English"), most=300)
    framework = forms.ChoiceField(label=_("Framework"), help_text=_("What asks for the plan, and gives it its rules."))
    number = text_field(_("Number"), most=20)
    cycle = text_field(_("Cycle"), most=40, help_text=_("As the framework names it: 2018-2020."))
    member = text_field(_("Member"), most=120, help_text=_("The country, the town or the parliament, in words."))
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"), help_text=_("Included."))
    summary_fr = text_field(_("Summary, in French"), rows=4)
    summary_en = text_field(_("Summary, in English"), rows=4)

    def __init__(self, *args: Any, bodies: list[Organisation], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frameworks: Any = self.fields["framework"]
        names = [(str(one.uid), one.name.localize(get_language() or "fr")) for one in Framework.objects.all()]
        frameworks.choices = [("", _("Choose a framework")), *names]
        body: Any = self.fields["organisation"]
        body.choices = [(str(one.uid), one.name) for one in bodies]
        if not is_new:
            del self.fields["organisation"]

    def content(self) -> Content:
        found: Content = {}
        for part in PLAN_PARTS:
            value = self.cleaned_data.get(part)
            found[part] = value.isoformat() if hasattr(value, "isoformat") else value
            if part in ("first_day", "last_day") and not value:
                found[part] = None
        return found


class AdoptionForm(forms.Form):
    """The day of an adoption, what it says, and the document that proves it."""

    on = day_field(_("Adopted on"), required=True)
    note_fr = text_field(_("What it says, in French"), rows=3)
    note_en = text_field(_("What it says, in English"), rows=3)
    source_title = text_field(_("Document"), most=300, help_text=_("The deliberation, the minutes, the decree."))
    source_url = address_field(_("Address of the document"), most=500)

    def __init__(self, *args: Any, note_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note_needed = note_needed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.note_needed and not any(given.get(f"note_{code}", "").strip() for code in LANGUAGES):
            self.add_error("note_fr", _("Say what the amendment changes."))
        if given.get("source_url") and not given.get("source_title"):
            self.add_error("source_title", _("Name the document."))
        return given


class WithdrawalForm(forms.Form):
    on = day_field(_("Withdrawn on"), required=True)
    reason = text_field(
        _("Why"), rows=4, required=True, help_text=_("Everybody reads it, on the page, which stays where it is.")
    )


class HandOverForm(forms.Form):
    body = text_field(_("New lead institution"), most=300, required=True, lists="bodies")
    office = text_field(_("Office, as it is named"), most=300)
    on = day_field(_("From"), required=True)
