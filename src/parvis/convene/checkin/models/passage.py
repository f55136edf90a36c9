from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Event, Session
from parvis.convene.checkin.models.door import Device, Door
from parvis.convene.registration.models import Attendee
from parvis.ground import clock


class Kind(models.TextChoices):
    ENTRY = "entry", _("let in")
    REFUSED = "refused", _("turned away")


class Reason(models.TextChoices):
    """What was wrong with a ticket; an entry with a reason was let in all the same, by a person who decided so."""

    NONE = "", ""
    ALREADY = "already", _("already entered")
    CANCELLED = "cancelled", _("registration cancelled")
    UNKNOWN = "unknown", _("genuine ticket, unknown to the list")
    OTHER_EVENT = "other-event", _("ticket of another event")
    NOT_SESSION = "not-session", _("not registered for this session")
    FALSE = "false", _("forged or damaged ticket")


class Passage(models.Model):
    """One ticket shown at one door at one instant. `scan` is chosen by the device: sent twice, it is one passage.

    A passage never changes but for being undone, once and for good: batches of devices may come in any order, any
    number of times, and tell the same. `at` is the device's instant, put right by what its clock said when it sent it.

    ticket    identifier of the attendee as the ticket says it; none for a ticket that cannot be read
    session   none for the event itself; one by which people came in stays, or its entries would be those of the event
    """

    scan = models.UUIDField(unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="passages")
    ticket = models.UUIDField(null=True, blank=True)
    attendee = models.ForeignKey(Attendee, models.SET_NULL, null=True, blank=True, related_name="passages")
    session = models.ForeignKey(Session, models.RESTRICT, null=True, blank=True, related_name="passages")
    door = models.ForeignKey(Door, models.RESTRICT, related_name="passages", verbose_name=_("door"))
    device = models.ForeignKey(Device, models.RESTRICT, null=True, blank=True, related_name="passages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("what"), max_length=8, choices=Kind.choices, default=Kind.ENTRY)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, default=Reason.NONE, blank=True)
    at = models.DateTimeField(_("at"))
    device_at = models.DateTimeField(null=True, editable=False, help_text=_("As the device's clock said."))
    received_at = models.DateTimeField(default=clock.now, editable=False)
    annulled_at = models.DateTimeField(_("undone"), null=True, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["at", "scan"]
        constraints = [
            models.CheckConstraint(
                name="passage_entry_of_somebody", condition=Q(kind="refused") | Q(ticket__isnull=False)
            ),
            models.CheckConstraint(name="passage_refused_with_reason", condition=Q(kind="entry") | ~Q(reason="")),
        ]
        indexes = [
            models.Index(fields=["event", "changed_at"], name="passage_changed"),
            models.Index(fields=["event", "at", "scan"], name="passage_event"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ticket}"
