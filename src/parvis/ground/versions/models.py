"""What an object said at each save."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.clock import now


class Version(models.Model):
    """The editable content of an object after one save, as plain JSON; numbers run from 1 without a gap."""

    object_type = models.CharField(_("type of object"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("at"), default=now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    content = models.JSONField(_("content"), default=dict)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["object_type", "object_uid", "-number"]
        # The guard: of two saves that began from the same version, the second cannot take the same number.
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_uid", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_uid} v{self.number}"
