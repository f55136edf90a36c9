"""What is asked of a party, whether it registers or changes what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.registration import needs
from parvis.convene.registration.forms.questions import answers_of, field_of, name_of
from parvis.convene.registration.models import Registration
from parvis.convene.registration.queries.asked import Asked, AskedQuestion
from parvis.ui.dates import capital


@dataclass(frozen=True)
class Companion:
    """The fields of one who comes along."""

    number: int
    fields: list[forms.BoundField]


class PartyForm(forms.Form):
    """Name, those who come along, questions, sessions, needs, consents; fields made from what the set-up asks."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Give your name.")},
    )

    asked: Asked
    party: int

    def ask(self, asked: Asked, registration: Registration, party: int, sessions: Mapping[int, str]) -> None:
        """Add the fields.

        party      how many people, who registers included
        sessions   key of a registration → its label with the seats left
        """
        self.asked, self.party = asked, party
        for number in range(party):
            self.ask_one(number)
        for question in asked.questions:
            if not question.each:
                self.fields[name_of(question, "q")] = self.field_for(question)
        if sessions:
            self.fields["sessions"] = forms.TypedMultipleChoiceField(
                label=_("Sessions"),
                choices=list(sessions.items()),
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if registration.asks_access_needs:
            choices = [(need.value, capital(needs.label_of(need))) for need in needs.ASKED]
            self.fields["needs"] = forms.MultipleChoiceField(
                label=_("What you need"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields["need_words"] = forms.CharField(
                label=_("Something else, in your words"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for purpose in asked.purposes:
            self.fields[consent_name(purpose.uid)] = forms.BooleanField(
                label=purpose.label, help_text=purpose.explanation, required=False
            )

    def ask_one(self, number: int) -> None:
        """Fields of one of the party; who registers has given her name already."""
        if number:
            self.fields[f"p{number}_name"] = forms.CharField(
                label=_("Name"),
                max_length=200,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                error_messages={"required": _("Give the name of this person, or take them off.")},
            )
            self.fields[f"p{number}_child"] = forms.BooleanField(label=_("A child"), required=False)
        for question in self.asked.questions:
            if question.each:
                self.fields[name_of(question, f"p{number}")] = self.field_for(question)

    def field_for(self, question: AskedQuestion) -> Any:
        """A question that only some categories are asked is demanded once the category is known."""
        field = field_of(question, question.required and not question.categories)
        if question.categories and self.chosen_category() is None:
            names = [one.name for one in self.asked.categories if one.key in question.categories]
            if names:
                field.needed_by_some = question.required  # the label does not call it optional
                only = _("To fill in only for: %(categories)s.") % {"categories": ", ".join(names)}
                field.help_text = " ".join(filter(None, (str(field.help_text), only)))
        return field

    def chosen_category(self) -> int | None:
        """The category when there is nothing to choose."""
        return None

    def unjudged(self) -> None:
        """Show what was typed without a word on it: nothing was sent yet."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    # What the page shows, part by part.

    def companions(self) -> list[Companion]:
        return [
            Companion(number, [self[name] for name in self.fields if name.startswith(f"p{number}_")])
            for number in range(1, self.party)
        ]

    def own_questions(self) -> list[forms.BoundField]:
        """Questions to each that who registers answers for herself; they stand with her name, before the others'."""
        return [self[name] for name in self.fields if name.startswith("p0_")]

    def questions(self) -> list[forms.BoundField]:
        """Questions to the party as a whole."""
        return [self[name] for name in self.fields if name.startswith("q_")]

    def needs_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("needs", "need_words") if name in self.fields]

    def needs_open(self) -> bool:
        """Whether the part on needs must be seen: something stands in it."""
        return any(field.value() or (self.is_bound and field.errors) for field in self.needs_fields())

    def consents(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("consent_")]

    # What was said, once the form is right.

    def demand_answers(self, category: int | None) -> None:
        """Say what is missing among the questions that only this category is asked."""
        for question in self.asked.questions:
            if not (question.required and question.categories and category in question.categories):
                continue
            for prefix in self.prefixes(question):
                name = name_of(question, prefix)
                if name not in self.errors and self.cleaned_data.get(name) in (None, "", [], False):
                    self.add_error(name, _("Answer this question."))

    def prefixes(self, question: AskedQuestion) -> list[str]:
        return [f"p{number}" for number in range(self.party)] if question.each else ["q"]

    def answers(self, category: int | None) -> dict[str, Any]:
        asked = [one for one in self.asked.questions if not one.each and one.is_for(category)]
        return answers_of(asked, self.cleaned_data, "q")

    def answers_of_person(self, number: int, category: int | None) -> dict[str, Any]:
        asked = [one for one in self.asked.questions if one.each and one.is_for(category)]
        return answers_of(asked, self.cleaned_data, f"p{number}")

    def agreed(self) -> tuple[int, ...]:
        """Keys of the purposes to which the person consents."""
        given = self.cleaned_data
        return tuple(one.key for one in self.asked.purposes if given.get(consent_name(one.uid)))

    def refused_by(self, sentence: str) -> None:
        self.add_error(NON_FIELD_ERRORS, sentence)


def consent_name(uid: str) -> str:
    return f"consent_{uid.replace('-', '')}"


def tidy(text: str) -> str:
    return " ".join(text.split())
