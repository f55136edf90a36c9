from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.commit.plans.models import Commitment
from parvis.ground import clock


class Glance(models.Model):
    """The box “at a glance” of a commitment as a page published it; a later reading is a row of its own.

    rows   [{"family", "label", "words", "value", "absence"}] in the order of the page: `label` and `words` verbatim
           (words empty for a blank), `family` a code of Family or "", `value` a code of the family's scale when the
           words are one of its labels, `absence` a code of Absence when they say that there is none
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="glances", verbose_name=_("commitment"))
    rows = models.JSONField(_("lines"), default=list)
    language = models.CharField(_("language"), max_length=5, blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    seen_at = models.DateTimeField(_("read on"), default=clock.now)

    class Meta:
        verbose_name = _("box as it was published")
        verbose_name_plural = _("boxes as they were published")
        ordering = ["commitment", "-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.seen_at:%Y-%m-%d}"
