from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from parvis.commit.plans.models.framework import Plan, PlanVersion
from parvis.commit.plans.models.fuzzy import FuzzyDateField
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Value(models.TextChoices):
    """Values a commitment may claim (OGP). The first three are the core; the last two count only beside one of them."""

    ACCESS = "access-to-information", _("access to information")
    PARTICIPATION = "civic-participation", _("civic participation")
    ACCOUNTABILITY = "public-accountability", _("public accountability")
    TECHNOLOGY = "technology-and-innovation", _("technology and innovation for openness")
    INCLUSION = "inclusion", _("inclusion")


CORE_VALUES = frozenset({Value.ACCESS, Value.PARTICIPATION, Value.ACCOUNTABILITY})


class State(models.TextChoices):
    """Who may see the record; what becomes of the promise is told by its reports and its reviews."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Commitment(PublicModel):
    """A promise of a plan, or a measure of a law.

    external_id   the identifier others gave it, opaque: "FR0043"; never validated by a list of countries
    number        its number in the plan: "14"; its milestones are 14.1, 14.2
    absences      part ("status", "supporting", "budget"…) → code of Absence
    awaiting      what its writers want instead of what was adopted, until an amendment: {"title": {"fr": …},
                  "milestones": {uid: {"title": {…}, "due": …, "due_words": …, "responsible": uid, "office": …}}}
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="commitments", verbose_name=_("plan"))
    external_id = models.CharField(_("outside identifier"), max_length=60, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    slug = models.SlugField(_("address"), max_length=120)
    title = I18nCharField(_("short title"), max_length=300)
    values = models.JSONField(_("values claimed"), default=list, blank=True)
    carried_over = models.BooleanField(
        _("carried over"), null=True, blank=True, help_text=_("From an earlier plan; empty when nobody says.")
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("follows")
    )
    policy_areas = models.ManyToManyField(
        "themes.Term", related_name="+", blank=True, verbose_name=_("policy areas"), db_table="plans_commitment_areas"
    )
    starts = FuzzyDateField(_("start"))
    ends = FuzzyDateField(_("end"))
    budget_minor = models.BigIntegerField(_("budget"), null=True, blank=True, help_text=_("In minor units: cents."))
    budget_currency = models.CharField(_("currency"), max_length=3, blank=True, default="EUR")
    budget_note = models.CharField(_("note on the budget"), max_length=300, blank=True)
    absences = models.JSONField(_("absences"), default=dict, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    awaiting = models.JSONField(_("waits for an amendment"), default=dict, blank=True, editable=False)
    added_in = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="added", verbose_name=_("added by")
    )
    withdrawn_in = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="withdrawn", verbose_name=_("withdrawn by")
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["plan", "order", "pk"]
        indexes = [
            models.Index(fields=["state", "changed_at"], name="commitment_changed"),
            models.Index(fields=["external_id"], name="commitment_external"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="commitment_address_once"),
            models.UniqueConstraint(
                fields=["plan", "external_id"], name="commitment_external_once", condition=~Q(external_id="")
            ),
            models.UniqueConstraint(fields=["plan", "number"], name="commitment_number_once", condition=~Q(number="")),
            models.CheckConstraint(
                name="commitment_budget_positive", condition=Q(budget_minor__isnull=True) | Q(budget_minor__gte=0)
            ),
            models.CheckConstraint(
                name="commitment_withdrawal_is_reasoned",
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                violation_error_message=_("A withdrawal says why."),
            ),
            models.CheckConstraint(
                name="commitment_published_has_date", condition=~Q(state="published") | Q(published_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else str(self.title)


class TextPart(models.TextChoices):
    """Which part of a commitment a text is; a milestone has a text of part `milestone` alone."""

    TITLE = "title", _("full title")
    PROBLEM = "problem", _("problem")
    SOLUTION = "solution", pgettext_lazy("commitment", "commitment")
    AMBITION = "ambition", pgettext_lazy("commitment", "ambition")
    PUBLIC_CHANGE = "public-change", _("what changes for the public")
    ROADMAP = "roadmap", _("road map")
    CONTEXT = "context", _("context")
    MILESTONE = "milestone", _("milestone")


class TextAuthority(models.TextChoices):
    OFFICIAL = "official", pgettext_lazy("text", "official text")
    HUMAN = "human", pgettext_lazy("text", "translated by a person")
    MACHINE = "machine", pgettext_lazy("text", "translated by a machine")


class Wording(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("text", "as adopted")
    LATER = "later", pgettext_lazy("text", "as amended")
    SUMMARISED = "summarised", pgettext_lazy("text", "as summarised")


class Text(PublicModel):
    """What a commitment or a milestone says, in one language and one wording.

    number   runs from 1 for the same part, language and wording: a later text is a row of its own
    frozen   set when the plan's version is adopted: the database then keeps the row as it is
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="texts")
    milestone = models.ForeignKey("plans.Milestone", models.PROTECT, null=True, blank=True, related_name="texts")
    part = models.CharField(_("part"), max_length=16, choices=TextPart)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    authority = models.CharField(_("authority"), max_length=10, choices=TextAuthority, default=TextAuthority.OFFICIAL)
    wording = models.CharField(_("wording"), max_length=12, choices=Wording, default=Wording.ADOPTED)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="texts")
    body = models.TextField(_("text"), help_text=_("Markdown."))
    html = models.TextField(editable=False)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    frozen = models.BooleanField(_("frozen"), default=False, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["commitment", "part", "language", "wording", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "part", "language", "authority", "wording", "number"],
                condition=Q(milestone__isnull=True),
                name="commitment_text_once",
            ),
            models.UniqueConstraint(
                fields=["milestone", "part", "language", "authority", "wording", "number"],
                condition=Q(milestone__isnull=False),
                name="milestone_text_once",
            ),
            models.CheckConstraint(
                name="text_part_of_its_object",
                condition=Q(milestone__isnull=True) & ~Q(part="milestone")
                | Q(milestone__isnull=False) & Q(part="milestone"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} ({self.language}, {self.get_wording_display()})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.settle()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def settle(self) -> None:
        """Render the Markdown; `bulk_create` needs it called first."""
        self.html = render_markdown(self.body)
