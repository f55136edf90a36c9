"""Questions as fields, and the answers that fields give."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from parvis.convene.registration.models import Kind
from parvis.convene.registration.queries.asked import AskedQuestion

LINE, TEXT = 200, 2000
FEW = 7  # choices that are shown at once; more are folded into a list
YES, NO = "yes", "no"


def field_of(question: AskedQuestion, required: bool) -> forms.Field:
    """The field of a question, in the active language; why it is asked stands with it."""
    said: dict[str, Any] = {
        "label": question.label,
        "required": required,
        "help_text": " ".join(filter(None, (question.explanation, question.purpose))),
        "error_messages": {"required": _("Answer this question.")},
    }
    choices: list[tuple[str, str]] = list(question.options)
    if question.kind == Kind.TEXT:
        return forms.CharField(max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4}), **said)
    if question.kind == Kind.NUMBER:
        said["error_messages"]["invalid"] = _("Write a number here, in digits.")
        return forms.DecimalField(max_digits=12, decimal_places=2, **said)
    if question.kind == Kind.YES and required:
        answers = [(YES, _("Yes")), (NO, _("No"))]
        return forms.ChoiceField(choices=answers, widget=forms.RadioSelect, **said)
    if question.kind == Kind.YES:
        return forms.BooleanField(**said)
    if question.kind == Kind.CHOICES:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **said)
    if question.kind == Kind.CHOICE:
        if not required:
            choices = [("", _("No answer")), *choices]
        elif len(choices) > FEW:
            choices = [("", _("Choose")), *choices]
        widget = forms.RadioSelect if len(choices) <= FEW else forms.Select
        return forms.ChoiceField(choices=choices, widget=widget, **said)
    return forms.CharField(max_length=LINE, **said)


def answer_of(question: AskedQuestion, given: Any) -> Any:
    """The answer as it is kept; None when there is none."""
    if question.kind == Kind.YES:
        return None if given in (None, "") else given in (True, YES)
    if isinstance(given, Decimal):
        return int(given) if given == given.to_integral_value() else float(given)
    if isinstance(given, str):
        return given.strip() or None
    return given or None


def answers_of(questions: Iterable[AskedQuestion], given: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Identifier of each question that was answered → answer."""
    found = {one.uid: answer_of(one, given.get(name_of(one, prefix))) for one in questions}
    return {uid: answer for uid, answer in found.items() if answer is not None}


def initial_of(questions: Iterable[AskedQuestion], answers: dict[str, Any], prefix: str) -> dict[str, Any]:
    found = {}
    for one in questions:
        answer = answers.get(one.uid)
        if one.kind == Kind.YES and one.required and answer is not None:
            answer = YES if answer else NO
        found[name_of(one, prefix)] = answer
    return found


def name_of(question: AskedQuestion, prefix: str) -> str:
    return f"{prefix}_{question.uid.replace('-', '')}"
