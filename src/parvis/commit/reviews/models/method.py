from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.ground.identifiers.models import PublicModel


class Phase(models.TextChoices):
    """When in the life of a promise something is judged; what a report is called says nothing of it."""

    DESIGN = "design", pgettext_lazy("phase of a review", "design")
    MIDTERM = "midterm", pgettext_lazy("phase of a review", "mid-term")
    END = "end", pgettext_lazy("phase of a review", "end of term")


class Family(models.TextChoices):
    """What an indicator asks about, whatever it was called in its years: one line of a comparison."""

    CLARITY = "clarity", _("clarity")
    RELEVANCE = "relevance", _("relevance")
    AMBITION = "ambition", pgettext_lazy("indicator", "ambition")
    COMPLETION = "completion", pgettext_lazy("indicator", "completion")
    RESULTS = "results", _("early results")
    DISTINCTION = "distinction", _("distinction")
    PROCESS = "process", pgettext_lazy("indicator", "process")


class Subject(models.TextChoices):
    COMMITMENT = "commitment", pgettext_lazy("what is judged", "a commitment")
    PLAN = "plan", pgettext_lazy("what is judged", "the way a plan was made")


class Method(PublicModel):
    """A way of judging, kept by somebody; its versions succeed one another."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = I18nCharField(_("name"), max_length=200)
    publisher = models.CharField(_("kept by"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    summary = I18nTextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("method of review")
        verbose_name_plural = _("methods of review")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class MethodVersion(PublicModel):
    """The indicators of a method for plans of some years.

    first_year, last_year   years in which the plans it judges begin; None: still in force
    adopted                 from then on the database keeps the version, its indicators and values as they are; a
                            version that holds something not confirmed is not adopted, and says so wherever it is used
    """

    method = models.ForeignKey(Method, models.PROTECT, related_name="versions", verbose_name=_("method"))
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = I18nCharField(_("name"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    adopted = models.BooleanField(_("adopted"), default=False)
    note = I18nTextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("version of a method")
        verbose_name_plural = _("versions of a method")
        ordering = ["first_year", "code"]
        constraints = [
            models.CheckConstraint(
                name="method_version_ends_after_it_starts",
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def years(self) -> str:
        return f"{self.first_year}–{self.last_year}" if self.last_year else f"{self.first_year}–"


class Indicator(models.Model):
    """A question that a version of a method asks.

    subject  whether it is asked of each commitment or of the plan
    phases   codes of Phase in which it is asked
    group    indicators of one group stand on one scale and may be charted together; of two groups, never
    glance   what the line is called in the box “at a glance”; empty when the box does not show it
    """

    version = models.ForeignKey(MethodVersion, models.CASCADE, related_name="indicators", verbose_name=_("version"))
    code = models.SlugField(_("code"), max_length=60)
    family = models.CharField(_("family"), max_length=12, choices=Family)
    subject = models.CharField(_("judged"), max_length=10, choices=Subject, default=Subject.COMMITMENT)
    label = I18nCharField(_("indicator"), max_length=200)
    definition = I18nTextField(_("definition"), blank=True)
    phases = models.JSONField(_("phases"), default=list)
    group = models.SlugField(_("comparability group"), max_length=60)
    glance = I18nCharField(_("at a glance"), max_length=100, blank=True)
    confirmed = models.BooleanField(_("confirmed"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["version", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="indicator_code_once")]

    def __str__(self) -> str:
        return str(self.label)


class Value(models.Model):
    """One answer of an indicator's scale.

    level       its place on the scale of the indicator's group; None beside the scale (“withdrawn”, “unable to tell”)
    glance      how the box “at a glance” groups it: “Low” for no potential impact; empty: as `label`
    stands_for  value of another group that the method's keeper says it amounts to: "verifiable:yes"
    """

    version = models.ForeignKey(MethodVersion, models.CASCADE, related_name="+", verbose_name=_("version"))
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="scale", verbose_name=_("indicator"))
    code = models.SlugField(_("code"), max_length=60)
    label = I18nCharField(pgettext_lazy("of an indicator", "value"), max_length=200)
    level = models.SmallIntegerField(_("level"), null=True, blank=True)
    glance = I18nCharField(_("at a glance"), max_length=100, blank=True)
    stands_for = models.CharField(_("stands for"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("of an indicator", "value")
        verbose_name_plural = pgettext_lazy("of an indicator", "values")
        ordering = ["indicator", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "code"], name="value_code_once")]

    def __str__(self) -> str:
        return str(self.label)
