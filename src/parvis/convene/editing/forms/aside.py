"""Why a finding is left as it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.convene.editing.forms.event.fields import text_field


class AsideForm(forms.Form):
    reason = text_field(
        _("Why it is right as it is"),
        required=True,
        most=300,
        help_text=_("“It quotes last year’s poster.” Your team reads it; the public does not."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].error_messages["required"] = _("Say in a few words why this finding is set aside.")
