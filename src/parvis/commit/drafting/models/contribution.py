from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.drafting.models.cocreation import CoCreation, Criterion
from parvis.commit.plans.models import Commitment
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Stage(models.TextChoices):
    """Whether everybody reads the contribution; what becomes of it is told by its answers."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("contribution", "not confirmed")
    WAITING = "waiting", pgettext_lazy("contribution", "waiting to be shown")
    PUBLIC = "public", pgettext_lazy("contribution", "public")
    SET_ASIDE = "set-aside", pgettext_lazy("contribution", "not shown")


def new_token() -> str:
    """A secret for one mailed link, 256 bits."""
    return secrets.token_urlsafe(32)


class Contribution(PublicModel):
    """What a resident or a body proposes for a plan.

    number     runs from 1 in each co-creation; None until the mailed link proved the address
    signature  how the author wants to be named in public; empty: not named
    reply      the author's answer to the answer, shown once it was read
    """

    cocreation = models.ForeignKey(
        CoCreation, models.PROTECT, related_name="contributions", verbose_name=_("co-creation")
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("proposal"), help_text=_("Markdown."))
    html = models.TextField(editable=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    signature = models.CharField(_("signed"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    heard_on = models.DateField(_("said in a meeting on"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.UNCONFIRMED)
    set_aside_reason = models.TextField(_("why it is not shown"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    submitted_at = models.DateTimeField(_("received on"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied on"), null=True, blank=True)
    reply_shown = models.BooleanField(_("reply shown"), default=False)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["cocreation", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cocreation", "number"], name="contribution_number_once"),
            models.CheckConstraint(
                name="contribution_received_is_numbered",
                condition=Q(stage="unconfirmed") | Q(number__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contribution_not_shown_is_reasoned",
                condition=~Q(stage="set-aside") | ~Q(set_aside_reason=""),
                violation_error_message=_("Say why this contribution is not shown."),
            ),
        ]
        indexes = [
            models.Index(fields=["cocreation", "stage", "submitted_at"], name="contribution_queue"),
            models.Index(fields=["email", "created_at"], name="contribution_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.html = render_markdown(self.body)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Outcome(models.TextChoices):
    """What a plan does with a proposal."""

    KEPT = "kept", pgettext_lazy("outcome", "kept")
    PARTLY = "partly", pgettext_lazy("outcome", "kept in part")
    NOT_KEPT = "not-kept", pgettext_lazy("outcome", "not kept")


class Answer(PublicModel):
    """A reasoned response. It is never rewritten: a second one stands below the first.

    number     runs from 1 for each contribution; of two people who answer at once, one takes the number
    criterion  the published rule that decided, for what is not kept or only in part
    remedy     what would make it eligible, or who else may take it up
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(_("number"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commitment"),
        help_text=_("The commitment in which it is kept."),
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("criterion")
    )
    reason = models.TextField(_("reason"), help_text=_("Markdown."))
    reason_html = models.TextField(editable=False)
    remedy = models.TextField(_("what would make it eligible"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    at = models.DateTimeField(_("at"), default=now, editable=False)

    class Meta:
        verbose_name = _("reasoned response")
        verbose_name_plural = _("reasoned responses")
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="answer_number_once"),
            models.CheckConstraint(name="answer_is_reasoned", condition=~Q(reason="")),
            models.CheckConstraint(
                name="answer_kept_names_a_commitment",
                condition=Q(outcome="not-kept") | Q(commitment__isnull=False),
                violation_error_message=_("Say in which commitment it is kept."),
            ),
            models.CheckConstraint(
                name="answer_not_kept_names_a_criterion",
                condition=Q(outcome="kept") | Q(criterion__isnull=False) & ~Q(remedy=""),
                violation_error_message=_("Name the criterion, and say what would make it eligible."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.get_outcome_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.reason_html = render_markdown(self.reason)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
