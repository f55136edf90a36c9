"""Pages as tagged PDF (PDF/UA-1), where the extra `pdf` is installed; nothing is fetched while a page is set.

weasyprint is imported at first use: it costs a second and 50 MB that no other page needs. See docs/adr/0037.
"""

from __future__ import annotations

import re
from base64 import b64decode
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from PIL import ImageFile

VARIANT = "pdf/ua-1"
FONT = "ui/fonts/bricolage-grotesque.woff2"
OURS = "parvis:heading"
PICTURE, PNG = "data:image/png;base64,", {"Content-Type": "image/png"}  # a picture that is in the page itself
# What the face of headings holds: a letter that is claimed and missing is printed as a hole ("St rmer"); any other
# falls to faces of the machine.
HELD = [
    "0020-007E",
    "00A0",
    "00A7",
    "00A9",
    "00AB",
    "00B0",
    "00B7",
    "00BB",
    "00C0-00C2",
    "00C4",
    "00C6-00CF",
    "00D1-00D4",
    "00D6-00D7",
    "00D9-00DC",
    "00DF-00E2",
    "00E4",
    "00E6-00EF",
    "00F1-00F4",
    "00F6",
    "00F9-00FC",
    "00FF",
    "0152-0153",
    "2013-2014",
    "2018-2019",
    "201C-201D",
    "2026",
    "20AC",
]
FACE = f"""@font-face {{
  font-family: "Bricolage Grotesque"; font-weight: 700; src: url("{OURS}") format("woff2");
  unicode-range: {", ".join(f"U+{held}" for held in HELD)};
}}"""
_LETTERS = re.compile("[" + "".join("-".join(rf"\u{one}" for one in held.split("-")) for held in HELD) + "]*")


class Refused(Exception):
    """A page asked for something that is not in it."""


def is_in_face(text: str) -> bool:
    """Whether the face of headings holds every letter."""
    return _LETTERS.fullmatch(text) is not None


@cache
def is_installed() -> bool:
    """Whether the extra is there; whether it works is not tried, which would cost a page a second."""
    return find_spec("weasyprint") is not None


@cache
def is_available() -> bool:
    """Whether this instance makes PDF: the extra is installed, and the libraries it loads are there."""
    if not is_installed():
        return False
    try:
        weasyprint()
    except OSError:  # Pango, which it loads, is missing
        return False
    return True


@cache
def weasyprint() -> Any:
    """The library, loaded once; what it sets for the whole process is put back.

    Importing it tells Pillow to accept truncated pictures, which those that people send us must not be.
    """
    accepted = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint as engine
        import weasyprint.text.fonts
        import weasyprint.urls
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = accepted
    return engine


def pdf(html: str, *sheets: str) -> bytes:
    """A whole HTML document as PDF/UA-1.

    html     with `lang` and a `<title>`: they become the document's; headings, lists and headers of tables its tags
    sheets   static style sheets by their path ("registration/paper.css"), for the medium print

    raises   Refused when the page names a picture, a font or a sheet outside itself
    """
    engine, fetcher = weasyprint(), only_ours()
    fonts = engine.text.fonts.FontConfiguration()
    written = [engine.CSS(string=FACE, font_config=fonts, url_fetcher=fetcher)]
    written += [engine.CSS(filename=found(sheet), font_config=fonts, url_fetcher=fetcher) for sheet in sheets]
    try:
        made: bytes | None = engine.HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=written, font_config=fonts, pdf_variant=VARIANT, pdf_tags=True
        )
    except engine.urls.FatalURLFetchingError as error:
        raise Refused(str(error)) from None
    if made is None:
        raise RuntimeError("weasyprint gives bytes when it is given no file")
    return made


def only_ours() -> Any:
    """Fetches the face of headings and pictures within the page, nothing else: from no network and no folder."""
    urls = weasyprint().urls

    class OnlyOurs(urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(PICTURE):
                return urls.URLFetcherResponse(url, body=b64decode(url.removeprefix(PICTURE)), headers=PNG)
            if url != OURS:
                # Fatal, or weasyprint would go on without what is missing.
                raise urls.FatalURLFetchingError(f"A paper fetches nothing: {url[:200]}")
            return urls.URLFetcherResponse(
                url, body=Path(found(FONT)).read_bytes(), headers={"Content-Type": "font/woff2"}
            )

    return OnlyOurs()


@cache
def found(path: str) -> str:
    """The file of a static path, also where static files were not gathered."""
    file = finders.find(path)
    if not file:
        raise LookupError(f"There is no static file {path}.")
    return str(file)
