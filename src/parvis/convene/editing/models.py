"""What writing keeps apart from the events: findings set aside, forms as typed, counts of findings."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Event
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class SetAside(models.Model):
    """A finding that a person read and leaves as it is, with the reason."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="set_aside", verbose_name=_("event"))
    key = models.CharField(_("finding"), max_length=32)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("actor")
    )
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"), default=now, editable=False)

    class Meta:
        verbose_name = _("finding set aside")
        verbose_name_plural = _("findings set aside")
        ordering = ["event", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="finding_set_aside_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"


class FindingCount(models.Model):
    """How many findings an event has, so that lists need not check it; made true when it changes and every night."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="finding_count", verbose_name=_("event"))
    errors = models.PositiveSmallIntegerField(_("errors"), default=0)
    warnings = models.PositiveSmallIntegerField(_("warnings"), default=0)
    infos = models.PositiveSmallIntegerField(_("details"), default=0)
    first = models.JSONField(_("the first error"), default=dict, blank=True)
    errors_since = models.DateTimeField(_("errors since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), default=now)

    class Meta:
        verbose_name = _("count of findings")
        verbose_name_plural = _("counts of findings")
        ordering = ["event"]
        indexes = [models.Index(fields=["errors", "errors_since"], name="finding_count_errors")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.errors}/{self.warnings}/{self.infos}"


class WorkingCopy(models.Model):
    """A form as typed, even when it is wrong, until it is saved; one a person and object.

    What is new has no object yet: its identifier was made when the form was opened.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_copies", verbose_name=_("person")
    )
    form = models.CharField(_("form"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    is_new = models.BooleanField(_("of something new"), default=False)
    organisation = models.ForeignKey(
        "people.Organisation", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    data = models.JSONField(_("as typed"), default=dict)
    saved_at = models.DateTimeField(_("kept at"), default=now)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "object_uid"], name="working_copy_once"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="working_copy_saved")]

    def __str__(self) -> str:
        return f"{self.form} {self.object_uid}"


class RunState(models.TextChoices):
    WAITING = "waiting", _("waiting for its turn")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class BulkRun(PublicModel):
    """A verb for many events that a worker carries out, as the preview said it; only who asked for it sees it.

    events     [[identifier, when it had last changed as the preview showed it], …], in the order they are taken
    position   how many of them have been looked at; `done` to how many something was done
    argument   of the verb, as the form sent it
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bulk_runs", verbose_name=_("person")
    )
    verb = models.CharField(_("verb"), max_length=20)
    argument = models.CharField(_("argument"), max_length=200, blank=True)
    events = models.JSONField(_("events"), default=list)
    language = models.CharField(_("language"), max_length=5, default="fr")
    back = models.CharField(_("list it came from"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.WAITING)
    position = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failure = models.TextField(_("why it failed"), blank=True)
    at = models.DateTimeField(_("asked on"), default=now)
    moved_at = models.DateTimeField(_("last step"), default=now)

    class Meta:
        verbose_name = _("verb for many events")
        verbose_name_plural = _("verbs for many events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "moved_at"], name="bulk_run_state")]

    def __str__(self) -> str:
        return f"{self.verb} × {len(self.events)}"
