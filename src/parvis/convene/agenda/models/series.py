from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.ground.identifiers.models import PublicModel
from parvis.ground.sources.standing import Standing


class SeriesKind(models.TextChoices):
    SUMMIT = "summit", _("summit")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    SEASON = "season", _("season")
    MEETINGS = "meetings", _("regular meetings")
    PROGRAMME = "programme", _("programme")
    OTHER = "other", _("other")


class Series(PublicModel):
    """What comes back: a summit, a month of innovation, a weekly meeting."""

    slug = models.SlugField(max_length=120, unique=True)
    name = I18nCharField(_("name"), max_length=200)
    summary = I18nTextField(_("summary"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=SeriesKind.choices, default=SeriesKind.OTHER)
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing.choices, default=Standing.ORDINARY, blank=True
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class Edition(PublicModel):
    """One occurrence of a series: a year, its days, its host."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="editions", verbose_name=_("series"))
    slug = models.SlugField(max_length=120, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    name = I18nCharField(_("name"), max_length=200)
    summary = I18nTextField(_("summary"), blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included."))
    host = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    published = models.BooleanField(_("published"), default=True)
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing.choices, default=Standing.ORDINARY, blank=True
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-year", "slug"]
        constraints = [
            models.CheckConstraint(
                name="edition_ends_after_it_starts",
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
