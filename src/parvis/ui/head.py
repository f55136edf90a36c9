"""What a page says about itself to search engines and to those who share it; printed by `ui/parts/head.html`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import strip_tags

DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class Head:
    """`kind` is an OpenGraph type; addresses are whole. `image` is empty when there is none.

    oembed   where another site asks how to show this page, empty when it cannot be shown in a frame
    """

    canonical: str
    title: str
    description: str = ""
    kind: str = "website"
    image: str = ""
    oembed: str = ""


def head(path: str, title: str, html: str = "", image: str = "", oembed: str = "") -> Head:
    """The head of the page at `path` (from the root, with its query); `html` is cut to a description."""
    picture = settings.SITE_URL + image if image.startswith("/") else image
    return Head(settings.SITE_URL + path, title, summary(html), image=picture, oembed=oembed)


def summary(html: str) -> str:
    """The first words of an HTML text, without its tags, whole words only."""
    words = re.sub(r"\s+", " ", strip_tags(html)).strip()
    if len(words) <= DESCRIPTION:
        return words
    return words[:DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def host(url: str) -> str:
    """The site that an address leads to: `www.ambrelle.example` without its `www.`; empty for an empty address."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
