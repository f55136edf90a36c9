from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.people.models.organisation import Organisation


class Scope(models.TextChoices):
    READ = "read", pgettext_lazy("scope", "read")
    WRITE = "write", pgettext_lazy("scope", "read and write")


class ApiToken(PublicModel):
    """The key of a program that acts for a body; the database holds its hash, so that nobody can read it there."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("beginning"), max_length=20, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("what it may do"), max_length=5, choices=Scope.choices, default=Scope.WRITE)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="tokens_created",
    )
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(revoked_at=None),
                name="token_name_once",
                violation_error_message=_("Another token of this body has this name."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.name}"


class TokenUse(models.Model):
    """How many requests a token made in a window of time; `window` is its first second (Unix)."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="uses")
    window = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("use of a token")
        verbose_name_plural = _("uses of tokens")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["token", "window"], name="token_use_once")]

    def __str__(self) -> str:
        return f"{self.token} · {self.window}"


class IdempotentRequest(models.Model):
    """A request that its sender numbered: while it runs nobody runs it too, and once done it answers the same.

    `status` is null while it runs; the answer is written in the transaction that made the change, or not at all.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="requests")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    claim = models.UUIDField()
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("numbered request")
        verbose_name_plural = _("numbered requests")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="idempotent_request_once")]

    def __str__(self) -> str:
        return f"{self.token} · {self.key}"
