"""`{% picture event.picture sizes="(min-width: 60rem) 40rem, 100vw" %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.files.storage import default_storage

from parvis.ground.files.models import Picture

register = template.Library()
TYPES = {"avif": "image/avif", "webp": "image/webp"}  # the lightest first: a browser takes the first type it knows


@register.inclusion_tag("files/picture.html")
def picture(shown: Picture, sizes: str = "100vw", loading: str = "lazy") -> dict[str, Any]:
    """The picture in the lightest format and width that the browser can use; its place is kept before it comes.

    sizes     as in HTML: how wide the picture stands in the page
    loading   "lazy", or "eager" for the one picture seen first
    """
    return {
        "src": default_storage.url(shown.file.name),
        "alt": shown.alt,
        "width": shown.width,
        "height": shown.height,
        "sizes": sizes,
        "eager": loading == "eager",
        "sources": [
            {"type": media_type, "srcset": srcset(shown, format_)}
            for format_, media_type in TYPES.items()
            if any(rendition["format"] == format_ for rendition in shown.renditions)
        ],
    }


def srcset(shown: Picture, format_: str) -> str:
    return ", ".join(
        f"{default_storage.url(rendition['path'])} {rendition['width']}w"
        for rendition in shown.renditions
        if rendition["format"] == format_
    )
