"""What writing keeps apart from the events: findings set aside, forms as typed, counts of findings."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Event
from parvis.ground.clock import now


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
