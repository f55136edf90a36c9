"""What the scheduler did: one row a task and a slot of time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.clock import now


class State(models.TextChoices):
    """Where a run is; a run whose process died is lost, and says so."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    LOST = "lost", _("Lost: its process stopped before the end")


class Run(models.Model):
    """One slot of one scheduled task; whoever turns it from waiting to running does the work, nobody else."""

    name = models.CharField(_("task"), max_length=100)
    slot = models.DateTimeField(_("slot"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    claimed_by = models.CharField(_("claimed by"), max_length=120, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-slot", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="tasks_run_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
