"""What is asked before something is done to a party."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from parvis.convene.registration.models import Category
from parvis.ground.text import localized


class ReasonForm(forms.Form):
    """A reason that the person reads."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person reads it in her letter."),
        error_messages={"required": gettext_lazy("Say why: the person reads nothing else.")},
    )


class InnerReasonForm(forms.Form):
    """A reason kept with the steps."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept with the steps below; no name, please: it stays when names are erased."),
        error_messages={"required": gettext_lazy("Say why this party passes before the others.")},
    )


class MoveForm(forms.Form):
    category = forms.ChoiceField(label=gettext_lazy("To the category"))

    def __init__(self, categories: list[Category], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (str(one.uid), localized(one.name, language)) for one in categories
        ]


class AddressForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), help_text=gettext_lazy("The letter leaves again."))


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note of the organisers"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only organisers of the body read it; the person may ask to see it."),
    )


class NothingForm(forms.Form):
    """A button is enough."""
