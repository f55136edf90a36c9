"""Forms of the doors: a name each, a file to bring in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DoorForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the door"), max_length=80, help_text=_("As people at the door call it: “Main entrance”.")
    )


class DeviceForm(forms.Form):
    """The door is chosen by the page."""

    name = forms.CharField(
        label=_("Name of the device"),
        max_length=80,
        help_text=_("So that you know which one to withdraw: “Lou’s phone”."),
    )


class BringInForm(forms.Form):
    """A file, then the same passages once more as text, after a look at what would be kept."""

    door = forms.ModelChoiceField(label=_("Door"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("With the columns of the file that this page gives: scan, ticket, at, and if you wish session."),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, doors: object, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["door"].queryset = doors  # type: ignore[attr-defined]

    def contents(self) -> bytes:
        """What was sent, whichever way; empty when nothing was."""
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data.get("text", "").encode()
