"""The lines of a commitment page, each told what it is and under which headings it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parvis.civics.formats.commitment import Printed
from parvis.civics.formats.readers import commitment_words as words

_IDENTIFIER = re.compile(r"^(?P<title>\S.{1,150}?)\s*\((?P<id>[A-Z]{2,4}[0-9]{3,6})\)$")
_MILESTONE = re.compile(r"^(?P<number>[0-9]{1,3}\.[0-9]{1,2})\.?\s+(?P<text>\S.*)$")
_NUMBERED = re.compile(r"^(?P<number>[0-9]{1,3})\.\s+(?P<text>\S.*)$")
_FOOTNOTE = re.compile(r"^\[(?P<mark>\^?\w{1,8})\]:?\s+(?P<text>\S.*)$")
_BULLET = re.compile(r"^(?:[•*–—-]|(?P<number>[0-9]{1,2})[.)]|[a-z]\))\s+(?P<text>\S.*)$")
_CITED = re.compile(r"https?://\S+.*\((?:consulté|accessed|retrieved|viewed)\b", re.IGNORECASE)
_LONGEST_LABEL = 90  # letters before a colon: more is a sentence

TOPS = {"overview": "head", "description": "description", "mid-term": "mid-term", "end-of-term": "end-of-term"}
# Headings that belong to the head of the page until its description begins.
IN_HEAD = frozenset({"glance", "institutions", "policy-areas", "irm", "design", "implementation"})


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its words, what it is, and where it stands.

    kind     "heading", "label", "identifier", "commitment", "milestone", "footnote", "citation", "bullet", "residue"
             or "text"; blank lines are no rows
    code     of the heading or label
    text     the line on one line with plain spaces; `value` is what follows its label, number or mark
    top      "head", "description", "mid-term" or "end-of-term"; `section` is the last heading below it
    """

    line: int
    text: str
    kind: str
    code: str = ""
    value: str = ""
    number: str = ""
    language: str = ""
    top: str = "head"
    section: str = ""
    value_line: int = 0

    @property
    def printed(self) -> Printed:
        """Its value where it is read, or why there is none."""
        label = self.text.partition(":")[0].strip() if self.kind == "label" else ""
        return Printed(self.value, self.value_line or self.line, label, words.absence_of(self.value))


def rows_of(text: str) -> list[Row]:
    """The rows of a page, in order; a label's value may stand on the line that follows at once, never further."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    found: list[Row] = []
    top, section, skip = "head", "", -1
    for index, line in enumerate(lines):
        if not line or index == skip:
            continue
        row = _row(index + 1, line)
        if row.kind == "label" and not row.value and index + 1 < len(lines) and (below := lines[index + 1]):
            candidate = _row(index + 2, below)
            if candidate.kind == "text":
                row, skip = replace(row, value=candidate.text, value_line=index + 2), index + 1
        if row.kind == "heading":
            top = TOPS.get(row.code, top)
            section = row.code if row.code not in TOPS else ""
        found.append(replace(row, top=top, section=section))
    return found


def _row(number: int, line: str) -> Row:
    label, colon, value = line.partition(":")
    if colon and len(label) <= _LONGEST_LABEL and (known := words.label_of(label)):
        return Row(number, line, "label", known[0], value.strip(), language=known[1])
    if words.is_residue(line):
        return Row(number, line, "residue")
    if heading := words.heading_of(line):
        return Row(number, line, "heading", heading[0], language=heading[1])
    if match := _IDENTIFIER.match(line):
        return Row(number, line, "identifier", value=match["title"], number=match["id"])
    if match := _MILESTONE.match(line):
        return Row(number, line, "milestone", value=match["text"], number=match["number"])
    if match := _FOOTNOTE.match(line):
        return Row(number, line, "footnote", value=match["text"], number=match["mark"])
    if _CITED.search(line):
        return Row(number, line, "citation", value=line)
    if match := _NUMBERED.match(line):
        return Row(number, line, "commitment", value=match["text"], number=match["number"])
    if match := _BULLET.match(line):
        return Row(number, line, "bullet", value=match["text"], number=match["number"] or "")
    return Row(number, line, "text", value=line)


def under(rows: list[Row], top: str, section: str | None = None) -> Iterator[Row]:
    """The rows below a heading, or below any heading of a part."""
    return (row for row in rows if row.top == top and (section is None or row.section == section))
