"""How large a name may be printed: estimated from its letters, so that five thousand badges need no measuring."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SIZES = (48, 40, 32, 28, 24, 21, 18, 16, 14, 12, 10)  # points, each a class of the style sheet
LEADING = 1.12
POINT = 0.352778  # millimetres
NARROW, WIDE = frozenset("iljtfrI1.,;:'’|! -"), frozenset("mwMWŒœ@%")


def size_for(name: str, width: float, height: float) -> int:
    """The largest size at which the name fits a box, the smallest one when none does.

    width, height   of the box, millimetres
    """
    for size in SIZES:
        rows = lines(name, width / (size * POINT))
        if rows and rows * size * POINT * LEADING <= height:
            return size
    return SIZES[-1]


def lines(name: str, ems: float) -> int:
    """How many lines the name takes where a line holds so many ems; 0 when a word is wider than the line."""
    used, rows = 0.0, 1
    for word in re.findall(r"[^\s-]+-?|-", name):
        width = sum(map(em, word))
        if width > ems:
            return 0
        if used and used + width > ems:
            rows, used = rows + 1, 0.0
        used += width + (0.0 if word.endswith("-") else em(" "))
    return rows


@cache
def em(letter: str) -> float:
    """The width of a letter in bold, a little more than it is."""
    if unicodedata.combining(letter):
        return 0.0
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in NARROW:
        return 0.36
    if plain in WIDE:
        return 0.95
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.05
    return 0.76 if plain.isupper() else 0.62
