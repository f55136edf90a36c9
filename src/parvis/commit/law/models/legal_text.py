from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.ground.identifiers.models import PublicModel


class TextNature(models.TextChoices):
    """What kind of text it is; a local body makes law by orders and deliberations."""

    LAW = "law", pgettext_lazy("legal text", "law")
    DECREE = "decree", pgettext_lazy("legal text", "decree")
    ORDER = "order", pgettext_lazy("legal text", "order")
    DELIBERATION = "deliberation", pgettext_lazy("legal text", "deliberation")


class LegalText(PublicModel):
    """What is proper to the law that a plan stands for; its measures are the plan's commitments.

    A day that is not known is left empty and shown as a gap. `consolidated_on` is the day of the version that was read:
    articles move, and a reader must know which text was looked at.
    """

    plan = models.OneToOneField(
        "plans.Plan", models.CASCADE, related_name="legal_text", verbose_name=pgettext_lazy("of commitments", "plan")
    )
    nature = models.CharField(_("nature"), max_length=12, choices=TextNature.choices, default=TextNature.LAW)
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = models.CharField(_("title as published"), max_length=500)
    language = models.CharField(_("language of the text"), max_length=8, default="fr")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_in = models.CharField(_("published in"), max_length=200, blank=True)
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    url = models.URLField(_("official address"), max_length=500, blank=True)
    consolidated_on = models.DateField(_("consolidated version of"), null=True, blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ["-signed_on", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                name="legal_text_signed_before_published",
                condition=Q(signed_on=None) | Q(published_on=None) | Q(published_on__gte=F("signed_on")),
                violation_error_message=_("A text is published after it is signed, or on the same day."),
            ),
            models.CheckConstraint(
                name="legal_text_repealed_after_signed",
                condition=Q(signed_on=None) | Q(repealed_on=None) | Q(repealed_on__gte=F("signed_on")),
                violation_error_message=_("A text is repealed after it is signed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
