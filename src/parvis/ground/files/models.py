"""Pictures and attachments, kept through the storage API and never as they were sent."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.ground.clock import now
from parvis.ground.files.checking import check
from parvis.ground.files.encoding import Encoded, encode
from parvis.ground.identifiers.models import PublicModel


def picture_path(picture: Picture, filename: str) -> str:
    """Where a picture lies: by its own identifier, so that a name given by a stranger never becomes a path."""
    return f"pictures/{picture.uid.hex[:2]}/{picture.uid.hex}{PurePosixPath(filename).suffix.lower()}"


def attachment_path(attachment: Attachment, filename: str) -> str:
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

    _encoded: Encoded | None = None

    def clean(self) -> None:
        """Refuse, in one sentence, a file that is not a picture we keep."""
        super().clean()
        if is_new(self.file):
            self._encoded = encode(read(self.file))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the picture made again from its pixels, never the file as it was sent.

        Raises ValidationError when the file is refused.
        """
        if is_new(self.file):
            keep_encoded(self, self._encoded or encode(read(self.file)))
            self._encoded = None
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and its files once that is certain."""
        paths = [self.file.name, *(rendition["path"] for rendition in self.renditions)]
        transaction.on_commit(lambda: forget_files(self.file.storage, paths))
        return super().delete(*args, **kwargs)


def is_new(file: Any) -> bool:
    """Whether a file was just given and is not in the storage yet."""
    return bool(file) and not file._committed


def read(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def keep_encoded(picture: Picture, encoded: Encoded) -> None:
    """Store the file and its renditions, and write where they are in the row."""
    storage = picture.file.storage
    picture.file.save(f"picture.{encoded.extension}", ContentFile(encoded.content), save=False)
    stem = str(PurePosixPath(picture.file.name).with_suffix(""))
    picture.width, picture.height = encoded.width, encoded.height
    picture.renditions = [
        {
            "format": rendition.format,
            "width": rendition.width,
            "height": rendition.height,
            "path": storage.save(f"{stem}-{rendition.width}.{rendition.format}", ContentFile(rendition.content)),
            "bytes": len(rendition.content),
        }
        for rendition in encoded.renditions
    ]


def forget_files(storage: Any, paths: list[str]) -> None:
    for path in paths:
        if path:
            storage.delete(path)


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

    def clean(self) -> None:
        """Refuse, in one sentence, a file of a kind that is not published here."""
        super().clean()
        if is_new(self.file):
            check(self.file.name, read(self.file))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the file with what is known of it; raises ValidationError when it is refused."""
        if is_new(self.file):
            checked = check(self.file.name, read(self.file))
            self.file.seek(0)
            self.name = self.name or checked.name
            self.media_type, self.size, self.sha256 = checked.media_type, checked.size, checked.sha256
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and its file once that is certain."""
        path = self.file.name
        transaction.on_commit(lambda: forget_files(self.file.storage, [path]))
        return super().delete(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Where it is downloaded."""
        return reverse("files:attachment", args=[self.uid])
