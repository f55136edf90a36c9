"""How allauth talks to our accounts: language, links in mail, what is journalled."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext

from parvis.people.network import client_address
from parvis.people.rules import enters_the_space
from parvis.ui.navigation import space_items


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail, in the language of the page on which they were made."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        user.language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
        if commit:
            user.save()
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has something to do in the organisers' space begins there."""
        if enters_the_space(request.user) and (entries := space_items(request.user)):
            return entries[0].url
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = getattr(user, "language", None) or translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            super().send_mail(
                template_prefix, email, {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
            )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": gettext("Use my password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use my passkey"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    # Links in mail name the instance, never the host that a request claims.
    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return named_by_us(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key: str) -> str:
        return named_by_us(super().get_reset_password_from_key_url(key))


def named_by_us(url: str) -> str:
    """The same path on the address of this instance."""
    parts = urlsplit(url)
    return settings.SITE_URL + urlunsplit(("", "", parts.path, parts.query, ""))
