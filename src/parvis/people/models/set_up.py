from __future__ import annotations

from django.db import models
from django.utils import timezone


class SetUpLink(models.Model):
    """The one-time link that `parvis serve` prints on an empty instance; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"set-up link of {self.created_at:%Y-%m-%d %H:%M}"
