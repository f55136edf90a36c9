from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models import Registration
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class RunState(models.TextChoices):
    WAITING = "waiting", _("waiting for its turn")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class PaperRun(PublicModel):
    """Badges or sheets of many people that a worker makes, part by part; only who asked for them sees them.

    people   keys of attendees in their order, so that every part is of the same list
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="paper_runs", verbose_name=_("person")
    )
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="paper_runs")
    wanted = models.JSONField(default=dict)
    people = models.JSONField(default=list)
    language = models.CharField(_("language"), max_length=5, default="fr")
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.WAITING)
    position = models.PositiveIntegerField(default=0)
    failure = models.TextField(_("why it failed"), blank=True)
    at = models.DateTimeField(_("asked on"), default=clock.now)
    moved_at = models.DateTimeField(_("last step"), default=clock.now)

    class Meta:
        verbose_name = _("papers being made")
        verbose_name_plural = _("papers being made")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "moved_at"], name="paper_run_state")]

    def __str__(self) -> str:
        return f"{self.wanted.get('kind', '')} × {len(self.people)}"


class PaperPart(models.Model):
    """One file of a run: kept in the database, never among public files, and erased after a day."""

    run = models.ForeignKey(PaperRun, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    first = models.CharField(_("first name of the part"), max_length=200)
    last = models.CharField(_("last name of the part"), max_length=200)
    people = models.PositiveSmallIntegerField()
    pdf = models.BinaryField()

    class Meta:
        verbose_name = _("part of papers")
        verbose_name_plural = _("parts of papers")
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="paper_part_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"
