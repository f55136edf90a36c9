"""Forms that anybody may send without an account: what tells a person from a program, without asking a riddle."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

SALT = "parvis.begun"
AT_MOST = timedelta(days=2)


def stamp() -> str:
    """When the form was given out, signed."""
    return signing.TimestampSigner(salt=SALT).sign("begun")


class StrangerForm(forms.Form):
    """A field that nobody sees, and the signed instant at which the form was given out (`ui/parts/trap.html`).

    at_least  nobody writes this form in less; most programs do
    """

    at_least: ClassVar[timedelta] = timedelta(seconds=5)

    nickname = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def is_a_trap(self) -> bool:
        """A program filled in what nobody sees."""
        return bool(self.data.get("nickname"))

    def too_soon(self) -> bool:
        """Sent faster than anybody writes, or with no true stamp of when it was begun."""
        signer, sent = signing.TimestampSigner(salt=SALT), str(self.data.get("begun") or "")
        try:
            signer.unsign(sent, max_age=AT_MOST)
        except signing.BadSignature:
            return True
        try:
            signer.unsign(sent, max_age=self.at_least)
        except signing.SignatureExpired:
            return False
        return True

    def shown(self) -> list[Any]:
        """The fields that people fill in, in order."""
        return [field for field in self if field.name not in ("nickname", "begun")]
