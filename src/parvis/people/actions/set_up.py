"""The first set-up of an empty instance: its administrator and the body that runs it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.people.actions.accounts import create_account
from parvis.people.actions.memberships import grant_role, hashed
from parvis.people.actions.organisations import create_organisation
from parvis.people.models import Organisation, Role, SetUpLink, User


class SetUpRefused(Exception):
    """The link was used, replaced by a newer one, or the instance already has accounts."""


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


@transaction.atomic
def open_set_up(language: str = "fr") -> str:
    """A new link to the set-up page; earlier unused ones stop working."""
    SetUpLink.objects.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    SetUpLink.objects.create(token_hash=hashed(token))
    with translation.override(language):
        return settings.SITE_URL + reverse("people:set-up", args=[token])


def is_open(token: str) -> bool:
    """Whether this link may be used now."""
    return SetUpLink.objects.filter(token_hash=hashed(token), used_at=None).exists() and is_empty()


@transaction.atomic
def complete_set_up(
    token: str, *, email: str, name: str, password: str, language: str, organisation: str, acronym: str, kind: str
) -> tuple[User, Organisation]:
    """Create the administrator and the host body; the link works once. Raises SetUpRefused."""
    # The conditional update comes first: of two forms sent at once, one finds nothing to claim.
    if not SetUpLink.objects.filter(token_hash=hashed(token), used_at=None).update(used_at=clock.now()):
        raise SetUpRefused
    if not is_empty():
        raise SetUpRefused
    user = create_account(email, name=name, password=password, administrator=True, language=language)
    host = create_organisation(user, organisation, acronym=acronym, kind=kind)
    grant_role(user, user, host, Role.ADMINISTRATOR)
    record(user, "instance.set-up", "organisation", host.uid, public={"name": host.name})
    return user, host
