from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.plans.models.commitment import Commitment
from parvis.commit.plans.models.fuzzy import FuzzyDateField
from parvis.commit.plans.models.milestone import Milestone
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Completion(models.TextChoices):
    """How far the body says it is; a reviewer's own scale stands in its method, and the two never mix."""

    NOT_STARTED = "not-started", pgettext_lazy("completion", "not started")
    LIMITED = "limited", pgettext_lazy("completion", "limited")
    SUBSTANTIAL = "substantial", pgettext_lazy("completion", "substantial")
    COMPLETE = "complete", pgettext_lazy("completion", "completed")


class EvidenceKind(models.TextChoices):
    DIRECT = "direct", pgettext_lazy("evidence", "direct")
    SUPPORTING = "supporting", pgettext_lazy("evidence", "supporting")
    BUDGET = "budget", pgettext_lazy("evidence", "budget")
    INDIRECT = "indirect", pgettext_lazy("evidence", "indirect")


def archive_path(evidence: "Evidence", filename: str) -> str:
    """Where the copy lies: by the identifier of the evidence, never by a name that a stranger gave."""
    return f"evidence/{evidence.uid.hex[:2]}/{evidence.uid.hex}"


class Evidence(PublicModel):
    """What shows that something was done: a page, a file, or a public object of this site (an event).

    day      when what it shows happened, of any precision (ISO 8601-2 text)
    digest   SHA-256, in hexadecimal, of the copy that was read; `archive` is that copy when it may be kept
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="evidence")
    milestone = models.ForeignKey(Milestone, models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind, default=EvidenceKind.DIRECT)
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("what it shows"), blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    object_type = models.CharField(_("type of object"), max_length=40, blank=True)
    object_uid = models.UUIDField(_("identifier of the object"), null=True, blank=True)
    archive = models.FileField(_("file"), upload_to=archive_path, max_length=200, blank=True)
    archive_name = models.CharField(_("file name"), max_length=250, blank=True)
    archive_type = models.CharField(_("media type"), max_length=100, blank=True)
    digest = models.CharField(_("SHA-256 of the copy"), max_length=64, blank=True)
    consulted_on = models.DateField(_("consulted on"), null=True, blank=True)
    day = FuzzyDateField(_("date"))
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("brought by"),
    )
    added_at = models.DateTimeField(default=clock.now, editable=False)
    set_aside_at = models.DateTimeField(_("set aside on"), null=True, blank=True)
    set_aside_reason = models.TextField(_("why it was set aside"), blank=True)

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["commitment", "pk"]
        indexes = [models.Index(fields=["object_type", "object_uid"], name="evidence_object")]
        constraints = [
            models.CheckConstraint(
                name="evidence_can_be_looked_at",
                condition=~Q(url="") | Q(object_uid__isnull=False) | ~Q(archive="") | Q(source__isnull=False),
                violation_error_message=_("Evidence is an address, a file, a source or something of this site."),
            ),
            models.CheckConstraint(
                name="evidence_set_aside_is_reasoned",
                condition=Q(set_aside_at__isnull=True) | ~Q(set_aside_reason=""),
                violation_error_message=_("Say why this evidence is set aside."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgressReport(PublicModel):
    """What a body declares of its own promise; rows are added, never changed. Nothing here is a reviewer's.

    proof   the evidence it rests on first; the database refuses "completed" without it. More in `evidence`.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reports")
    milestone = models.ForeignKey(Milestone, models.PROTECT, null=True, blank=True, related_name="reports")
    day = models.DateField(_("state on"), help_text=_("The day of which the report speaks."))
    completion = models.CharField(_("completion"), max_length=12, choices=Completion)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    body = models.TextField(_("report"), blank=True, help_text=_("Markdown."))
    html = models.TextField(editable=False, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="progress_reports",
        verbose_name=_("declared by"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    proof = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    evidence = models.ManyToManyField(Evidence, related_name="reports", blank=True, db_table="plans_report_evidence")
    reported_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["commitment", "-day", "-pk"]
        # The last report of each milestone and of each commitment as a whole: found without sorting.
        indexes = [
            models.Index(fields=["milestone", "-day", "-id", "completion"], name="report_of_milestone"),
            models.Index(
                fields=["commitment", "-day", "-id", "completion"],
                name="report_of_whole",
                condition=Q(milestone__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="report_completed_needs_evidence",
                condition=~Q(completion="complete") | Q(proof__isnull=False),
                violation_error_message=_("“Completed” needs evidence: name at least one piece."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_completion_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.html = render_markdown(self.body) if self.body else ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
