"""The forms of a plan made with others: how it is announced, what people propose, how they are answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from parvis.commit.drafting.forms.commitment import Row
from parvis.commit.drafting.forms.fields import (
    LANGUAGES,
    address_field,
    choice_field,
    day_field,
    hidden_field,
    text_field,
)
from parvis.commit.drafting.models import CoCreation, Criterion, Outcome, StepKind, TimelineStep
from parvis.commit.plans.content import in_languages
from parvis.ui.dates import capital
from parvis.ui.strangers import StrangerForm


def together(given: dict[str, Any], name: str) -> LazyI18nString:
    return LazyI18nString({code: (given.get(f"{name}_{code}") or "").strip() for code in LANGUAGES})


class CoCreationForm(forms.Form):
    first_day = day_field(_("Proposals from"), required=True)
    last_day = day_field(_("Proposals until"), required=True, help_text=_("Included."))
    answer_within = forms.IntegerField(
        label=_("Answer promised within (days)"),
        min_value=1,
        max_value=365,
        help_text=_("Everybody reads this promise; what is late is shown as late."),
    )
    invitation_fr = text_field(_("Invitation, in French"), rows=4, help_text=_("What you ask people for. Markdown."))
    invitation_en = text_field(_("Invitation, in English"), rows=4)
    forum_rules_fr = text_field(
        _("Rules of the forum, in French"),
        rows=3,
        help_text=_("Who sits there, how it decides, where its minutes are."),
    )
    forum_rules_en = text_field(_("Rules of the forum, in English"), rows=3)
    contact = forms.EmailField(label=_("Address for questions"), required=False)

    @staticmethod
    def initial_of(cocreation: CoCreation) -> dict[str, Any]:
        return {
            **in_languages("invitation", cocreation.invitation),
            **in_languages("forum_rules", cocreation.forum_rules),
            "first_day": cocreation.first_day,
            "last_day": cocreation.last_day,
            "answer_within": cocreation.answer_within,
            "contact": cocreation.contact,
        }

    def given(self) -> dict[str, Any]:
        """What it says, as the columns of a co-creation."""
        found = {name: self.cleaned_data[name] for name in ("first_day", "last_day", "answer_within", "contact")}
        return found | {name: together(self.cleaned_data, name) for name in ("invitation", "forum_rules")}


class StepRow(Row):
    telling = ("day", "label_fr", "label_en")

    kind = choice_field(_("Kind"), [(kind.value, capital(str(kind.label))) for kind in StepKind])
    day = day_field(_("Day"))
    last_day = day_field(_("Last day"))
    label_fr = text_field(_("What happens, in French"), most=300)
    label_en = text_field(_("What happens, in English"), most=300)
    url = address_field(_("Address"), most=500, help_text=_("Where it was announced, or where it takes place."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("day") and "day" not in self.errors:
            self.add_error("day", gettext("Give the day."))
        if not any(given.get(f"label_{code}") for code in LANGUAGES):
            self.add_error("label_fr", gettext("Say what happens."))
        if given.get("day") and given.get("last_day") and given["last_day"] < given["day"]:
            self.add_error("last_day", gettext("The last day comes before the first."))
        return given

    def step(self) -> TimelineStep:
        given = self.cleaned_data
        return TimelineStep(
            kind=given["kind"] or StepKind.MEETING,
            day=given["day"],
            last_day=given["last_day"],
            label=together(given, "label"),
            url=given["url"],
        )


class CriterionRow(Row):
    telling = ("label_fr", "label_en")

    key = hidden_field()
    label_fr = text_field(_("Criterion, in French"), most=200)
    label_en = text_field(_("Criterion, in English"), most=200)
    explanation_fr = text_field(_("Explanation, in French"), rows=2)
    explanation_en = text_field(_("Explanation, in English"), rows=2)


ROW_FORMS: dict[str, type[Row]] = {"steps": StepRow, "criteria": CriterionRow}


class CoCreationForms:
    """The whole form: the days, the timeline, the criteria."""

    most: ClassVar[int] = 40

    def __init__(self, cocreation: CoCreation | None, data: Any = None) -> None:
        self.cocreation = cocreation
        initial: dict[str, Any] = CoCreationForm.initial_of(cocreation) if cocreation else {"answer_within": 60}
        self.main = CoCreationForm(data, initial=initial)
        rows: dict[str, list[dict[str, Any]]] = {"steps": [], "criteria": []}
        if cocreation is not None:
            rows["steps"] = [step_row(one) for one in cocreation.steps.all()]
            rows["criteria"] = [criterion_row(one) for one in cocreation.criteria.filter(in_use=True)]
        self.rows: dict[str, BaseFormSet[Any]] = {}
        for part, form in ROW_FORMS.items():
            made = formset_factory(form, extra=0, max_num=self.most, absolute_max=self.most)
            self.rows[part] = made(data, prefix=part, initial=rows[part])

    def is_valid(self) -> bool:
        found = [one.is_valid() for one in (self.main, *self.rows.values())]  # each says its own mistakes
        return all(found)

    def told(self, part: str) -> list[Any]:
        return [row for row in self.rows[part].forms if row.has_changed()]

    def steps(self) -> list[TimelineStep]:
        return [row.step() for row in self.told("steps")]

    def criteria(self) -> list[Criterion]:
        known = {str(one.pk): one for one in self.cocreation.criteria.all()} if self.cocreation else {}
        made = []
        for row in self.told("criteria"):
            one = known.get(row.cleaned_data["key"]) or Criterion()
            one.label = together(row.cleaned_data, "label")
            one.explanation = together(row.cleaned_data, "explanation")
            made.append(one)
        return made


def step_row(step: TimelineStep) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(step, name) for name in ("kind", "day", "last_day", "url")}
    return found | in_languages("label", step.label)


def criterion_row(one: Criterion) -> dict[str, Any]:
    return {"key": str(one.pk), **in_languages("label", one.label), **in_languages("explanation", one.explanation)}


class MeetingForm(forms.Form):
    """A meeting is something that has a page here: an event of the agenda."""

    url = text_field(
        _("Address of its page on this site"), most=500, required=True, help_text=_("Copy it from your browser.")
    )
    note = text_field(_("What it was"), most=200, help_text=_("“Forum, second meeting”, “workshop on milestones”."))


class ProposalForm(StrangerForm):
    """What somebody without an account proposes."""

    title = text_field(_("Your proposal, in one line"), most=200, required=True)
    body = text_field(
        _("What should be promised, and why"),
        rows=8,
        required=True,
        most=8000,
        help_text=_("For whom, what would change, how anybody could tell that it is done."),
    )
    signature = text_field(
        _("Signed"),
        most=200,
        help_text=_("As you want to be named in public. Leave it empty and you are not named."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a link there to confirm, then the answer. It is never shown."),
    )


class WriteDownForm(forms.Form):
    """What was said in a meeting, or sent by a body."""

    title = text_field(_("Proposal, in one line"), most=200, required=True)
    body = text_field(_("What was proposed, and why"), rows=8, required=True, most=8000)
    heard_on = day_field(_("Said in a meeting on"))
    body_name = text_field(_("On behalf of"), most=300, lists="bodies", help_text=_("A body of the register."))
    signature = text_field(_("Signed"), most=200, help_text=_("Only if the person agreed to be named."))


class AnswerForm(forms.Form):
    """A reasoned response."""

    outcome = forms.ChoiceField(
        label=_("Is it kept?"),
        choices=[(value.value, capital(str(value.label))) for value in Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is kept.")},
    )
    commitment = forms.ChoiceField(label=_("In which commitment"), required=False)
    criterion = forms.ChoiceField(
        label=_("Which criterion decided"), required=False, help_text=_("For what is not kept, or only in part.")
    )
    reason = text_field(
        _("Why"), rows=5, required=True, most=8000, help_text=_("In your own words, to the person. Markdown.")
    )
    remedy = text_field(
        _("What would make it eligible"),
        rows=3,
        most=3000,
        help_text=_("Or who else may take it up. Needed when it is not kept, or only in part."),
    )

    def __init__(self, *args: Any, cocreation: CoCreation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        commitments: Any = self.fields["commitment"]
        criteria: Any = self.fields["criterion"]
        promised = cocreation.plan.commitments.order_by("order", "pk")
        commitments.choices = [("", "–"), *((str(one.uid), str(one)) for one in promised)]
        rules = cocreation.criteria.filter(in_use=True)
        criteria.choices = [("", "–"), *((str(one.pk), one.label.localize(language)) for one in rules)]


class ReasonForm(forms.Form):
    reason = text_field(_("Why it is not shown"), rows=3, required=True, most=2000)


class ReplyForm(forms.Form):
    text = text_field(_("Your reply"), rows=5, required=True, most=4000)
