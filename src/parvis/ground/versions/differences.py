"""What changed between two contents: part by part, word by word in texts, row by row in lists; ready to print."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Content = Mapping[str, Any]
Row = Mapping[str, Any]

TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
KEPT_AROUND = 24  # words and spaces left standing on each side of a change; what is longer is cut to "[…]"
ALIKE = 0.4  # share of words in common below which a stretch is struck whole rather than word by word
NAMES_OF_ROWS = ("title", "label", "name", "text", "value", "url", "organisation", "person", "picture", "source")


def as_text(part: str, value: Any) -> str:
    """A value as it is written, for contents that need no resolving."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(as_text(part, one) for one in value)
    if isinstance(value, Mapping):
        return " · ".join(filter(None, (as_text(part, one) for one in value.values())))
    return str(value)


@dataclass(frozen=True)
class Labels:
    """How the contents of one type are read out.

    parts   label of each part in the order of the page; of a column of rows as "sessions.title"
    said    (part, value) → the words of one value: a name for an identifier, a day in words; "" for nothing
    silent  parts and columns that only machines read
    """

    parts: Mapping[str, str]
    said: Callable[[str, Any], str] = as_text
    silent: frozenset[str] = frozenset()

    def label(self, part: str) -> str:
        return self.parts.get(part) or part.rpartition(".")[2].replace("_", " ")


@dataclass(frozen=True)
class RowDifference:
    """One row of a list. `change` is added, removed or changed; `word` says it; `parts` are empty unless changed."""

    change: str
    word: str
    title: str
    parts: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One part that is not the same: either words (`html`, safe, with <ins> and <del>) or rows."""

    part: str
    label: str
    html: SafeString
    rows: tuple[RowDifference, ...] = ()


def differences(before: Content, after: Content, labels: Labels) -> tuple[Difference, ...]:
    """What `after` says otherwise than `before`, in the order of the labels; a part that is missing counts as empty.

    Sessions, and all rows that have a `uid`, are matched by it; other rows by what they say, then by their place.
    """
    order = {part: place for place, part in enumerate(labels.parts)}
    parts = sorted({*before, *after} - labels.silent, key=lambda part: (order.get(part, len(order)), part))
    return tuple(found for part in parts if (found := one_part(part, before.get(part), after.get(part), labels)))


def changed_parts(before: Content, after: Content) -> frozenset[str]:
    """Names of the parts that are not the same; nothing, None and an empty list are one."""
    return frozenset(part for part in {*before, *after} if (before.get(part) or None) != (after.get(part) or None))


def one_part(part: str, before: Any, after: Any, labels: Labels) -> Difference | None:
    if (before or None) == (after or None):
        return None
    if of_rows(before) or of_rows(after):
        rows = tuple(row_differences(part, before or [], after or [], labels))
        return Difference(part, labels.label(part), mark_safe(""), rows) if rows else None
    if isinstance(before, list) or isinstance(after, list):
        html = items_html(part, before or [], after or [], labels)
    else:
        old, new = labels.said(part, before), labels.said(part, after)
        # What is said otherwise than it is written (a day, a name, a choice) is replaced as a whole.
        written = (before or "", after or "") == (old, new)
        html = words_html(old, new) if written else mark_safe(" ".join(filter(None, (deleted(old), inserted(new)))))
    return Difference(part, labels.label(part), html)


def of_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value)


def deleted(text: str) -> str:
    return marked("del", _("removed:"), text)


def inserted(text: str) -> str:
    return marked("ins", _("added:"), text)


def marked(tag: str, said: str, text: str) -> str:
    """The text in its element, which a screen reader does not always announce: hidden words say it."""
    return f'<{tag}><span class="hidden">{escape(said)} </span>{escape(text)}</{tag}>' if text else ""


def items_html(part: str, before: Sequence[Any], after: Sequence[Any], labels: Labels) -> SafeString:
    """Codes or identifiers: those that stay, those that go, those that come."""
    kept = [escape(labels.said(part, one)) for one in after if one in before]
    gone = [deleted(labels.said(part, one)) for one in before if one not in after]
    come = [inserted(labels.said(part, one)) for one in after if one not in before]
    return mark_safe(", ".join((*kept, *gone, *come)))


def words_html(before: str, after: str) -> SafeString:
    """The text with what went struck and what came marked, word by word; long unchanged stretches are cut short."""
    pieces: list[str] = []
    blocks = list(changes(before, after))
    for number, (old, new) in enumerate(blocks):
        if old == new:
            pieces.append(escape(shortened(old, first=number == 0, last=number == len(blocks) - 1)))
        else:
            pieces += [deleted(old), inserted(new)]
    return mark_safe("".join(pieces))


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """(old, new) stretches that follow one another; equal where nothing changed. Lines first, then their words."""
    old_lines, new_lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        old, new = "".join(old_lines[i1:i2]), "".join(new_lines[j1:j2])
        if tag == "replace":
            yield from word_changes(TOKENS.findall(old), TOKENS.findall(new))
        else:
            yield old, new


def word_changes(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """The same inside one stretch; a space between two changes belongs to them, and little in common is nothing."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        yield "".join(old), "".join(new)
        return
    gone = come = ""
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        before, after = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal" and (before.strip() or not (gone or come) or i2 == len(old)):
            if gone or come:
                yield gone, come
                gone = come = ""
            yield before, after
        else:
            gone, come = gone + before, come + after
    if gone or come:
        yield gone, come


