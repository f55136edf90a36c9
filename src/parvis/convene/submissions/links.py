"""Addresses that lead to a submission: a page of the organisers' space, or a signed link for who has no account."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from parvis.convene.submissions.models import Submission

SALT = "parvis.submissions.follow"


def signed(submission: Submission) -> str:
    return signing.Signer(salt=SALT, sep=".").sign(submission.uid.hex)


def named_by(signature: str) -> UUID | None:
    """Identifier of the submission that a signed link names, None when the signature is wrong."""
    try:
        return UUID(signing.Signer(salt=SALT, sep=".").unsign(signature))
    except (signing.BadSignature, ValueError):
        return None


def of_contributor(submission: Submission, language: str) -> str:
    """The whole address where the contributor follows it, in that language."""
    with translation.override(language):
        if submission.contact_email:
            return settings.SITE_URL + reverse("submissions:follow", args=[signed(submission)])
        return settings.SITE_URL + reverse("submissions:own", args=[submission.uid])
