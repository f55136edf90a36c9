"""Pictures and attachments, kept through the storage API and never as they were sent."""

from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


def picture_path(picture: "Picture", filename: str) -> str:
    """Where a picture lies: by its own identifier, so that a name given by a stranger never becomes a path."""
    return f"pictures/{picture.uid.hex[:2]}/{picture.uid.hex}{PurePosixPath(filename).suffix.lower()}"


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Where an attachment lies; its own name is kept in the row and given back at download."""
    return f"attachments/{attachment.uid.hex[:2]}/{attachment.uid.hex}{PurePosixPath(filename).suffix.lower()}"


class Picture(PublicModel):
    """An image re-encoded when saved; `renditions` lists {"format", "width", "height", "path", "bytes"}."""

    file = models.FileField(_("file"), upload_to=picture_path, max_length=200)
    alt = I18nCharField(_("alternative text"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    caption = I18nCharField(_("caption"), blank=True)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    renditions = models.JSONField(_("renditions"), default=list, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.alt) or f"{self.width} × {self.height}"


class Attachment(PublicModel):
    """A document offered for download; `size` is in bytes, `sha256` in hexadecimal."""

    file = models.FileField(_("file"), upload_to=attachment_path, max_length=200)
    title = I18nCharField(_("title"), blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    media_type = models.CharField(_("media type"), max_length=120, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.title) or self.name
