from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Event
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class Door(PublicModel):
    """A place where people come in: the main entrance, the desk of the press, the door of a room."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="doors")
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("door")
        verbose_name_plural = _("doors")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"],
                name="door_name_once",
                violation_error_message=_("Another door of this event has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Device(PublicModel):
    """A phone, a tablet or a computer at a door: whoever holds its address may check people in, and nothing else.

    The database holds the hash of the address, so that nobody can read it there.
    """

    door = models.ForeignKey(Door, models.CASCADE, related_name="devices")
    name = models.CharField(_("name"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by")
    )
    created_at = models.DateTimeField(_("added"), default=clock.now, editable=False)
    last_seen = models.DateTimeField(_("last seen"), null=True, editable=False)
    clock_ahead = models.FloatField(
        null=True, editable=False, help_text=_("Seconds by which its clock is ahead of ours, when last seen.")
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["door__order", "pk"]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
