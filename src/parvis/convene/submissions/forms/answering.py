"""Words to the other side: an answer, a question, a refusal with its published reason, a template."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.convene.submissions.forms.texts import in_languages, texts_of
from parvis.convene.submissions.models import AnswerKind, AnswerTemplate, RefusalReason

FILLED = ("title", "edition", "name", "deadline", "link")  # what a template may name between braces


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
