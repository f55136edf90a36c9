from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models import Registration
from parvis.ground import clock


class Discrepancy(models.Model):
    """Numbers of a registration that its sign-ups do not add up to, as the last audit found them."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="discrepancy")
    found = models.JSONField(_("what was found"), default=list)
    since = models.DateTimeField(_("first seen"), default=clock.now)
    seen_at = models.DateTimeField(_("last seen"), default=clock.now)

    class Meta:
        verbose_name = _("numbers that do not add up")
        verbose_name_plural = _("numbers that do not add up")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id}"
