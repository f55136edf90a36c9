"""allauth's forms of passkeys and codes, in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class CodeForm(AuthenticateForm):
    """The second step of a log-in."""

    code = code_field()


class CodeAgainForm(ReauthenticateForm):
    """The same, from somebody who is logged in."""

    code = code_field()


class ApplicationForm(ActivateTOTPForm):
    """The first code proves that the application has the secret."""

    code = code_field()


class PasskeyForm(AddWebAuthnForm):
    """A name, so that one tells one's passkeys apart, and whether it opens the account alone."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=80, required=False)
    passwordless = forms.BooleanField(
        label=_("Log in with it alone, without a password"),
        required=False,
        help_text=_("Your device then asks for your finger, your face or its code."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("passwordless", True)
        super().__init__(*args, **kwargs)


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of this passkey"), max_length=80)
