from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.charters.models.signatory import Signatory
from parvis.commit.charters.models.version import Pledge
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Level(models.TextChoices):
    """What a signatory says of a pledge; nobody else says it in this lane. “Kept” needs evidence."""

    KEPT = "kept", pgettext_lazy("level of a pledge", "kept")
    PARTLY = "partly", pgettext_lazy("level of a pledge", "partly kept")
    NOT_YET = "not-yet", pgettext_lazy("level of a pledge", "not yet")
    NOT_APPLICABLE = "not-applicable", pgettext_lazy("level of a pledge", "not applicable")


class SelfAssessment(PublicModel):
    """Where a signatory says it stands on one pledge, on a day: rows are added, the last one is what stands."""

    signatory = models.ForeignKey(
        Signatory, models.PROTECT, related_name="self_assessments", verbose_name=_("signatory")
    )
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="self_assessments", verbose_name=_("pledge"))
    level = models.CharField(_("where it stands"), max_length=14, choices=Level.choices)
    language = models.CharField(_("language"), max_length=8, default="fr")
    text = models.TextField(_("in its own words"), blank=True)
    text_html = models.TextField(blank=True, editable=False)
    stated_at = models.DateTimeField(_("stated"), default=now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["signatory", "pledge", "pk"]

    def __str__(self) -> str:
        return f"{self.signatory_id} {self.pledge_id} {self.level}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_html = render_markdown(self.text, top_level=5) if self.text else ""
        super().save(*args, **kwargs)


class EvidenceKind(models.TextChoices):
    DIRECT = "direct", pgettext_lazy("kind of evidence", "direct")
    SUPPORTING = "supporting", pgettext_lazy("kind of evidence", "supporting")
    BUDGET = "budget", pgettext_lazy("kind of evidence", "budget")
    INDIRECT = "indirect", pgettext_lazy("kind of evidence", "indirect")


class AssessmentEvidence(models.Model):
    """What a signatory shows for what it says: an address, with the SHA-256 of the copy it holds when it gives one."""

    assessment = models.ForeignKey(SelfAssessment, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices, default=EvidenceKind.DIRECT)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500)
    day = models.DateField(_("day of the document"), null=True, blank=True)
    archived_hash = models.CharField(
        _("SHA-256 of the copy"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("A SHA-256 is 64 hexadecimal digits."))],
    )

    class Meta:
        verbose_name = _("evidence of a self-assessment")
        verbose_name_plural = _("evidence of self-assessments")
        ordering = ["assessment", "pk"]

    def __str__(self) -> str:
        return self.title
