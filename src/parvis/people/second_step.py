"""Passkeys and codes: what allauth needs to know of this instance, and which roles cannot do without."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondStep(DefaultMFAAdapter):
    """Passkeys belong to the address of the instance, never to the host that a request claims."""

    error_messages = {
        "add_email_blocked": _("Remove your passkeys and your application first: they are tied to your address."),
        "cannot_delete_authenticator": _("This means of logging in cannot be removed."),
        "cannot_generate_recovery_codes": _("Add a passkey or an application first: recovery codes stand in for them."),
        "incorrect_code": _("This code or this passkey is not the right one. Try again with the latest code."),
        "unverified_email": _("Confirm your address first: otherwise somebody else’s account could be locked."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": home_of_passkeys(), "name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 -- the name that allauth gives it
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("My passkey") if number == 1 else gettext("My passkey %(number)s") % {"number": number}

    # A copy of the database must not be enough to make codes: the secrets are sealed with SECRET_KEY.
    def encrypt(self, text: str) -> str:
        return seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:  # SECRET_KEY was changed: no code fits any more, and the person is told that it is wrong
            return base64.b32encode(secrets.token_bytes(20)).decode()


def home_of_passkeys() -> str:
    """The domain that passkeys belong to: the instance's; the one that was typed where that is an IP address."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(context.request.get_host().partition(":")[0])


def seal() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second-step").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def has_second_step(user: Any) -> bool:
    """Whether logging in asks the person for more than a password. 1 query the first time on this object."""
    known = getattr(user, "_has_second_step", None)
    if known is None:
        known = user._has_second_step = Authenticator.objects.filter(user_id=user.pk, type__in=TYPES).exists()
    return bool(known)
