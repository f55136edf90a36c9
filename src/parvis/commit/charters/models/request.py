from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.charters.models.charter import Charter
from parvis.commit.charters.models.signatory import Capacity, Signatory
from parvis.commit.charters.models.version import CharterVersion, Side
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class RequestState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("request to sign", "address not confirmed")
    WAITING = "waiting", pgettext_lazy("request to sign", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("request to sign", "accepted")
    REFUSED = "refused", pgettext_lazy("request to sign", "refused")


def new_token() -> str:
    """A secret for one mailed link, 256 bits."""
    return secrets.token_urlsafe(32)


class SigningRequest(PublicModel):
    """A body without an account here asks to sign; nothing is before the host until a mailed link proves the address.

    fingerprint   names this body and address for this charter: the same form twice is the same request
    due           when an answer is promised, counted from the confirmation
    """

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="requests", verbose_name=_("charter"))
    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    body = models.CharField(_("organisation"), max_length=200)
    website = models.URLField(_("website"), max_length=500, blank=True)
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity.choices)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    authority_name = models.CharField(_("signed by"), max_length=200)
    authority_office = models.CharField(_("office, as named"), max_length=200, blank=True)
    contact_email = models.EmailField(_("address of the contact"), blank=True)
    note = models.TextField(_("word to the host"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    state = models.CharField(_("state"), max_length=12, choices=RequestState.choices, default=RequestState.UNCONFIRMED)
    created_at = models.DateTimeField(default=now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    due = models.DateTimeField(_("answer due"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    reason = models.TextField(_("reason"), blank=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    signatory = models.OneToOneField(
        Signatory, models.SET_NULL, null=True, blank=True, related_name="request", verbose_name=_("signatory")
    )

    class Meta:
        verbose_name = _("request to sign")
        verbose_name_plural = _("requests to sign")
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="signing_request_refused_with_a_reason", condition=~Q(state="refused") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="signing_request_answered_has_a_date",
                condition=Q(state__in=["unconfirmed", "waiting"]) | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["charter", "state", "confirmed_at"], name="signing_request_queue")]

    def __str__(self) -> str:
        return f"{self.body} → {self.charter_id}"

    def days_late(self, at: datetime) -> int:
        """Days since the answer was due, a day begun counts; 0 unless it waits."""
        if self.state != RequestState.WAITING or self.due is None or at <= self.due:
            return 0
        return (at - self.due).days + 1
