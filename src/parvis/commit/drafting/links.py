"""Addresses that lead to a contribution: its public page, and the signed link of its author."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from parvis.commit.drafting.models import Contribution

SALT = "parvis.drafting.follow"


def signed(contribution: Contribution) -> str:
    return signing.Signer(salt=SALT, sep=".").sign(contribution.uid.hex)


def named_by(signature: str) -> UUID | None:
    """Identifier of the contribution that a signed link names, None when the signature is wrong."""
    try:
        return UUID(signing.Signer(salt=SALT, sep=".").unsign(signature))
    except (signing.BadSignature, ValueError):
        return None


def address_of(contribution: Contribution) -> str:
    """Its page, in the active language."""
    return reverse("drafting:contribution", args=[contribution.cocreation.plan.slug, contribution.number])


def page_of(contribution: Contribution, language: str) -> str:
    """The whole address of its page, in that language."""
    with translation.override(language):
        return settings.SITE_URL + address_of(contribution)


def signed_page_of(contribution: Contribution, language: str) -> str:
    """The whole address where its author follows it and may reply."""
    with translation.override(language):
        return settings.SITE_URL + reverse("drafting:follow", args=[signed(contribution)])
