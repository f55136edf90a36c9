"""How to get there: lines and stops out of the many ways pages write them."""

import re

from parvis.civics.formats.model import TransportLine
from parvis.civics.formats.vocabulary import TRANSPORT, key

_CIRCLED = {
    chr(start + number): str(number + first)
    for start, first, count in ((0x2460, 1, 20), (0x2780, 1, 10), (0x278A, 1, 10), (0x24F5, 1, 10))
    for number in range(count)
}
_CIRCLE = re.compile("([" + "".join(_CIRCLED) + "])")
_LINE = r"(?:[1-9]\d{0,2}(?:\s?bis)?|[A-HJ-NPRTU]|N\d{2,3}|T\d{1,2}[ab]?|Balabus|Orlybus|Noctilien)"
_LIST = rf"{_LINE}(?:(?:\s*(?:,|et|/|&|and)\s*){_LINE})*"
_BEFORE = re.compile(rf"^(?:lignes?\s+)?({_LIST})\s*(?:[–—:-]\s*|\s(?=[^\W\d_]{{3}}))(.+)$", re.IGNORECASE)
_AFTER = re.compile(rf"^(.+?)\s*\((?:lignes?\s+)?({_LIST})\)$", re.IGNORECASE)
_ONLY = re.compile(rf"^(?:lignes?\s+)?({_LIST})$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*,\s*(?=lignes?\s+\w{1,3}\s*:)|\s+[–—-]\s+(?=[\w]{1,3}\s*:)", re.IGNORECASE)
_MODE = re.compile(r"\b(m[ée]tro|rer|trains?|tram(?:way)?s?|bus|v[ée]lib'?|parking|subway)\b\s*:?\s*", re.IGNORECASE)


def mode_of(word: str) -> str | None:
    """The mode of transport that a label names, or None."""
    return TRANSPORT.get(key(word))


def lines_of(mode: str, text: str) -> tuple[TransportLine, ...]:
    """Lines of one mode: "Lignes 1 et 11 – Hôtel de Ville", "Ségur (ligne 10)", "38, 47, Balabus", "➅ Cambronne ➇ …".

    What is not understood is kept whole as a note.
    """
    text = " ".join(text.split())
    if not text:
        return ()
    if _CIRCLE.search(text):
        return _circled(mode, text)
    return tuple(_one(mode, part.strip(" ,;")) for part in _SPLIT.split(text) if part.strip(" ,;"))


def lines_in(text: str) -> tuple[TransportLine, ...]:
    """Lines of a sentence that names its modes: "Métro 6 : Boissière RER A : Étoile"; () without any."""
    text = " ".join(text.split())
    marks = list(_MODE.finditer(text))
    found: list[TransportLine] = []
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        found += lines_of(mode_of(mark[1].rstrip("s")) or mode_of(mark[1]) or "other", text[mark.end() : end])
    return tuple(found)


def _circled(mode: str, text: str) -> tuple[TransportLine, ...]:
    pieces = _CIRCLE.split(text)
    found = []
    numbers: list[str] = []
    for piece in pieces[1:]:
        if piece in _CIRCLED:
            numbers.append(_CIRCLED[piece])
        elif piece.strip(" ,;-–"):
            found.append(TransportLine(mode, tuple(numbers), piece.strip(" ,;")))
            numbers = []
    return tuple(found)


def _one(mode: str, text: str) -> TransportLine:
    for pattern, lines_at, stop_at in ((_ONLY, 1, 0), (_AFTER, 2, 1), (_BEFORE, 1, 2)):
        match = pattern.match(text)
        if match:
            lines = tuple(re.split(r"\s*(?:,|/|&|\bet\b|\band\b)\s*", match[lines_at]))
            return TransportLine(mode, lines, match[stop_at].strip(" :–—-") if stop_at else "")
    if len(text) <= 60 and text[:1].isupper() and "," not in text:
        return TransportLine(mode, (), text)
    return TransportLine(mode, note=text)
