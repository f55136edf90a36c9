from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Edition
from parvis.convene.submissions.models.submission import Submission
from parvis.ground.clock import now


def new_token() -> str:
    """A secret for one mailed link, 256 bits."""
    return secrets.token_urlsafe(32)


class Proposal(models.Model):
    """What somebody without an account has written, until the mailed link proves the address.

    Nothing of it is queued before; once confirmed, only the fingerprint and the submission it became are kept, so that
    the same form sent twice gives the same submission.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    organisation_words = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    content = models.JSONField(_("event"), default=dict, blank=True)
    note = models.TextField(_("word to the host"), blank=True)
    created_at = models.DateTimeField(default=now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    submission = models.OneToOneField(
        Submission, models.CASCADE, null=True, blank=True, related_name="proposal", verbose_name=_("submission")
    )

    class Meta:
        verbose_name = _("proposal to confirm")
        verbose_name_plural = _("proposals to confirm")
        ordering = ["pk"]
        indexes = [models.Index(fields=["email", "sent_at"], name="proposal_of_address")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.pk}"
