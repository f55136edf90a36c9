"""Attribute lists of kramdown (`{: .class target="_blank"}`), which imported pages are full of."""

from __future__ import annotations

import re

# On a line of its own it belongs to a block; after `)` or `]` or a mark of emphasis, to what comes before.
BLOCK = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*\n?", re.MULTILINE)
SPAN = re.compile(r"(?<=[)\]*_`>])\{:[^{}\n]*\}")


def without_attribute_lists(source: str) -> str:
    """The Markdown without kramdown's attribute lists; only an import removes them, what people type here is theirs."""
    return SPAN.sub("", BLOCK.sub("", source))
