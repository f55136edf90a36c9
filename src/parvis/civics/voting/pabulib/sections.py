"""The three sections of a `.pb` file: META and PROJECTS as rows of cells, VOTES as raw lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.civics.voting.refusals import InvalidElection

TITLES = {"meta": "META", "projects": "PROJECTS", "votes": "VOTES"}


@dataclass(frozen=True)
class Row:
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sections:
    """META and PROJECTS rows (titles left out), and the lines of VOTES after its title with the first one's number."""

    meta: tuple[Row, ...]
    projects: tuple[Row, ...]
    votes: tuple[str, ...]
    votes_line: int


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark, with any line ends turned into \\n."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidElection(
            "ce texte n’est pas en UTF-8\u202f; enregistrez le fichier en UTF-8.",
            "this text is not UTF-8; save the file as UTF-8.",
            line=content.count(b"\n", 0, fault.start) + 1,
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def title_of(line: str) -> str | None:
    """META, PROJECTS or VOTES when the line is a section title (spreadsheets add semicolons after it)."""
    return TITLES.get(line.rstrip("; \t").strip(' \t"').lower()) if len(line) < 200 else None


def split_sections(text: str) -> Sections:
    """Cut the text at its section titles, in whatever order they stand.

    raises    InvalidElection when a section is missing or given twice
    """
    lines = text.split("\n")
    titles: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        title = title_of(line) if line[:1] in 'mMpPvV "\t' else None
        if title is None:
            continue
        if title in titles:
            raise InvalidElection(
                f"la section {title} apparaît une deuxième fois (déjà ligne {titles[title]})\u202f; gardez-en une.",
                f"section {title} appears a second time (already on line {titles[title]}); keep one.",
                section=title,
                line=number,
            )
        titles[title] = number
    for title in TITLES.values():
        if title not in titles:
            raise InvalidElection(
                f"il manque la section {title}\u202f; ajoutez une ligne «\u202f{title}\u202f», son en-tête"
                f" et ses lignes.",
                f"section {title} is missing; add a line “{title}”, its header and its rows.",
                section=title,
                line=len(lines),
            )
    ends = sorted([*titles.values(), len(lines) + 1])
    cut = {title: (at, next(end for end in ends if end > at) - 1) for title, at in titles.items()}
    first, last = cut["VOTES"]
    return Sections(
        meta=tuple(rows_of(lines, *cut["META"], "META")),
        projects=tuple(rows_of(lines, *cut["PROJECTS"], "PROJECTS")),
        votes=tuple(lines[first:last]),
        votes_line=first + 1,
    )


def rows_of(lines: list[str], first: int, last: int, section: str) -> Iterator[Row]:
    """The non-empty CSV rows of lines first+1 … last, each with the number of the line it starts on."""
    reader = csv.reader((line + "\n" for line in lines[first:last]), delimiter=";")
    while True:
        line = first + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise InvalidElection(
                "cette ligne ne se lit pas\u202f; vérifiez ses guillemets.",
                "this row cannot be read; check its quotation marks.",
                section=section,
                line=line,
            ) from None
        if any(cell.strip() for cell in cells):
            yield Row(line, tuple(cell.strip() for cell in cells))


def cell_or_nothing(cell: str) -> str:
    """The cell, or "" when it holds the word None, which these files use for a missing value."""
    return "" if cell.lower() == "none" else cell
