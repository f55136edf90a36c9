"""Keeping a picture or an attachment."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.base import ContentFile
from i18nfield.strings import LazyI18nString

from parvis.ground.files.models import Attachment, Picture

Words = str | Mapping[str, str]


def keep_picture(
    sent: bytes, *, alt: Words, credit: str = "", caption: Words = "", name: str = "picture.jpg"
) -> Picture:
    """Keep a picture made again from its pixels; ValidationError, in one sentence, when it is refused.

    alt, caption   one text, or one a language: {"fr": …, "en": …}; an empty `alt` says that it is only an ornament
    """
    picture = Picture(alt=in_languages(alt), credit=credit, caption=in_languages(caption))
    picture.file = ContentFile(sent, name=name)
    picture.save()
    return picture


def keep_attachment(sent: bytes, name: str, *, title: Words = "") -> Attachment:
    """Keep a document under its own name; ValidationError, in one sentence, when it is refused."""
    attachment = Attachment(title=in_languages(title))
    attachment.file = ContentFile(sent, name=name)
    attachment.save()
    return attachment


def in_languages(words: Words) -> LazyI18nString:
    return LazyI18nString(words if isinstance(words, str) else dict(words))
