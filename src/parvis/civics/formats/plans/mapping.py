"""Which column of a file holds what: guessed to be shown, kept in a file, applied only when somebody said so."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.plans.columns import BY_NAME, column_of, is_a_reviewers
from parvis.civics.formats.plans.table import Table
from parvis.civics.formats.vocabulary import key

SAME, GUESSED, REVIEWERS, UNKNOWN = "same", "guessed", "reviewers", "unknown"
LIST_SEPARATORS = ("|", ";", ",", "/", "\n")


@dataclass(frozen=True)
class Mapping:
    """How a table is read.

    columns          header → name of a column (`columns.NAMES`); "" = the column is left out
    fixed            name of a column → the value that every row takes where its cell is empty
    words            name of a column → {word of the file: our value}
    list_separator   between the items of a cell
    """

    columns: Map[str, str]
    fixed: Map[str, str] = field(default_factory=dict)
    words: Map[str, Map[str, str]] = field(default_factory=dict)
    list_separator: str = "|"


@dataclass(frozen=True)
class Guess:
    """What a header probably holds, and why: its name, a usual name, a reviewer's judgement (left out), or unknown."""

    header: str
    column: str
    why: str


def guessed(table: Table) -> list[Guess]:
    """One guess a column of the table, in its order; a column is given to one header only, the first.

    Nothing is imported on the strength of a guess: it is shown, and applied when a person or a file says so.
    """
    taken: set[str] = set()
    guesses = []
    for header in table.header:
        column = column_of(header)
        if is_a_reviewers(header):
            guesses.append(Guess(header, "", REVIEWERS))
        elif not column or column in taken:
            guesses.append(Guess(header, "", UNKNOWN))
        else:
            taken.add(column)
            guesses.append(Guess(header, column, SAME if key(header) == key(column) else GUESSED))
    return guesses


def mapping_of(guesses: list[Guess], *, list_separator: str = "|", fixed: Map[str, str] | None = None) -> Mapping:
    """The mapping that follows the guesses, once somebody said that they are right."""
    columns = {guess.header: guess.column for guess in guesses if guess.header}
    return Mapping(columns, fixed or {}, {}, list_separator)


def read_mapping(text: str) -> Mapping:
    """A mapping file (TOML).

    raises   FormatError naming the line, the header or the column at fault
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise FormatError(
            f"Ce fichier de correspondance n’est pas du TOML : {error}.", f"This mapping file is not TOML: {error}."
        ) from None
    unknown = sorted(set(data) - {"columns", "fixed", "words", "list_separator"})
    if unknown:
        raise FormatError(
            f"Fichier de correspondance : « {unknown[0]} » n’en est pas une partie (columns, fixed, words, "
            "list_separator).",
            f"Mapping file: “{unknown[0]}” is no part of it (columns, fixed, words, list_separator).",
            field=unknown[0],
        )
    words = data.get("words", {})
    found = Mapping(
        columns=_table(data.get("columns", {}), "columns"),
        fixed=_table(data.get("fixed", {}), "fixed"),
        words={name: _table(table, f"words.{name}") for name, table in words.items()} if _is_table(words) else {},
        list_separator=data.get("list_separator", "|"),
    )
    check(found)
    return found


def check(mapping: Mapping) -> None:
    """Raises FormatError when the mapping names a column that does not exist, or gives one to two headers."""
    seen: dict[str, str] = {}
    for header, column in mapping.columns.items():
        _known(column, header)
        if column and column in seen:
            raise FormatError(
                f"« {seen[column]} » et « {header} » vont toutes deux dans « {column} » : gardez-en une.",
                f"“{seen[column]}” and “{header}” both go to “{column}”: keep one of them.",
                field=column,
            )
        seen[column] = header
    for name in (*mapping.fixed, *mapping.words):
        _known(name, name)
    if mapping.list_separator not in LIST_SEPARATORS:
        raise FormatError(
            f"« {mapping.list_separator} » ne peut pas séparer les éléments d’une cellule (| ; , / ou ligne).",
            f"“{mapping.list_separator}” cannot separate the items of a cell (| ; , / or a line break).",
            field="list_separator",
        )
    if "title" not in seen and "milestone_title" not in seen:
        raise FormatError(
            "Aucune colonne n’est désignée comme l’intitulé (« title ») des engagements.",
            "No column is said to be the title (“title”) of the commitments.",
            field="title",
        )


def write_mapping(mapping: Mapping) -> str:
    """The mapping as a TOML file that `read_mapping` reads back, with a line that says how to change it."""
    lines = [
        "# Left: a header of the file. Right: what it holds (see the list of columns); empty leaves it out.",
        f"list_separator = {_quoted(mapping.list_separator)}",
        "",
        "[columns]",
        *(f"{_quoted(header)} = {_quoted(column)}" for header, column in mapping.columns.items()),
    ]
    if mapping.fixed:
        lines += ["", "[fixed]", *(f"{name} = {_quoted(value)}" for name, value in mapping.fixed.items())]
    for name, table in mapping.words.items():
        lines += ["", f"[words.{name}]", *(f"{_quoted(word)} = {_quoted(value)}" for word, value in table.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _known(column: str, said: str) -> None:
    if column and column not in BY_NAME:
        raise FormatError(
            f"« {said} » : il n’y a pas de colonne « {column} ».",
            f"“{said}”: there is no column “{column}”.",
            field=column,
        )


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _table(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or any(not isinstance(one, str) for one in value.values()):
        raise FormatError(
            f"Fichier de correspondance : « {where} » doit associer des textes à des textes.",
            f"Mapping file: “{where}” must map texts to texts.",
            field=where,
        )
    return {" ".join(name.split()): one for name, one in value.items()}
