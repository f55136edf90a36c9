from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.plans.models import Absence, Text
from parvis.commit.reviews.models.method import Indicator, Value
from parvis.commit.reviews.models.review import Review
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Assessment(PublicModel):
    """The answer of a review to one indicator: a value of that indicator, or why there is none.

    text     the very text of the commitment or milestone that was judged; what was written later was not
    sources  [{"title", "url", "consulted_on", "locator", "evidence"}]: what it rests on; `evidence` is the uid of a
             piece of evidence of the commitment; every key but the title may be missing
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="assessments", verbose_name=_("review"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator"))
    value = models.ForeignKey(
        Value,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("of an indicator", "value"),
    )
    absence = models.CharField(_("why there is no value"), max_length=20, choices=Absence, blank=True)
    words = models.CharField(_("in the words of the report"), max_length=300, blank=True)
    justification = models.TextField(_("justification"), blank=True, help_text=_("Markdown."))
    justification_html = models.TextField(editable=False, blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    text = models.ForeignKey(
        Text, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("text that was judged")
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["review", "indicator__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "indicator"], name="assessment_once"),
            models.CheckConstraint(
                name="assessment_value_or_absence",
                condition=Q(value__isnull=False, absence="") | Q(value__isnull=True) & ~Q(absence=""),
                violation_error_message=_("Give a value, or say why there is none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value_id or self.absence}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.settle()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def settle(self) -> None:
        self.justification_html = render_markdown(self.justification) if self.justification else ""
