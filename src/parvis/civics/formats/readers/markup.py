"""Lines of Markdown, kramdown and HTML reduced to the words a reader sees."""

import re
from dataclasses import dataclass

_TAG = re.compile(r"<[^<>]{0,500}>")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_LINK = re.compile(r"!?\[([^\[\]]*)\] ?\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_OPENING = re.compile(r"^(?:\s|>|[*+•–—-](?=[\s\d*#])|#{1,6}\s|\d{1,2}[.)]\s)*")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[*+•-]\s|\d{1,2}[.)]\s|<li\b)")
_HEADING = re.compile(r"^\s*(?:>\s*)*(?:[*+-]\s+)?(?:#{1,6}\s|<h[1-6]\b)|^<div[^>]*><h[1-6]\b", re.IGNORECASE)
_STRONG_LINE = re.compile(r"^\s*(?:>\s*)*(?:\*{1,3}(?!\s)(?:(?!\*\*).)+\*{1,3}|<(?:b|strong)>.*</(?:b|strong)>)\W*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number in the file, its words without markup, and what the markup said."""

    number: int
    raw: str
    words: str
    bullet: bool
    heading: bool
    strong: bool

    @property
    def blank(self) -> bool:
        """Nothing to read on it."""
        return not self.words


def words_of(text: str) -> str:
    """The words of a piece of Markdown or HTML on one line: no tag, no emphasis, links by their label."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "](" in text or "] (" in text:
        text = _LINK.sub(r"\1", text)
    text = _OPENING.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", text)
    if "\\" in text:
        text = re.sub(r"\\([\[\]~*_#-])", r"\1", text)
    if "&" in text:
        text = text.replace("&nbsp;", " ").replace("&amp;", "&")
    return " ".join(text.split())


def lines_of(body: str, first_line: int) -> list[Line]:
    """Lines of a body, numbered from `first_line`."""
    found = []
    for offset, raw in enumerate(body.split("\n")):
        words = words_of(raw) if raw else ""
        found.append(
            Line(
                first_line + offset,
                raw,
                words,
                bool(words) and bool(_BULLET.match(raw)),
                bool(words) and bool(_HEADING.match(raw)),
                bool(words) and bool(_STRONG_LINE.match(raw.rstrip())),
            )
        )
    return found
