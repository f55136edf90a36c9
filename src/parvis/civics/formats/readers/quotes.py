"""Quotes: a block quote whose last paragraph names its author, or which kramdown marks as a citation."""

import re

from parvis.civics.formats.model import Quote
from parvis.civics.formats.readers.markup import words_of

_BLOCK = re.compile(r"(?:^>[^\n]*\n(?:^(?:>|\{:|[ \t]*\n(?=>))[^\n]*\n?)*)", re.MULTILINE)
_MARK = re.compile(r"\{:\s*\.([\w-]+)[^}]*\}")
_AUTHOR = re.compile(r"^[—–-]?\s*((?:[A-ZÉÈÀÎÔ][\w'’.-]*\s+){1,3}[A-ZÉÈÀÎÔ][\w'’-]*)\s*(?:,\s*(.{3,150}))?$")
_SHORTEST = 60  # characters of a quote; below, a block quote is a call-out


def quotes_in(body: str) -> tuple[Quote, ...]:
    """Quotes of a Markdown text, each with its author and office when the last paragraph names them."""
    if not body.startswith(">") and "\n>" not in body:
        return ()
    found = []
    for block in _BLOCK.findall(body if body.endswith("\n") else body + "\n"):
        quote = _quote(block)
        if quote is not None:
            found.append(quote)
    return tuple(found)


def _quote(block: str) -> Quote | None:
    paragraphs: list[str] = [""]
    for line in block.split("\n"):
        inside = re.sub(r"^\s*>\s?", "", line)
        if _MARK.search(inside) or not inside.strip():
            paragraphs.append("")
        else:
            paragraphs[-1] += inside.strip() + " "
    texts = [words_of(paragraph) for paragraph in paragraphs if paragraph.strip()]
    if len(texts) < 2:
        return None
    author = _AUTHOR.match(texts[-1])
    words = "\n\n".join(texts[:-1])
    if not author or len(words) < _SHORTEST:
        return None
    return Quote(words.strip('«» \u00a0\u202f"'), author[1], (author[2] or "").strip())
