"""The few words around what was found, marked and escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from parvis.ground.search.words import fold

WORD = re.compile(r"[^\W_]+")
WIDTH = 220

folded = lru_cache(maxsize=20_000)(fold)


def answers(word: str, wanted: Sequence[str]) -> bool:
    """Whether a word of the text is one that was looked for, or begins like it, or is its plural or singular."""
    plain = folded(word)
    return any(plain == sought or plain.startswith(beginning(sought)) for sought in wanted)


def beginning(sought: str) -> str:
    if len(sought) > 3 and sought.endswith(("s", "x", "e")):
        return sought[:-1]
    return sought


def highlight(text: str, wanted: Sequence[str]) -> SafeString:
    """The text, escaped, with the words found in `<mark>`."""
    parts: list[str] = []
    position = 0
    for match in WORD.finditer(text):
        if answers(match.group(), wanted):
            parts += [escape(text[position : match.start()]), "<mark>", escape(match.group()), "</mark>"]
            position = match.end()
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts))


def excerpt(text: str, wanted: Sequence[str], width: int = WIDTH) -> SafeString:
    """About `width` characters around the first word found, cut between words; the beginning when none is there."""
    text = " ".join(text.split())
    first = next((match.start() for match in WORD.finditer(text) if answers(match.group(), wanted)), 0)
    start = max(0, first - width // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start, end), first + 1)
        if end <= start:
            end = start + width
    return mark_safe(f"{'… ' if start else ''}{highlight(text[start:end], wanted)}{' …' if end < len(text) else ''}")
