"""Front matter of a Jekyll page: values, the line of each, keys given twice, and the body.

Scalars stay text as written: no date is parsed (YAML would turn `00:00 +01:00` into the day before in UTC), no
number either (a postcode keeps its zeros). Only a bare `true`, `false` or `null` is converted, so that a quoted
`'null'` can still be told from an empty value.

Two parsers give the same answer (tested against each other): a line scanner for the block style that content
managers write, some thirty times faster, and ruamel.yaml for whatever the scanner does not know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from parvis.civics.formats import block_yaml, full_yaml
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.yaml_values import Collected, Duplicate, Path

__all__ = ["Duplicate", "FrontMatter", "Path", "split"]

_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """A page cut in two, with 1-based line numbers counted from the top of the file.

    present      False when the text has no front matter; `body` is then the whole text
    data         values by key: str, bool, None, list or dict; of a key given twice, the last value (as YAML readers do)
    lines        line of each value by path: ("event_start_date",), ("acces", 0, "lignes", 1, "nom")
    duplicates   keys given twice in the same mapping, in order of appearance
    raw          text between the fences, verbatim
    body_line    line of the first character of `body`
    """

    present: bool
    data: Mapping[str, Any]
    lines: Mapping[Path, int]
    duplicates: tuple[Duplicate, ...]
    raw: str
    body: str
    body_line: int
    block_scalars: frozenset[Path] = field(default_factory=frozenset)

    def line(self, *path: str | int) -> int:
        """Line of a value, or of the nearest parent that has one, or 1."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1

    def text_line(self, *path: str | int) -> int:
        """Line of the first character of a text value: the line after the key for `|` blocks."""
        return self.line(*path) + (1 if path in self.block_scalars else 0)


@lru_cache(maxsize=2)  # recognising a page and reading it ask for the same text
def split(text: str) -> FrontMatter:
    """Cut a page into front matter and body.

    raises   FormatError naming the line when the front matter is not closed or is not valid YAML
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(False, {}, {}, (), "", text.removeprefix("\ufeff"), 1)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise FormatError(
            "Ligne 1 : l’en-tête ouvert par « --- » n’est jamais fermé.",
            "Line 1: the front matter opened by “---” is never closed.",
            line=1,
        )
    raw = text[opening.end() : closing.start()]
    body_start = closing.end() + 1 if closing.end() < len(text) else closing.end()
    collected = _values(raw.replace("\r\n", "\n"))
    return FrontMatter(
        present=True,
        data=collected.data,
        lines=collected.lines,
        duplicates=tuple(collected.duplicates),
        raw=raw,
        body=text[body_start:],
        body_line=2 + raw.count("\n") + 1,
        block_scalars=frozenset(collected.block_scalars),
    )


def _values(raw: str) -> Collected:
    try:
        return block_yaml.scan(raw, first_line=2)
    except block_yaml.UnknownStyleError:
        return full_yaml.load(raw, first_line=2)
