"""CommonMark with tables, made into HTML that cannot harm the page it stands on."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = frozenset(
    re.findall(
        r"\w+",
        """a abbr b blockquote br cite code col colgroup dd del details dfn dl dt em h2 h3 h4 h5 h6 hr i img ins kbd li
        mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr ul var""",
    )
)
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
DEEPEST = 6
SPACES = re.compile(r"\s+")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    # HTML is let through the parser: it is nh3 that decides, on the whole, at the end.
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])


def render_markdown(source: str, *, top_level: int = 3) -> str:
    """The text as safe HTML, to be stored beside its source.

    top_level   the level that the first heading of the text takes in the page: its highest heading becomes `<h3>` and
                the others follow without a level skipped, whatever the author wrote

    No script, style, class, form, frame nor embedded object survives; pictures are only those of this site; a link
    that leaves the site says so to search engines. The same text always gives the same HTML.
    """
    tokens = parser().parse(source.replace("\0", ""))
    shift_headings(tokens, top_level)
    return sanitised(parser().renderer.render(tokens, parser().options, {}))


def render_inline(source: str) -> str:
    """One line of text as safe HTML without a paragraph around it: titles, captions, leads."""
    tokens = parser().parseInline(source.replace("\0", ""))
    return sanitised(parser().renderer.render(tokens, parser().options, {}))


def shift_headings(tokens: list[Token], top_level: int) -> None:
    """Give headings the levels of a page: the first ones at `top_level`, never more than one level deeper at a time."""
    written = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if not written:
        return
    open_levels: list[int] = []  # levels as written that hold the present heading
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(DEEPEST, top_level + len(open_levels) - 1)}"


def sanitised(unsafe: str) -> str:
    """The HTML without anything that acts, tracks or dresses the page."""
    clean = PICTURE.sub(words_without_picture, cleaned(unsafe, ATTRIBUTES))
    clean = OUTSIDE_LINK.sub(said_outside, clean)
    # What we wrote ourselves goes through the same gate: nothing leaves here that nh3 has not seen.
    return cleaned(clean, {**ATTRIBUTES, "a": ATTRIBUTES["a"] | {"rel"}}).strip()


def cleaned(unsafe: str, attributes: dict[str, set[str]]) -> str:
    return nh3.clean(
        unsafe,
        tags=set(TAGS),
        attributes=attributes,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style", "template", "iframe", "object"},
        attribute_filter=allowed,
        link_rel=None,
        strip_comments=True,
    )


PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*) ?/?>')
ALT = re.compile(r' alt="([^"]*)"')


def words_without_picture(picture: re.Match[str]) -> str:
    """A picture that is not shown leaves its words."""
    if ' src="' in picture.group(1):
        return picture.group(0)
    alt = ALT.search(picture.group(1))
    return html.escape(html.unescape(alt.group(1))) if alt else ""


def allowed(element: str, attribute: str, value: str) -> str | None:
    """Keep an attribute's value, or None to drop it."""
    if element == "img" and attribute == "src":
        return value if is_ours(value) else None
    if attribute in {"width", "height", "colspan", "rowspan", "start"}:
        return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
    return value


def is_ours(address: str) -> bool:
    """Whether an address stays on this site."""
    parts = urlsplit(address.strip())
    if not parts.scheme and not parts.netloc:
        return not parts.path.startswith("\\")
    return f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL


OUTSIDE_LINK = re.compile(r'<a ([^>]*?)href="(https?://[^"]*)"')


def said_outside(link: re.Match[str]) -> str:
    if is_ours(html.unescape(link.group(2))):
        return link.group(0)
    return f'{link.group(0)} rel="external nofollow noopener"'


def plain_text(safe_html: str) -> str:
    """The words of stored HTML, on one line: for the search index, descriptions and calendars."""
    words = nh3.clean(BLOCK_END.sub(" ", safe_html), tags=set())
    return SPACES.sub(" ", html.unescape(words)).strip()


BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|dt|dd|blockquote|pre|div)>|<br[^>]*>", re.IGNORECASE)
