from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.models.fuzzy import FuzzyDateField
from parvis.commit.reviews.models.method import MethodVersion, Phase
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Product(models.TextChoices):
    """What a report is; the heading it stands under may say otherwise."""

    DESIGN = "design", _("design report")
    PROGRESS = "progress", _("mid-term report")
    END_OF_TERM = "end-of-term", _("end-of-term report")
    TRANSITIONAL = "transitional", _("transitional results report")
    PLAN_REVIEW = "plan-review", _("action plan review")
    RESULTS = "results", _("results report")
    LOCAL = "local", _("local assessment")
    OTHER = "other", _("another review")


class Stage(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("review", "mission offered")
    DECLINED = "declined", pgettext_lazy("review", "mission declined")
    DRAFT = "draft", pgettext_lazy("review", "being written")
    COMMENT = "comment", pgettext_lazy("review", "open to comments")
    PUBLISHED = "published", pgettext_lazy("review", "published")


OPEN = (Stage.DRAFT, Stage.COMMENT)


class Review(PublicModel):
    """What one independent reviewer concludes about a commitment, or about a whole plan.

    heading    the words it is published under, kept as they are even when they name another phase
    account    who may write it here; gone with the account, even after publication: the name that signed stays
    day        when it was published elsewhere, of any precision; `published_at` is when it was sealed here
    document   the whole review as canonical JSON, written once when it is published; `digest` is its hash
    file       what `parvis verify` reads: the document, what was signed, the signature
    corrects   the published review that this one replaces; that one stays as it is
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews", verbose_name=_("plan"))
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("commitment")
    )
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    product = models.CharField(_("report"), max_length=14, choices=Product, default=Product.OTHER)
    phase = models.CharField(_("phase"), max_length=8, choices=Phase)
    heading = models.CharField(_("heading"), max_length=300)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    version = models.ForeignKey(MethodVersion, models.PROTECT, related_name="reviews", verbose_name=_("method"))
    state = models.CharField(_("state"), max_length=10, choices=Stage, default=Stage.DRAFT)

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account of the reviewer"),
    )
    reviewer = models.CharField(_("reviewer"), max_length=200, blank=True)
    body = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("body of the reviewer"),
    )
    declaration = models.TextField(
        _("declaration of interests"), blank=True, help_text=_("Published with the review. Markdown.")
    )
    declaration_html = models.TextField(editable=False, blank=True)
    declared_at = models.DateTimeField(_("declared on"), null=True, blank=True)

    summary = models.TextField(_("conclusion"), blank=True, help_text=_("Markdown."))
    summary_html = models.TextField(editable=False, blank=True)
    comments_open_at = models.DateTimeField(_("comments opened on"), null=True, blank=True)
    comments_close_at = models.DateTimeField(_("comments close on"), null=True, blank=True)

    day = FuzzyDateField(_("date of the report"))
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    read = models.BooleanField(_("read from a page"), default=False, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)

    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    document = models.TextField(editable=False, blank=True)
    digest = models.CharField(_("hash of the contents"), max_length=71, blank=True, editable=False)
    file = models.TextField(editable=False, blank=True)
    signed_with = models.CharField(max_length=10, blank=True, editable=False)
    key = models.CharField(_("thumbprint of the key"), max_length=43, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["commitment", "state"], name="review_of_commitment"),
            models.Index(fields=["account", "state"], name="review_of_account"),
        ]
        constraints = [
            models.CheckConstraint(
                name="review_published_is_whole",
                condition=~Q(state="published")
                | Q(published_at__isnull=False) & ~Q(document="") & ~Q(digest="") & ~Q(file=""),
                violation_error_message=_("A review is published with its document, its hash and its date."),
            ),
            models.CheckConstraint(
                name="review_declares_interests",
                condition=~Q(state__in=["comment", "published"]) | Q(read=True) | ~Q(declaration=""),
                violation_error_message=_("No review without a declaration of interests."),
            ),
            models.CheckConstraint(
                name="review_window_has_an_end",
                condition=~Q(state="comment")
                | Q(comments_open_at__isnull=False) & Q(comments_close_at__gt=models.F("comments_open_at")),
                violation_error_message=_("A time for comments has a beginning and an end."),
            ),
            models.CheckConstraint(
                name="review_is_signed_or_read",
                condition=~Q(state="published") | Q(read=True) | ~Q(key=""),
                violation_error_message=_("A review is signed, unless it was read from a page."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def save(self, *args: object, **kwargs: object) -> None:
        self.settle()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def takes_comments(self, now: datetime) -> bool:
        """Whether one may comment on it at that instant."""
        return self.state == Stage.COMMENT and self.comments_close_at is not None and now < self.comments_close_at

    def settle(self) -> None:
        """Render the Markdown; `bulk_create` needs it called first."""
        self.declaration_html = render_markdown(self.declaration) if self.declaration else ""
        self.summary_html = render_markdown(self.summary) if self.summary else ""
