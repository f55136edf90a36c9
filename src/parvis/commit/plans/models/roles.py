from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.plans.models.commitment import Commitment
from parvis.commit.plans.models.milestone import Milestone


class Role(models.TextChoices):
    LEAD = "lead", pgettext_lazy("role in a commitment", "lead institution")
    SUPPORTING = "supporting", pgettext_lazy("role in a commitment", "supporting institution")
    RESPONSIBLE = "responsible", pgettext_lazy("role in a commitment", "responsible")
    PARTNER = "partner", pgettext_lazy("role in a commitment", "partner")


class Responsibility(models.Model):
    """Who answers for a commitment, or for one of its milestones, and from when to when.

    office   the office as the text names it ("Secretary of State in charge of digital affairs"): offices change their
             names and their holders while the body stays
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="responsibilities")
    milestone = models.ForeignKey(Milestone, models.CASCADE, null=True, blank=True, related_name="responsibilities")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.LEAD)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name=_("organisation"),
    )
    office = models.CharField(_("office"), max_length=300, blank=True, help_text=_("As the text names it."))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="responsibility_names_someone",
                condition=Q(organisation__isnull=False) | ~Q(office=""),
                violation_error_message=_("Name a body, or the office as the text names it."),
            ),
            models.CheckConstraint(
                name="responsibility_ends_after_it_starts",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role", "commitment"], name="responsibility_organisation")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.office or self.organisation}"
