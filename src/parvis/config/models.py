"""What an instance remembers about itself: how often anonymous forms were sent, and that its worker is alive."""

from django.db import models
from django.utils import timezone


class FormUse(models.Model):
    """How often one address sent one form in one window of time; the address is kept as a keyed hash only."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="config_form_use_once")]
        indexes = [models.Index(fields=["window"], name="config_form_use_window")]

    def __str__(self) -> str:
        return f"{self.key[:8]}… ×{self.count}"


class Heartbeat(models.Model):
    """When a process of `parvis serve` last did its work."""

    process = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.process} {self.at:%Y-%m-%d %H:%M:%S}"
