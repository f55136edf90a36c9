"""Opening, changing and erasing an account."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from parvis.ground.follows.models import Follow
from parvis.ground.journal.actions import erase_private, erase_private_of, record
from parvis.people import privacy
from parvis.people.actions.staff_mode import end_every_staff_mode
from parvis.people.models import Invitation, User


class AlreadyHere(Exception):
    """Someone already has an account with this address."""


class LastAdministrator(Exception):
    """Without this account nobody could run the instance."""


@transaction.atomic
def create_account(
    email: str,
    *,
    name: str = "",
    password: str | None = None,
    administrator: bool = False,
    language: str = "fr",
    actor: User | None = None,
) -> User:
    """An account whose address counts as confirmed: whoever creates it has proved or vouched for it.

    Without a password nobody can log in before choosing one by `password_link`. Raises AlreadyHere.
    """
    address = email.strip().lower()
    if User.objects.filter(email__iexact=address).exists():
        raise AlreadyHere(address)
    user = User.objects.create_user(
        address, password, name=name, language=language, is_staff=administrator, is_superuser=administrator
    )
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    record(actor or user, "account.created", "account", user.uid, private={"email": address})
    return user


def password_link(user: User) -> str:
    """An absolute link to choose a password, good for a day and until the password changes."""
    with translation.override(user.language):
        key = f"{user_pk_to_url_str(user)}-{token_of(user)}"
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.SITE_URL + path.replace("UID-KEY", key)


def token_of(user: User) -> str:
    from allauth.account.forms import default_token_generator

    return str(default_token_generator.make_token(user))


@transaction.atomic
def change_account(user: User, *, name: str, language: str) -> User:
    """Change what the person may change alone; the address has its own page, which confirms it."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    record(user, "account.changed", "account", user.uid)
    return user


@transaction.atomic
def erase_account(user: User) -> None:
    """Forget the person and keep what was done in public: a decision keeps its history, without a name.

    Raises LastAdministrator for the only account that may run the instance.
    """
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise LastAdministrator
    for erase in privacy.erasures():
        erase(user)
    Follow.objects.filter(user=user).delete()
    Follow.objects.filter(email__iexact=user.email).delete()
    Invitation.objects.filter(email__iexact=user.email, accepted_at=None).delete()
    Invitation.objects.filter(email__iexact=user.email).update(email=privacy.nobody(user))
    user.memberships.all().delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    end_every_staff_mode(user)
    user.groups.clear()
    user.user_permissions.clear()
    erase_private_of(user)
    erase_private("account", user.uid)
    user.email, user.name = privacy.nobody(user), ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    record(None, "account.erased", "account", user.uid)


@transaction.atomic
def forget_second_step(user: User) -> int:
    """Remove every passkey, application and recovery code of somebody who lost them; returns how many there were."""
    forgotten, _ = Authenticator.objects.filter(user=user).delete()
    if forgotten:
        record(None, "second-step.forgotten", "account", user.uid)
    return forgotten


def tell_password_link(user: User) -> None:
    """Send the link to choose a password."""
    context = {"user": user, "password_reset_url": password_link(user), "email": user.email}
    get_adapter().send_mail("account/email/password_reset_key", user.email, context)
