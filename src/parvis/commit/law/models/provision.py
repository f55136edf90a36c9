from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.ground.identifiers.models import PublicModel


class DutyHolder(models.TextChoices):
    """Whom an article binds."""

    UNKNOWN = "", _("not looked up")
    STATE = "state", pgettext_lazy("whom a law binds", "the State")
    LOCAL = "local", pgettext_lazy("whom a law binds", "local authorities")
    ADMINISTRATIONS = "administrations", pgettext_lazy("whom a law binds", "all administrations")
    OPERATORS = "operators", pgettext_lazy("whom a law binds", "those who run a public service")
    RESEARCH = "research", pgettext_lazy("whom a law binds", "public research bodies")
    COMPANIES = "companies", pgettext_lazy("whom a law binds", "companies")
    EVERYONE = "everyone", pgettext_lazy("whom a law binds", "everyone")


class Provision(PublicModel):
    """An article that states a measure: of the law itself, or of a code that the law writes into.

    `says` is one sentence in plain words, not the article's text, which is read at its official address.
    """

    measure = models.ForeignKey(
        "plans.Commitment", models.CASCADE, related_name="provisions", verbose_name=_("measure")
    )
    article = models.CharField(_("article"), max_length=60)
    of_text = models.CharField(
        _("of which text"),
        max_length=200,
        blank=True,
        help_text=_("A code that the law changes. Empty: the law itself."),
    )
    says = I18nTextField(_("what it says, in one sentence"), blank=True)
    duty_holder = models.CharField(
        _("whom it binds"), max_length=16, choices=DutyHolder.choices, default=DutyHolder.UNKNOWN, blank=True
    )
    threshold = I18nCharField(_("threshold"), max_length=300, blank=True)
    in_force_on = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Only where it is not the day of the law.")
    )
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    url = models.URLField(_("official address"), max_length=500, blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "of_text", "article"], name="provision_once_a_measure"),
            models.CheckConstraint(
                name="provision_repealed_after_in_force",
                condition=Q(in_force_on=None) | Q(repealed_on=None) | Q(repealed_on__gte=F("in_force_on")),
                violation_error_message=_("An article is repealed after it came into force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.of_text})" if self.of_text else self.article
