"""Bytes of a spreadsheet's CSV → header and rows, with what had to be found out: letters and separator, both said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.civics.formats.errors import FormatError

SEPARATORS = {";": ("points-virgules", "semicolons"), ",": ("virgules", "commas"), "\t": ("tabulations", "tabs")}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "cp1252": "Windows-1252"}
LOOKED_AT = 20  # rows by which the separator is judged


@dataclass(frozen=True)
class TableRow:
    """Cells of one row; `number` is what a spreadsheet shows at its left, 1 being the header when it comes first."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it, empty ones left out.

    encoding    one of ENCODINGS; separator one of SEPARATORS
    """

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str
    separator: str
    header_row: int = 1

    @property
    def said(self) -> dict[str, str]:
        """How the file was read, in one sentence."""
        letters = ENCODINGS[self.encoding]
        french, english = SEPARATORS[self.separator]
        return {
            "fr": f"Fichier lu en {letters}, colonnes séparées par des {french}, {len(self.rows)} ligne(s).",
            "en": f"File read as {letters}, columns separated by {english}, {len(self.rows)} row(s).",
        }


def read_table(data: bytes | str) -> Table:
    """The table of a file.

    data     UTF-8 with or without BOM, or Windows-1252 as French spreadsheets write it; `;`, `,` or tab
    raises   FormatError, one sentence: not text, no header, the same header twice, no row, a quote never closed
    """
    text, encoding = _decoded(data) if isinstance(data, bytes) else (data.removeprefix("\ufeff"), "utf-8")
    if not text.strip():
        raise FormatError("Le fichier est vide.", "The file is empty.")
    separator = _separator(text)
    header: TableRow | None = None
    rows = []
    for row in _rows(text, separator):
        if header is None:
            header = row
        else:
            rows.append(row)
    if header is None or not rows:
        raise FormatError("Le tableau n’a aucune ligne sous son en-tête.", "The table has no row below its header.")
    names = tuple(" ".join(cell.split()) for cell in header.cells)
    named = [name for name in names if name]
    if twice := next((name for name in named if named.count(name) > 1), None):
        raise FormatError(
            f"Ligne {header.number} : deux colonnes s’appellent « {twice} » ; renommez-en une.",
            f"Row {header.number}: two columns are called “{twice}”; rename one of them.",
            line=header.number,
            field=twice,
        )
    return Table(names, tuple(rows), encoding, separator, header.number)


def _decoded(data: bytes) -> tuple[str, str]:
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FormatError(
            "C’est un classeur : enregistrez la feuille en CSV, puis apportez ce CSV.",
            "This is a workbook: save the sheet as CSV, then bring that CSV.",
        )
    if b"\x00" in data[:4096] or data[:4] in (b"%PDF", b"\x89PNG"):
        raise FormatError(
            "Ce fichier n’est pas du CSV en UTF-8 : enregistrez-le en « CSV UTF-8 ».",
            "This file is not CSV in UTF-8: save it as “CSV UTF-8”.",
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        bare = encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf")
        return text, "utf-8" if bare else encoding
    raise FormatError(
        "Les lettres de ce fichier ne sont ni de l’UTF-8 ni du Windows-1252 : enregistrez-le en « CSV UTF-8 ».",
        "The letters of this file are neither UTF-8 nor Windows-1252: save it as “CSV UTF-8”.",
    )


def _separator(text: str) -> str:
    """The separator under which the first rows have the most columns and agree on their number."""
    best, chosen = (0, 0), ","
    for separator in SEPARATORS:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                if any(cell.strip() for cell in cells):
                    widths.append(len(cells))
                if len(widths) == LOOKED_AT:
                    break
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            agreed = sum(width == widths[0] for width in widths)
            best, chosen = max((best, chosen), ((agreed, widths[0]), separator))
    return chosen


def _rows(text: str, separator: str) -> Iterator[TableRow]:
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            number += 1
            if any(cell.strip() for cell in cells):
                yield TableRow(number, tuple(cells))
    except csv.Error as error:
        raise FormatError(
            f"Ligne {number + 1} : ce CSV est mal formé ({error}).",
            f"Row {number + 1}: malformed CSV ({error}).",
            line=number + 1,
        ) from None
