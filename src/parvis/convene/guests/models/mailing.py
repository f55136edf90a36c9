from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.convene.registration.models import Registration
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class MailingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    STOPPED = "stopped", _("stopped")


class Mailing(PublicModel):
    """A message of the organisers to a part of those who registered.

    segment    plain values, as `mailing.segments.Segment` reads them
    version    rises at each save: who saves or sends what somebody else has changed meanwhile is told so
    position   key of the last sign-up that was given its letter: a batch and its position are one transaction
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mailings")
    segment = models.JSONField(_("to whom"), default=dict)
    subject = I18nCharField(_("subject"), max_length=200)
    text = I18nTextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=MailingState, default=MailingState.DRAFT)
    version = models.PositiveIntegerField(default=0, editable=False)
    position = models.PositiveBigIntegerField(default=0, editable=False)
    letters = models.PositiveIntegerField(_("letters"), default=0, editable=False)
    people = models.PositiveIntegerField(_("people"), default=0, editable=False)
    expected = models.PositiveIntegerField(default=0, editable=False, help_text=_("Letters when it was sent."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    asked_at = models.DateTimeField(_("sent on"), null=True, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("message to those who registered")
        verbose_name_plural = _("messages to those who registered")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="mailing_sent_since", condition=Q(state="draft") | Q(asked_at__isnull=False)),
        ]
        indexes = [models.Index(fields=["registration", "id"], name="mailing_registration")]

    def __str__(self) -> str:
        return str(self.subject)
