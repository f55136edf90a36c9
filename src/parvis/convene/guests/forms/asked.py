"""Categories, questions and consents."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.convene.guests.forms.rules import seats_field
from parvis.convene.guests.forms.texts import SetUpForm, day, hour, refuse_lonely_hours, words
from parvis.convene.registration.models import Access, Category, Kind, Question
from parvis.ground.identifiers.slugs import slug_of
from parvis.ground.text import localized
from parvis.ui.dates import capital

CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES})
BETWEEN = re.compile(r"\s+/\s+")


class CategoryForm(SetUpForm):
    """A kind of guest. Its seats are asked when it is made, and changed on a page of their own afterwards."""

    texts = ("name", "explanation")
    instants = ("opens", "closes")

    name_fr = words(gettext_lazy("Name, in French"), "fr", required=True, max_length=120)
    name_en = words(gettext_lazy("Name, in English"), "en", max_length=120)
    explanation_fr = words(gettext_lazy("Explanation, in French"), "fr", max_length=300)
    explanation_en = words(gettext_lazy("Explanation, in English"), "en", max_length=300)
    access = forms.ChoiceField(label=gettext_lazy("Who may choose it"), widget=forms.RadioSelect)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("A word that you give to those invited. Capitals do not matter."),
    )
    within_capacity = forms.BooleanField(
        label=gettext_lazy("It takes seats of the registration"),
        required=False,
        help_text=gettext_lazy("Off: speakers and staff, beside the rest."),
    )
    capacity = seats_field(
        gettext_lazy("Seats of its own, at most"), help_text=gettext_lazy("Empty: as many as the registration has.")
    )
    approval = forms.BooleanField(label=gettext_lazy("Each registration is approved"), required=False)
    opens_day = day(gettext_lazy("Opens on"), help_text=gettext_lazy("Empty: with the registration."))
    opens_time = hour(gettext_lazy("Opens at"))
    closes_day = day(gettext_lazy("Closes on"), help_text=gettext_lazy("Empty: with the registration."))
    closes_time = hour(gettext_lazy("Closes at"))

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            Access.OPEN: _("Everybody"),
            Access.CODE: _("Whoever has the code"),
            Access.ORGANISERS: _("Nobody: organisers add people to it"),
        }
        self.fields["access"].choices = [(str(code), label) for code, label in labels.items()]  # type: ignore[attr-defined]
        if known:
            del self.fields["capacity"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        refuse_lonely_hours(self)
        if given.get("access") == Access.CODE and not given.get("code", "").strip():
            self.add_error("code", _("Say the code."))
        return given


class QuestionForm(SetUpForm):
    """One question; its choices are written one a line."""

    texts = ("label", "explanation", "purpose")

    label_fr = words(gettext_lazy("Question, in French"), "fr", required=True, max_length=200)
    label_en = words(gettext_lazy("Question, in English"), "en", max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), widget=forms.RadioSelect)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, French and English apart by “ / ”: Végétarien / Vegetarian."),
    )
    purpose_fr = words(
        gettext_lazy("Why it is asked, in French"),
        "fr",
        max_length=200,
        help_text=gettext_lazy("Shown beside the question: people answer what they understand."),
    )
    purpose_en = words(gettext_lazy("Why it is asked, in English"), "en", max_length=200)
    required = forms.BooleanField(label=gettext_lazy("An answer is needed"), required=False)
    each = forms.BooleanField(label=gettext_lazy("Ask each person of a party"), required=False)
    sensitive = forms.BooleanField(
        label=gettext_lazy("The answers are sensitive"),
        required=False,
        help_text=gettext_lazy("Health, beliefs, money… Only organisers of the body read and export them."),
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Asked of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: everybody."),
    )
    explanation_fr = words(gettext_lazy("Explanation, in French"), "fr", max_length=300)
    explanation_en = words(gettext_lazy("Explanation, in English"), "en", max_length=300)

    def __init__(self, categories: list[Category], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        self.known = {str(one.uid): one for one in categories}
        self.fields["kind"].choices = [(kind.value, capital(str(kind.label))) for kind in Kind]  # type: ignore[attr-defined]
        self.fields["categories"].choices = [  # type: ignore[attr-defined]
            (uid, localized(one.name, language)) for uid, one in self.known.items()
        ]
        if len(categories) < 2:
            del self.fields["categories"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lines = [line for line in given.get("choices", "").splitlines() if line.strip()]
        if given.get("kind") in CHOOSING and len(lines) < 2:
            self.add_error("choices", _("Write two choices at least, one a line."))
        return given

    def chosen(self) -> list[Category]:
        return [self.known[uid] for uid in self.cleaned_data.get("categories", [])]

    def fill(self, question: Question) -> Question:
        given = self.values()
        for name in ("label", "explanation", "purpose", "kind", "required", "each", "sensitive"):
            setattr(question, name, given[name])
        question.options = (
            options_of(given["choices"], question.options) if question.kind in CHOOSING else question.options
        )
        return question


def options_of(text: str, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines as choices; a line that says what a known choice says, in either language, keeps its code."""
    codes = {option["label"].get(code, "").casefold(): option["code"] for option in known for code in ("fr", "en")}
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for line in text.splitlines():
        said = [part.strip() for part in BETWEEN.split(line.strip(), maxsplit=1)]
        if not said[0]:
            continue
        french, english = said[0], said[-1]
        code = codes.get(french.casefold()) or codes.get(english.casefold()) or slug_of(english)[:32] or "choice"
        stem, number = code, 2
        while code in taken:
            code, number = f"{stem}-{number}", number + 1
        taken.add(code)
        found.append({"code": code, "label": {"fr": french, "en": english}})
    return found


def lines_of(options: list[dict[str, Any]]) -> str:
    """Choices as they are typed; those that are offered no more are left out."""
    lines = []
    for option in options:
        if option.get("gone"):
            continue
        french, english = option["label"].get("fr", ""), option["label"].get("en", "")
        lines.append(french if french == english else f"{french} / {english}")
    return "\n".join(lines)


class PurposeForm(SetUpForm):
    """Something beyond the registration to which a person may agree; never ticked beforehand."""

    texts = ("label", "explanation")

    label_fr = words(
        gettext_lazy("What one agrees to, in French"),
        "fr",
        required=True,
        max_length=300,
        help_text=gettext_lazy("Begin with “J’accepte que…”: one thing, said plainly."),
    )
    label_en = words(gettext_lazy("What one agrees to, in English"), "en", max_length=300)
    explanation_fr = words(gettext_lazy("Explanation, in French"), "fr", max_length=300)
    explanation_en = words(gettext_lazy("Explanation, in English"), "en", max_length=300)
