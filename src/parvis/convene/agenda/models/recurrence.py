from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class Recurrence(PublicModel):
    """A date that comes back: the rule (RFC 5545), its first day and the days left out; each date is an event."""

    rule = models.CharField(_("rule"), max_length=200)
    first_day = models.DateField(_("first day"))
    exceptions = models.JSONField(_("days left out"), default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("recurring date")
        verbose_name_plural = _("recurring dates")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.first_day} {self.rule}"
