from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models.registration import Registration
from parvis.convene.registration.models.sign_up import SignUp
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class Arrival(PublicModel):
    """A form that was sent while the server was behind: kept at once, dealt with in the order of arrival.

    `payload` is what was typed, as `Demand` reads it; it is emptied when the arrival is served. A form is in line
    once; after that the sign-up that it made is what it meets when it is sent again.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="line")
    fingerprint = models.CharField(max_length=64, editable=False)
    payload = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    served_at = models.DateTimeField(null=True, editable=False)
    sign_up = models.ForeignKey(SignUp, models.SET_NULL, null=True, related_name="+")
    refusal = models.CharField(max_length=24, blank=True, help_text=_("Code of the reason, when nothing was made."))

    class Meta:
        verbose_name = _("arrival in the line")
        verbose_name_plural = _("arrivals in the line")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "fingerprint"], name="arrival_once", condition=Q(served_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["registration", "id"], name="arrival_line", condition=Q(served_at__isnull=True)),
            models.Index(fields=["registration", "served_at"], name="arrival_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.pk}"
