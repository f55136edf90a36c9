"""Pictures as a page sets them: each browser takes the smallest file that it understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from parvis.convene.agenda.queries.shapes import PictureBlock

# The best compression first: a browser takes the first type that it knows.
TYPES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class Renditions:
    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class ReadyPicture:
    src: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int
    sources: tuple[Renditions, ...]


def ready(picture: PictureBlock) -> ReadyPicture:
    return ReadyPicture(
        src=default_storage.url(picture.file),
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        width=picture.width,
        height=picture.height,
        sources=tuple(
            Renditions(media_type, srcset([one for one in picture.renditions if one.get("format") == code]))
            for code, media_type in TYPES.items()
            if any(one.get("format") == code for one in picture.renditions)
        ),
    )


def srcset(renditions: list[dict[str, Any]]) -> str:
    return ", ".join(f"{default_storage.url(str(one['path']))} {one['width']}w" for one in renditions)
