from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class StaffSession(PublicModel):
    """A stretch of time during which an administrator of the instance has her powers, and why.

    A row is added when it begins; only `ended` is ever written afterwards, once.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="staff_sessions"
    )
    reason = models.CharField(_("reason"), max_length=500)
    started = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    ends = models.DateTimeField(_("ends"))
    ended = models.DateTimeField(_("ended before"), null=True, blank=True)

    class Meta:
        verbose_name = _("staff session")
        verbose_name_plural = _("staff sessions")
        ordering = ["-started", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="staff_session_ends_after_it_starts", condition=models.Q(ends__gt=models.F("started"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.started:%Y-%m-%d %H:%M}"

    def is_open(self, now: datetime) -> bool:
        return self.ended is None and self.started <= now < self.ends

    @property
    def over_at(self) -> datetime:
        """When it ended, or ends by itself."""
        return self.ended or self.ends

    @property
    def minutes_left(self) -> int:
        """Minutes begun before it ends by itself, 0 once it is over."""
        return max(0, -(-int((self.ends - clock.now()).total_seconds()) // 60)) if self.ended is None else 0


class StaffVisit(models.Model):
    """One request made in staff mode: its method and its path, never what was sent nor what was asked for after “?”."""

    session = models.ForeignKey(StaffSession, on_delete=models.PROTECT, related_name="visits")
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("address"), max_length=500)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("visit in staff mode")
        verbose_name_plural = _("visits in staff mode")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
