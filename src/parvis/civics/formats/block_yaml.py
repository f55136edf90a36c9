"""A line scanner for the block YAML that content managers write; it refuses what it does not know.

Known: block mappings and lists, bare, 'single' and "double" quoted scalars on one or several lines, `|` blocks.
Anything else (flow style, anchors, tags, comments, `>` blocks, tabs, documents) raises UnknownStyleError: the caller
then hands the text to ruamel.yaml. The scanner may be incomplete, never wrong.
"""

import re
from typing import Any

from parvis.civics.formats.yaml_values import Collected, Duplicate, Path, bare_word

_KEY = re.compile(r"([^\W\d][\w.-]*(?: [\w.-]+)*):(?: +(.*))?$")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.|$)", re.DOTALL)
_SIMPLE = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "t": "\t", "r": "\r", " ": " "}
_NOT_BARE = frozenset("&*!|>'\"%@`{[]},?#-:")
_LEVELS = 12


class UnknownStyleError(Exception):
    """The text uses YAML that the scanner does not know."""


def scan(raw: str, *, first_line: int) -> Collected:
    """Values of a YAML mapping in block style; raises UnknownStyleError for anything else."""
    if "\t" in raw or "\r" in raw or "\x00" in raw or "\u2028" in raw or "\u2029" in raw or "\x85" in raw:
        raise UnknownStyleError
    return _Scanner(raw.split("\n"), first_line).document()


