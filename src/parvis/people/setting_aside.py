"""Why a finding of the checker is left as it is: the form, and what every room asks of a reason."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST = 300


class AsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is right as it is"),
        help_text=_("“It quotes last year’s poster.” Your team reads it; the public does not."),
        max_length=LONGEST,
        error_messages={"required": _("Say in a few words why this finding is set aside.")},
    )


def reason_of(words: str) -> str:
    """The reason on one line; raises ValidationError when there is none."""
    reason = " ".join(words.split())[:LONGEST]
    if not reason:
        raise ValidationError({"reason": gettext("Say in a few words why this finding is set aside.")})
    return reason
