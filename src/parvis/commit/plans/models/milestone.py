from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.commit.plans.models.commitment import Commitment
from parvis.commit.plans.models.framework import PlanVersion
from parvis.commit.plans.models.fuzzy import FuzzyDateField, read
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class Milestone(PublicModel):
    """A step that can be seen to be done; what it says in full is in its `texts`.

    due          ISO 8601-2 text of any precision, open-ended or not; `due_words` as it was written
    due_from     first day it allows; None without a date or with an open start
    due_by       last day it allows; None without a date or with an open end: such a milestone is never late
    adopted_due  the due date as adopted, when an amendment moved it
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="milestones")
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = I18nCharField(_("title"), max_length=300)
    starts = FuzzyDateField(_("start"))
    due = FuzzyDateField(_("due"))
    due_words = models.CharField(_("due, in the words of the plan"), max_length=120, blank=True)
    adopted_due = FuzzyDateField(_("due, as adopted"), editable=False)
    due_from = models.DateField(null=True, editable=False)
    due_by = models.DateField(null=True, editable=False)
    added_in = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["commitment", "order", "pk"]
        indexes = [models.Index(fields=["due_by"], name="milestone_due_by")]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"], name="milestone_number_once", condition=~Q(number="")
            ),
            models.CheckConstraint(
                name="milestone_withdrawal_is_reasoned",
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                violation_error_message=_("A withdrawal says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def save(self, *args: object, **kwargs: object) -> None:
        self.settle()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "due_from", "due_by"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def settle(self) -> None:
        """Compute the days that the due date allows; `bulk_create` needs it called first."""
        due = read(self.due)
        self.due_from = due.start if due and not due.open_start else None
        self.due_by = due.end if due and not due.open_end else None
