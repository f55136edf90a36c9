"""A commitment page of an action plan: kept word for word and put aside, its milestones listed."""

import re

from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.model import Child, EventDocument
from parvis.civics.formats.readers.markup import lines_of
from parvis.civics.formats.readers.page import slug_of

_IDENTIFIER = re.compile(r"^(.{3,120}?)\s*\(([A-Z]{2}\d{4})\)$")
_MILESTONE = re.compile(r"^(\d{1,3}\.\d{1,2})\.?\s+(\S.*)$")
_COMMITMENT = re.compile(r"^(\d{1,3})\.\s+(\S.*)$")


def read(text: str, name: str) -> list[EventDocument]:
    """One quarantined document with its title and its milestones as children: read in full by a later capability."""
    lines = lines_of(text.removeprefix("\ufeff").replace("\r\n", "\n"), 1)
    title, number = "", ""
    children: dict[tuple[str, str], Child] = {}
    for line in lines:
        raw = " ".join(line.raw.split())
        if not title and (match := _IDENTIFIER.match(raw)):
            title, number = match[1], match[2]
        elif match := _MILESTONE.match(raw):
            children.setdefault(("milestone", match[1]), Child("milestone", match[1], match[2], line.number))
        elif match := _COMMITMENT.match(raw):
            children.setdefault(("commitment", match[1]), Child("commitment", match[1], match[2], line.number))
    return [
        EventDocument(
            kind="commitment-page",
            title=title or next((line.words for line in lines if not line.blank), ""),
            path=name,
            external_id=slug_of(name),
            body=text.strip(),
            number=number,
            children=tuple(children.values()),
            doubts=(doubt("read-later", "kind", "commitment-page", line=1, blocking=True),),
            source=text,
        )
    ]