def shortened(text: str, *, first: bool, last: bool) -> str:
    tokens = TOKENS.findall(text)
    head = [] if first else tokens[:KEPT_AROUND]
    tail = [] if last else tokens[-KEPT_AROUND:]
    if len(tokens) <= len(head) + len(tail) + 8:
        return text
    return "".join((*head, " […] ", *tail))


def row_differences(part: str, before: Sequence[Row], after: Sequence[Row], labels: Labels) -> Iterator[RowDifference]:
    for old, new in paired(before, after):
        if old is None and new is not None:
            yield RowDifference("added", _("added"), row_title(part, new, labels))
        elif new is None and old is not None:
            yield RowDifference("removed", _("removed"), row_title(part, old, labels))
        elif old is not None and new is not None:
            columns = tuple(column_differences(part, old, new, labels))
            if columns:
                yield RowDifference("changed", _("changed"), row_title(part, new, labels), columns)


def column_differences(part: str, old: Row, new: Row, labels: Labels) -> Iterator[Difference]:
    for column in dict.fromkeys((*new, *old)):
        name = f"{part}.{column}"
        if column == "uid" or name in labels.silent:
            continue
        found = one_part(name, old.get(column), new.get(column), labels)
        if found:
            yield found


def paired(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that are one another's former and present state, in the order of the page; None for none."""
    if any(row.get("uid") for row in (*before, *after)):
        known = {str(row.get("uid")): row for row in before if row.get("uid")}
        for row in after:
            yield known.pop(str(row.get("uid") or ""), None), row
        yield from ((row, None) for row in known.values())
        return
    old, new = [frozen(row) for row in before], [frozen(row) for row in after]
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = list(before[i1:i2]), list(after[j1:j2])
        both = min(len(gone), len(come))
        yield from zip(gone[:both], come[:both], strict=True)
        yield from ((row, None) for row in gone[both:])
        yield from ((None, row) for row in come[both:])


def frozen(row: Row) -> str:
    return json.dumps(dict(row), sort_keys=True, default=str)


def row_title(part: str, row: Row, labels: Labels) -> str:
    """What one calls the row: its first telling column."""
    for column in NAMES_OF_ROWS:
        if row.get(column) and (words := labels.said(f"{part}.{column}", row[column])):
            return words
    return ""
