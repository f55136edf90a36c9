from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.commit.plans.models.commitment import Commitment


class ReadPage(models.Model):
    """A page of somebody else as it was read, verbatim, with what it contradicts; a later reading is a row of its own.

    findings   list of the checker's findings as JSON (`civics.checks.Finding.as_json`)
    held_back  kinds of parts ("review") that whoever brought the page in could not write
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="pages")
    origin = models.CharField(_("origin"), max_length=120)
    name = models.CharField(_("file name"), max_length=250)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    text = models.TextField(_("text, verbatim"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    findings = models.JSONField(_("findings"), default=list, blank=True)
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    held_back = models.JSONField(_("held back"), default=list, blank=True)
    seen_at = models.DateTimeField(_("read on"))

    class Meta:
        verbose_name = _("page as it was read")
        verbose_name_plural = _("pages as they were read")
        ordering = ["commitment", "-seen_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["commitment", "digest"], name="read_page_once")]

    def __str__(self) -> str:
        return self.name
