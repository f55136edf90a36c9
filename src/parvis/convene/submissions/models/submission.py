from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.convene.agenda.models import Edition, Event
from parvis.convene.submissions.models.opening import RefusalReason
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class Stage(models.TextChoices):
    """Where a submission stands; the event has states of its own, that this says nothing of (ADR 0020)."""

    WAITING = "waiting", pgettext_lazy("submission", "waiting")
    CHANGES = "changes", pgettext_lazy("submission", "changes asked")
    ACCEPTED = "accepted", pgettext_lazy("submission", "accepted")
    REFUSED = "refused", pgettext_lazy("submission", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("submission", "withdrawn")


# While it is here the event is before the host, and cannot be submitted a second time.
OPEN = (Stage.WAITING, Stage.CHANGES, Stage.ACCEPTED)


class Submission(PublicModel):
    """An event offered to an edition, and the last answer it got.

    version     number of the version of the event that was submitted, then of the one that was judged or looked at
    decisions   how many answers were given; each answer names the number it began from, so that none is given twice
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="submissions", verbose_name=_("edition"))
    event = models.ForeignKey(Event, models.CASCADE, related_name="submissions", verbose_name=_("event"))
    number = models.PositiveIntegerField(_("number"), help_text=_("Runs from 1 in each edition."))
    title = models.CharField(_("title"), max_length=300, help_text=_("As it was submitted."))
    state = models.CharField(_("state"), max_length=10, choices=Stage.choices, default=Stage.WAITING)
    version = models.PositiveIntegerField(_("version"), default=0)
    decisions = models.PositiveIntegerField(_("answers given"), default=0)
    submitted_at = models.DateTimeField(_("submitted"), default=now)
    due = models.DateTimeField(_("answer due"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    replied_at = models.DateTimeField(
        _("reply waits since"), null=True, blank=True, help_text=_("The contributor wrote, nobody has answered yet.")
    )
    reason = models.ForeignKey(
        RefusalReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason for refusal")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("address of the contact"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    organisation_words = models.CharField(_("organisation, in words"), max_length=200, blank=True)
    first_approval_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first approval by"),
    )
    first_approval_at = models.DateTimeField(_("first approval"), null=True, blank=True)
    first_approval_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "edition"],
                name="submission_open_once",
                condition=Q(state__in=["waiting", "changes", "accepted"]),
            ),
            models.UniqueConstraint(fields=["edition", "number"], name="submission_number_once"),
            models.CheckConstraint(
                name="submission_refused_with_a_reason", condition=~Q(state="refused") | Q(reason__isnull=False)
            ),
            models.CheckConstraint(
                name="submission_answered_has_a_date",
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state", "submitted_at"], name="submission_queue"),
            models.Index(
                fields=["edition", "replied_at"], name="submission_replies", condition=Q(replied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.edition}"

    def days_late(self, at: datetime) -> int:
        """Days since the answer was due, a day begun counts; 0 unless it waits."""
        if self.state != Stage.WAITING or at <= self.due:
            return 0
        return (at - self.due).days + 1


class Side(models.TextChoices):
    CONTRIBUTOR = "contributor", _("contributor")
    HOST = "host", _("host")


class MessageKind(models.TextChoices):
    NOTE = "note", _("message")
    ASK = "ask", _("asks for changes")
    ACCEPT = "accept", _("accepts the event")
    REFUSE = "refuse", _("refuses the event")
    REPLY = "reply", _("replies")


class Message(models.Model):
    """One turn of the conversation about a submission. An answer carries its number, which no other may have."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="messages")
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=8, choices=MessageKind.choices, default=MessageKind.NOTE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("at"), default=now)
    decision = models.PositiveIntegerField(_("number of the answer"), null=True, blank=True)
    told_at = models.DateTimeField(_("sent to the contributor"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "decision"], name="message_answer_given_once"),
            models.CheckConstraint(
                name="message_answer_is_numbered",
                condition=Q(kind__in=["ask", "accept", "refuse"], decision__isnull=False)
                | Q(kind__in=["note", "reply"], decision__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="message_untold", condition=Q(told_at__isnull=True, side="host"))]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.kind}"
