"""What the pages of tables read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parvis.civics.formats.plans import Guess, Mapping, Table
from parvis.civics.formats.plans.mapping import REVIEWERS, SAME, guessed, mapping_of
from parvis.civics.formats.writers.csv_rows import safe
from parvis.commit.exchange import rules
from parvis.commit.exchange.importing.foreseeing import CREATE, LEFT, REFUSED, UNCHANGED, UPDATE
from parvis.commit.exchange.importing.reading import from_stored, opened
from parvis.commit.exchange.models import BroughtTable, TableState
from parvis.commit.plans.wording import part_labels

SHOWN, HISTORY = 100, 20
ACTIONS = (REFUSED, CREATE, UPDATE, LEFT, UNCHANGED)


@dataclass(frozen=True)
class Counted:
    number: int
    words: str


@dataclass(frozen=True)
class Row:
    """A row ready to print."""

    number: int
    verb: str
    title: str
    names: str
    parts: tuple[str, ...]
    reasons: tuple[str, ...]
    refused: bool
    with_it: tuple[int, ...]


@dataclass(frozen=True)
class TablePage:
    counts: tuple[Counted, ...]
    tabs: tuple[dict[str, Any], ...]
    rows: tuple[Row, ...]
    page: Page
    good: int
    refused: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file beside its choice: two values as examples, and what the guess rests on."""

    field: Any
    header: str
    examples: str
    note: str


def history(user: Any, page: str | None) -> Page:
    """Tables brought into the plans that the person writes, the latest first."""
    tables = rules.tables_of(user).select_related("plan", "by").defer("content", "rows", "notes")
    return Paginator(tables, HISTORY).get_page(page)


def table_page(table: BroughtTable, only: str, page: str | None) -> TablePage:
    """Rows of a table, a hundred a page, those that cannot be taken first; no query."""
    by_action = Counter(row["action"] for row in table.rows)
    only = only if only in by_action else ""
    wanted = [row for row in table.rows if not only or row["action"] == only]
    wanted.sort(key=lambda row: (row["action"] != REFUSED, row["row"]))
    shown = Paginator(wanted, SHOWN).get_page(page)
    labels = part_labels("commitment")
    return TablePage(
        counts=tuple(
            Counted(by_action[action], counted_words(action, by_action[action], done=table.state == TableState.DONE))
            for action in ACTIONS
            if by_action[action]
        ),
        tabs=tuple(tabs(by_action, only)),
        rows=tuple(row_of(row, labels, done=table.state == TableState.DONE) for row in shown),
        page=shown,
        good=by_action[CREATE] + by_action[UPDATE],
        refused=by_action[REFUSED],
        notes=tuple(table.notes),
    )


def counted_words(action: str, number: int, *, done: bool) -> str:
    match action:
        case "create":
            if done:
                return ngettext("commitment written", "commitments written", number)
            return ngettext("new commitment", "new commitments", number)
        case "update":
            if done:
                return ngettext("commitment changed", "commitments changed", number)
            return ngettext("commitment to change", "commitments to change", number)
        case "refused":
            return ngettext("row that cannot be taken", "rows that cannot be taken", number)
        case "left-out":
            return ngettext("commitment left alone", "commitments left alone", number)
    return ngettext("commitment unchanged", "commitments unchanged", number)


def verb_of(action: str, *, done: bool = False) -> str:
    if done:
        written = {CREATE: pgettext("commitment", "Written"), UPDATE: pgettext("commitment", "Changed")}
        if action in written:
            return written[action]
    return {
        CREATE: pgettext("commitment", "Create"),
        UPDATE: pgettext("commitment", "Change"),
        UNCHANGED: pgettext("commitment", "Unchanged"),
        REFUSED: pgettext("row", "Not taken"),
        LEFT: pgettext("commitment", "Left alone"),
    }.get(action, action)


def tabs(by_action: Counter[str], only: str) -> Iterator[dict[str, Any]]:
    yield {"label": _("All"), "url": "?", "current": not only, "count": sum(by_action.values())}
    for action in ACTIONS:
        if by_action[action]:
            label = verb_of(action)
            yield {"label": label, "url": f"?only={action}", "current": only == action, "count": by_action[action]}


def row_of(row: dict[str, Any], labels: dict[str, str], *, done: bool) -> Row:
    names = [_("no. %(number)s") % {"number": row["number"]}] if row["number"] else []
    return Row(
        number=row["row"],
        verb=verb_of(row["action"], done=done),
        title=row["title"],
        names=" · ".join([*names, *([row["id"]] if row["id"] else [])]),
        parts=tuple(labels.get(part, _("progress") if part == "reports" else part) for part in row["parts"]),
        reasons=tuple(row["reasons"]),
        refused=row["action"] == REFUSED,
        with_it=tuple(row["with_it"]),
    )


def start_of(table: BroughtTable) -> Mapping:
    """The mapping that was said, else the one that the headers suggest."""
    said = from_stored(table.mapping)
    return said or mapping_of(guessed(opened(bytes(table.content))))


def column_lines(form: Any, data: Table) -> list[ColumnLine]:
    """Each column of the file with its choice, in the order of the file."""
    guesses = {guess.header: guess for guess in guessed(data)}
    lines = []
    for field in form.columns():
        place = data.header.index(field.label)
        values = [cell for row in data.rows[:20] if place < len(row.cells) and (cell := row.cells[place].strip())]
        lines.append(
            ColumnLine(
                field=field,
                header=field.label,
                examples=" · ".join(value[:60] for value in dict.fromkeys(values[:2])),
                note=note_of(guesses[field.label]),
            )
        )
    return lines


def note_of(guess: Guess) -> str:
    if guess.why == REVIEWERS:
        return _("A reviewer’s judgement: it belongs in a review, not in what the institution declares.")
    if guess.column and guess.why != SAME:
        return _("guessed from its name")
    return "" if guess.column else _("not recognised")


def refused_rows(table: BroughtTable) -> Iterator[str]:
    """The rows of the file that cannot be taken, each with its reasons, to be corrected and brought again."""
    data = opened(bytes(table.content))
    why = {row["row"]: row for row in table.rows if row["action"] == REFUSED}
    beside = {number for row in why.values() for number in row["with_it"]}
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=data.separator)
    writer.writerow([*data.header, _("Why it cannot be taken")])
    for row in data.rows:
        if row.number in why or row.number in beside:
            reasons = " ".join(why[row.number]["reasons"]) if row.number in why else ""
            writer.writerow([*map(safe, row.cells), reasons])
    yield "\ufeff" + buffer.getvalue()
