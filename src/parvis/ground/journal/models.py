"""The journal: who did what to which object, and when. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class Entry(PublicModel):
    """One change of state; `public` is shown on the object's page, `private` can be erased (set to {})."""

    at = models.DateTimeField(_("at"), default=now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="journal_entries",
    )
    action = models.CharField(_("action"), max_length=80)
    object_type = models.CharField(_("type of object"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    public = models.JSONField(_("public part"), default=dict, blank=True)
    private = models.JSONField(_("private part"), default=dict, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_uid", "-id"], name="journal_entry_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type}:{self.object_uid}"
