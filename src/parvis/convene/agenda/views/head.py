"""The heads of the agenda's pages: those that another site may show in a frame say where it asks how."""

from __future__ import annotations

from django.conf import settings

from parvis.convene.agenda import addresses
from parvis.ui import head as heads
from parvis.ui.head import Head, host

__all__ = ["Head", "head", "host"]


def head(path: str, title: str, html: str = "", image: str = "", *, framed: bool = False) -> Head:
    """The head of the page at `path` (from the root, with its query); `html` is cut to a description.

    framed   another site may show this page in a frame
    """
    oembed = settings.SITE_URL + addresses.oembed(settings.SITE_URL + path) if framed else ""
    return heads.head(path, title, html, image, oembed)
