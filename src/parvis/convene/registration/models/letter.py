from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models.sign_up import SignUp
from parvis.ground import clock


class LetterKind(models.TextChoices):
    CONFIRM = "confirm", _("confirm your address")
    PENDING = "pending", _("waits for approval")
    TICKET = "ticket", _("ticket")
    WAITING = "waiting", _("on the waiting list")
    OFFER = "offer", _("a seat is offered")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("not confirmed in time")
    LAPSED = "lapsed", _("offer not taken")
    REFUSED = "refused", _("not approved")
    REMOVED = "removed", _("removed by the organisers")
    CHANGED = "changed", _("registration changed")
    KNOWN = "known", _("the way to your registration")
    REMINDER = "reminder", _("reminder the day before")
    NEWS = "news", _("the event has changed")
    MESSAGE = "message", _("message of the organisers")


class Letter(models.Model):
    """An e-mail that a sign-up is owed: written in the transaction that owes it, sent by whoever claims it."""

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="letters")
    kind = models.CharField(_("letter"), max_length=10, choices=LetterKind.choices)
    detail = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    due_at = models.DateTimeField(default=clock.now, editable=False, help_text=_("Not before; later after a failure."))
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    trouble = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], name="letter_owed", condition=Q(sent_at__isnull=True)),
            models.Index(fields=["sign_up", "kind"], name="letter_sign_up"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sign_up_id}"