class _Scanner:
    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.indents = [len(line) - len(line.lstrip(" ")) if line.strip(" ") else -1 for line in lines]
        self.first_line = first_line
        self.at = 0
        self.collected = Collected()

    def document(self) -> Collected:
        self.skip_blank()
        if self.at < len(self.lines):
            self.collected.data = self.mapping(0, ())
            if self.at < len(self.lines):
                raise UnknownStyleError
        return self.collected

    def skip_blank(self) -> None:
        while self.at < len(self.lines) and self.indents[self.at] < 0:
            self.at += 1

    def indent(self) -> int:
        """Indentation of the next line that is not blank; -1 at the end."""
        indents, count = self.indents, len(self.lines)
        while self.at < count:
            if indents[self.at] >= 0:
                return indents[self.at]
            self.at += 1
        return -1

    def mapping(self, indent: int, path: Path, first: str | None = None) -> dict[str, Any]:
        """The mapping at this indentation; `first` is its first line when it follows a list dash."""
        if len(path) > _LEVELS:
            raise UnknownStyleError
        found: dict[str, Any] = {}
        while True:
            if first is None:
                if self.indent() != indent:
                    break
                text = self.lines[self.at][indent:]
                if text.startswith("- ") or text == "-":
                    if path:
                        break
                    raise UnknownStyleError
            else:
                text, first = first, None
            match = _KEY.match(text)
            if not match:
                raise UnknownStyleError
            key: str = match.group(1)
            rest: str = match.group(2) or ""
            here = (*path, key)
            line = self.at + self.first_line
            if not isinstance(bare_word(key), str):
                raise UnknownStyleError
            if key in found:
                self.collected.duplicates.append(Duplicate(here, line, self.collected.lines[here]))
            self.collected.lines[here] = line
            found[key] = self.value(rest, indent, here)
        if self.indent() > indent:
            raise UnknownStyleError
        return found

    def value(self, rest: str, indent: int, path: Path) -> Any:
        """The value after `key:`; leaves the cursor after it."""
        rest = rest.strip(" ")
        if rest:
            return self.scalar(rest, indent, path)
        self.at += 1
        inner = self.indent()
        if inner < indent:
            return None
        text = self.lines[self.at][inner:] if inner >= 0 else ""
        if inner >= indent and (text.startswith("- ") or text == "-"):
            return self.sequence(inner, path)
        if inner > indent:
            if not _KEY.match(text):
                raise UnknownStyleError
            return self.mapping(inner, path)
        return None

    def sequence(self, indent: int, path: Path) -> list[Any]:
        if len(path) > _LEVELS:
            raise UnknownStyleError
        items: list[Any] = []
        while self.indent() == indent:
            text = self.lines[self.at][indent:]
            if not (text.startswith("- ") or text == "-"):
                break
            here = (*path, len(items))
            self.collected.lines[here] = self.at + self.first_line
            rest = text[2:]
            content = rest.lstrip(" ")
            if not content or content.startswith("- ") or content == "-":
                raise UnknownStyleError
            if _KEY.match(content):
                items.append(self.mapping(indent + 2 + len(rest) - len(content), here, content))
            else:
                items.append(self.scalar(content.rstrip(" "), indent, here))
        if self.indent() > indent:
            raise UnknownStyleError
        return items

    def scalar(self, text: str, indent: int, path: Path) -> Any:
        opening = text[0]
        if opening == '"':
            return self.double_quoted(text, indent)
        if opening == "'":
            return self.single_quoted(text, indent)
        if opening == "|":
            return self.literal(text, indent, path)
        if opening in _NOT_BARE:
            raise UnknownStyleError
        return self.bare(text, indent)

    def bare(self, text: str, indent: int) -> Any:
        parts = [text]
        self.at += 1
        while self.indent() > indent:
            parts.append(self.lines[self.at].strip(" "))
            self.at += 1
        if any(": " in part or " #" in part or part.endswith(":") or part.startswith("#") for part in parts):
            raise UnknownStyleError
        if len(parts) == 1:
            return bare_word(text)
        return bare_word(self.folded(parts))

    def folded(self, parts: list[str]) -> str:
        # blank lines inside a bare scalar would mean a paragraph: rare, left to ruamel
        count = len(parts)
        last = self.at - 1
        while not self.lines[last].strip(" "):
            last -= 1
        if any(not line.strip(" ") for line in self.lines[last - count + 1 : last + 1]):
            raise UnknownStyleError
        return " ".join(parts)

    def quoted_lines(self, text: str, indent: int, closing: re.Pattern[str]) -> str:
        """The inside of a quoted scalar, its lines folded, up to the closing quote at the end of a line."""
        gathered = text[1:]
        match = closing.match(gathered)
        breaks = 0
        while not match:
            self.at += 1
            if self.at >= len(self.lines):
                raise UnknownStyleError
            line = self.lines[self.at]
            stripped = line.strip(" ")
            if not stripped:
                breaks += 1
                continue
            if len(line) - len(line.lstrip(" ")) <= indent:
                raise UnknownStyleError
            if gathered.endswith("\\") or stripped.startswith("\\"):
                raise UnknownStyleError  # escaped line breaks: left to ruamel
            gathered = gathered.rstrip(" ") + ("\n" * breaks if breaks else " ") + stripped
            breaks = 0
            match = closing.match(gathered)
        if match.end() != len(gathered):
            raise UnknownStyleError
        self.at += 1
        return match.group(1)

    def double_quoted(self, text: str, indent: int) -> str:
        inside = self.quoted_lines(text, indent, _DOUBLE)
        if "\\" not in inside:
            return inside
        return _ESCAPE.sub(_unescape, inside)

    def single_quoted(self, text: str, indent: int) -> str:
        return self.quoted_lines(text, indent, _SINGLE).replace("''", "'")

    def literal(self, text: str, indent: int, path: Path) -> str:
        chomping = text[1:]
        if chomping not in ("", "-", "+"):
            raise UnknownStyleError
        self.collected.block_scalars.add(path)
        self.at += 1
        first = self.at
        while first < len(self.lines) and not self.lines[first].strip(" "):
            if self.lines[first]:
                raise UnknownStyleError
            first += 1
        if first >= len(self.lines):
            raise UnknownStyleError
        inner = len(self.lines[first]) - len(self.lines[first].lstrip(" "))
        if inner <= indent:
            raise UnknownStyleError
        gathered: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line[:inner].strip(" "):
                break
            gathered.append(line[inner:])
            self.at += 1
        if self.at == len(self.lines) and gathered and not gathered[-1]:
            gathered.pop()  # what follows the last line break of the text is not a line
        block = "\n".join(gathered)
        if chomping == "+":
            return block + "\n"
        return block.rstrip("\n") + ("" if chomping == "-" else "\n")


_DOUBLE = re.compile(r'((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = re.compile(r"((?:[^']|'')*)'(?!')", re.DOTALL)


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    if code in _SIMPLE:
        return _SIMPLE[code]
    if len(code) in (3, 5):
        point = int(code[1:], 16)
        if 0xD800 <= point <= 0xDFFF:
            raise UnknownStyleError
        return chr(point)
    raise UnknownStyleError
