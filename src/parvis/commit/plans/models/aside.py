from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.commit.plans.models.commitment import Commitment
from parvis.ground.clock import now


class AdviceAside(models.Model):
    """A piece of the checker's advice that a person read and leaves as it is, with the reason."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="advice_aside", verbose_name=_("commitment")
    )
    key = models.CharField(_("finding"), max_length=32)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("actor")
    )
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"), default=now, editable=False)

    class Meta:
        verbose_name = _("finding set aside")
        verbose_name_plural = _("findings set aside")
        ordering = ["commitment", "pk"]
        constraints = [models.UniqueConstraint(fields=["commitment", "key"], name="advice_set_aside_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.key}"
