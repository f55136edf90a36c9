from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.sources.standing import Standing


class FrameworkKind(models.TextChoices):
    PARTNERSHIP = "partnership", _("partnership")  # the Open Government Partnership
    CHARTER = "charter", _("charter")
    LAW = "law", _("law")
    LOCAL = "local", _("local plan")
    OTHER = "other", _("other")


class Framework(PublicModel):
    """What asks for the plans, and gives them their rules: a partnership, a law, a body's own decision."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=FrameworkKind, default=FrameworkKind.LOCAL)
    name = I18nCharField(_("name"), max_length=200)
    summary = I18nTextField(_("summary"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    host = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("host"),
        help_text=_("The body that holds the framework."),
    )

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class Plan(PublicModel):
    """An action plan of one body (its member, in a partnership) over some years."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="plans", verbose_name=_("framework"))
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("body"),
        help_text=_("The body that answers for the plan; its organisers are the point of contact."),
    )
    member = models.CharField(
        _("member"), max_length=120, blank=True, help_text=_("The country, the town or the parliament, in words.")
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = I18nCharField(_("title"), max_length=300)
    summary = I18nTextField(_("summary"), blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    cycle = models.CharField(_("cycle"), max_length=40, blank=True, help_text=_("As the framework names it: 2018."))
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included."))
    published = models.BooleanField(_("published"), default=False)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.ORDINARY, blank=True)
    absences = models.JSONField(
        _("absences"), default=dict, blank=True, help_text=_("Part → why it has no value (codes of Absence).")
    )
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-first_day", "slug"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                name="plan_published_has_date", condition=Q(published=False) | Q(published_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class VersionKind(models.TextChoices):
    ORIGINAL = "original", _("original plan")
    AMENDMENT = "amendment", _("amendment")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class PlanVersion(PublicModel):
    """One state of the plan as it was adopted; from its adoption on, the database keeps it as it is."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=VersionKind, default=VersionKind.ORIGINAL)
    note = I18nTextField(_("what changes"), blank=True)
    adopted = models.BooleanField(_("adopted"), default=False, editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_on_absence = models.CharField(
        _("why the date is missing"), max_length=20, blank=True, help_text=_("A code of Absence.")
    )
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of a plan")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(
                name="plan_version_adopted_has_date",
                condition=Q(adopted=False) | Q(adopted_on__isnull=False) | ~Q(adopted_on_absence=""),
                violation_error_message=_("An adopted version has the day of its adoption, or says why it has none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"
