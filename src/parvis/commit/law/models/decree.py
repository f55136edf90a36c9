from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from parvis.commit.law.application import DecreeStanding
from parvis.commit.plans.models.fuzzy import FuzzyDateField, read
from parvis.ground.identifiers.models import PublicModel

PUBLISHED, NOT_FOUND = str(DecreeStanding.PUBLISHED), str(DecreeStanding.NOT_FOUND)
STANDINGS = [
    (str(DecreeStanding.PUBLISHED), pgettext_lazy("decree", "published")),
    (str(DecreeStanding.AWAITED), pgettext_lazy("decree", "not published yet")),
    (str(DecreeStanding.NOT_NEEDED), pgettext_lazy("decree", "not needed")),
    (str(DecreeStanding.NOT_FOUND), pgettext_lazy("decree", "looked for and not found")),
    (str(DecreeStanding.NOT_LOOKED_UP), pgettext_lazy("decree", "not looked up")),
]


class DecreeNature(models.TextChoices):
    DECREE = "decree", pgettext_lazy("legal text", "decree")
    ORDER = "order", pgettext_lazy("legal text", "order")
    CIRCULAR = "circular", pgettext_lazy("legal text", "circular")
    DELIBERATION = "deliberation", pgettext_lazy("legal text", "deliberation")


class Decree(PublicModel):
    """A text that a measure calls for: the decree itself, or why there is none.

    An absence carries no number and no day; "looked for and not found" carries the day of the search. `expected` is
    what was announced, of any precision (ISO 8601-2), and `expected_by` the last day that it allows, derived.
    """

    measure = models.ForeignKey("plans.Commitment", models.CASCADE, related_name="decrees", verbose_name=_("measure"))
    provision = models.ForeignKey(
        "law.Provision", models.SET_NULL, null=True, blank=True, related_name="decrees", verbose_name=_("article")
    )
    standing = models.CharField(
        _("where it stands"), max_length=16, choices=STANDINGS, default=str(DecreeStanding.NOT_LOOKED_UP)
    )
    nature = models.CharField(_("nature"), max_length=12, choices=DecreeNature.choices, default=DecreeNature.DECREE)
    subject = I18nCharField(_("what it settles"), max_length=300, blank=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("official address"), max_length=500, blank=True)
    expected = FuzzyDateField(_("announced for"))
    expected_by = models.DateField(null=True, blank=True, editable=False)
    searched_on = models.DateField(_("looked for on"), null=True, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("legal text", "decree")
        verbose_name_plural = pgettext_lazy("legal texts", "decrees")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["standing", "expected_by"], name="decree_awaited")]
        constraints = [
            models.CheckConstraint(
                name="decree_published_has_a_number",
                condition=~Q(standing=PUBLISHED) | ~Q(number=""),
                violation_error_message=_("A decree that is published has a number."),
            ),
            models.CheckConstraint(
                name="decree_absent_has_no_days",
                condition=Q(standing=PUBLISHED) | Q(number="", signed_on=None, published_on=None, repealed_on=None),
                violation_error_message=_("Only a decree that is published has a number and days."),
            ),
            models.CheckConstraint(
                name="decree_not_found_was_looked_for",
                condition=~Q(standing=NOT_FOUND) | Q(searched_on__isnull=False),
                violation_error_message=_("Say on which day it was looked for."),
            ),
            models.CheckConstraint(
                name="decree_signed_before_published",
                condition=Q(signed_on=None) | Q(published_on=None) | Q(published_on__gte=F("signed_on")),
                violation_error_message=_("A text is published after it is signed, or on the same day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} {self.number}".strip()

    def save(self, *args: object, **kwargs: object) -> None:
        self.settle()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def settle(self) -> None:
        """Compute the last day that the announcement allows; `bulk_create` needs it called first."""
        announced = read(self.expected)
        self.expected_by = announced.end if announced and not announced.open_end else None
