"""HTML that an editor of another platform wrote → Markdown that says the same; what Markdown cannot say is dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_UNSEEN = {"script", "style"}


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.links: list[str] = []
        self.lists: list[int] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.out.append("\n")
        elif tag == "li":
            number = self.lists[-1] if self.lists else 0
            self.out.append(f"\n{number}. " if number else "\n- ")
            if number:
                self.lists[-1] += 1
        elif tag in _BLOCKS:
            self.out.append("\n\n")
            if tag in ("ul", "ol"):
                self.lists.append(1 if tag == "ol" else 0)
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self.links.append(address if address.startswith(("http://", "https://", "mailto:")) else "")
            self.out.append("[" if self.links[-1] else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in _BLOCKS:
            self.out.append("\n\n")
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.out.append(f"]({address})" if address else "")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.out.append(re.sub(r"\s+", " ", data))


def markdown_of(text: str) -> str:
    """Markdown of a piece of HTML; a text without a tag is given back as it is, but for its outer spaces."""
    if not re.search(r"<[a-zA-Z/!]", text):
        return text.strip()
    writer = _Writer()
    writer.feed(text)
    writer.close()
    joined = "".join(writer.out)
    joined = re.sub(r"[ \t]*\n[ \t]*", "\n", joined)
    joined = re.sub(r"\n{3,}", "\n\n", joined)
    return joined.strip()
