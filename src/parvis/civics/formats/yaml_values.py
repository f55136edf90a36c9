"""What both YAML parsers collect, and the one rule for bare words."""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True)
class Duplicate:
    """A key given twice in one mapping: where it is, and where it was first given."""

    path: Path
    line: int
    first_line: int


@dataclass
class Collected:
    """Values of a YAML text while it is being read."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)
    block_scalars: set[Path] = field(default_factory=set)


def bare_word(text: str) -> str | bool | None:
    """The value of an unquoted scalar: true, false and null (YAML 1.2 core schema), else the text itself."""
    return _WORDS.get(text, text)
