"""A message: to whom, and what it says in each language."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from parvis.convene.guests.mailing.letters import FILLED
from parvis.convene.guests.mailing.segments import CHOSEN_BY, STATES, Segment
from parvis.convene.guests.models import Mailing
from parvis.convene.guests.papers.people import categories_of
from parvis.convene.registration.models import Kind, Registration, State
from parvis.convene.registration.presence import is_counted
from parvis.ground.text import localized
from parvis.ui.dates import capital

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# People by the state of their registration: a message speaks of them, not of it.
WHO = {
    State.CONFIRMED: pgettext_lazy("people", "registered"),
    State.WAITING: pgettext_lazy("people", "on the waiting list"),
    State.OFFERED: pgettext_lazy("people", "offered a seat from the waiting list"),
    State.PENDING: pgettext_lazy("people", "waiting for approval"),
}


class MailingForm(forms.Form):
    states = forms.MultipleChoiceField(
        label=gettext_lazy("To those who are"),
        help_text=gettext_lazy("An address that nobody has confirmed gets no message: it may be a stranger’s."),
        choices=[(state.value, capfirst(WHO[state])) for state in STATES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Say to whom it goes.")},
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    answer = forms.ChoiceField(label=gettext_lazy("Who answered"), required=False)
    absent = forms.BooleanField(label=gettext_lazy("Only those who have not come in yet"), required=False)
    subject_fr = forms.CharField(label=gettext_lazy("Subject, in French"), max_length=200, required=False)
    text_fr = forms.CharField(
        label=gettext_lazy("Text, in French"),
        help_text=gettext_lazy(
            "Plain text. {name}, {event} and {link}, the way to each person’s registration, are filled in."
        ),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    subject_en = forms.CharField(
        label=gettext_lazy("Subject, in English"),
        help_text=gettext_lazy("Left empty, everybody reads the other language."),
        max_length=200,
        required=False,
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text, in English"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, registration: Registration, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = categories_of(registration)
        category: Any = self.fields["category"]
        category.choices = [
            ("", pgettext("categories", "All of them")),
            *((str(one.uid), localized(one.name, language)) for one in categories),
        ]
        answers = list(answers_of(registration, language))
        answer: Any = self.fields["answer"]
        answer.choices = [("", pgettext("answer", "Anything")), *answers]
        for name, is_shown in (("category", len(categories) > 1), ("answer", answers), ("absent", is_counted())):
            if not is_shown:
                del self.fields[name]

    @staticmethod
    def initial_of(mailing: Mailing) -> dict[str, Any]:
        segment = Segment.of_json(mailing.segment)
        words: dict[str, Any] = {}
        for name in ("subject", "text"):
            data = getattr(mailing, name).data
            words |= {f"{name}_{code}": data.get(code) or "" for code in LANGUAGES}
        return {
            "states": list(segment.states),
            "category": segment.category,
            "answer": f"{segment.question}:{segment.option}" if segment.question else "",
            "absent": segment.absent,
            "version": mailing.version,
            **words,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        whole = [code for code in LANGUAGES if given.get(f"subject_{code}") and given.get(f"text_{code}")]
        for code in LANGUAGES:
            for name in ("subject", "text"):
                other = "text" if name == "subject" else "subject"
                if given.get(f"{other}_{code}") and not given.get(f"{name}_{code}"):
                    self.add_error(f"{name}_{code}", _("One is missing: a message has a subject and a text."))
        if not whole and not self.errors:
            self.add_error(f"subject_{LANGUAGES[0]}", _("Write it in one language at least."))
        for code in LANGUAGES:
            unknown = sorted(set(re.findall(r"{(\w+)}", given.get(f"text_{code}") or "")) - set(FILLED))
            if unknown:
                words = _("Nothing is known under {%(name)s}. Use: %(known)s.")
                known = ", ".join(f"{{{name}}}" for name in FILLED)
                self.add_error(f"text_{code}", ValidationError(words % {"name": unknown[0], "known": known}))
        return given

    def segment(self) -> Segment:
        given = self.cleaned_data
        question, _colon, option = given.get("answer", "").partition(":")
        return Segment(
            states=tuple(given["states"]),
            category=given.get("category", ""),
            question=question,
            option=option,
            absent=given.get("absent", False),
        )

    def words(self, name: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{name}_{code}"] for code in LANGUAGES if self.cleaned_data[f"{name}_{code}"]}


def answers_of(registration: Registration, language: str) -> list[tuple[str, str]]:
    """Answers by which one may choose: question and code, in words; 1 query."""
    found = registration.questions.filter(kind__in=CHOSEN_BY, in_use=True).order_by("order", "pk")
    chosen: list[tuple[str, str]] = []
    for one in found:
        label = localized(one.label, language)
        options = [("yes", _("yes"))] if one.kind == Kind.YES else [
            (option["code"], option["label"].get(language) or option["code"]) for option in one.options
        ]  # fmt: skip
        chosen += [(f"{one.uid}:{code}", f"{label} – {words}") for code, words in options]
    return chosen


def segment_words(registration: Registration, segment: Segment, language: str) -> list[str]:
    """To whom, a line a condition; at most 2 queries."""
    states = ", ".join(str(WHO[State(state)]) for state in segment.states)
    lines = [_("people %(states)s") % {"states": states}]
    if segment.category:
        lines += [
            localized(one.name, language) for one in categories_of(registration) if str(one.uid) == segment.category
        ]
    if segment.question:
        asked = dict(answers_of(registration, language))
        lines.append(asked.get(f"{segment.question}:{segment.option}", segment.option))
    if segment.absent:
        lines.append(_("who have not come in yet"))
    return [capital(line) for line in lines]
