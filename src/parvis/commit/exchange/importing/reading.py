"""A file → commitments and refused rows, whichever of the formats it is."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import Any

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import Guess, Mapping, Table, Tabled, guessed, read_csv, read_table
from parvis.civics.formats.plans.from_decidim import is_decidim, read_decidim

LARGEST = 5_000_000  # bytes
MOST_ROWS = 5_000


def is_decidims(data: bytes) -> bool:
    """Whether the file says by itself how it is to be read: results of a Decidim, as JSON or CSV."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return True
    try:
        return is_decidim(read_table(data))
    except FormatError:
        return False


def opened(data: bytes) -> Table:
    """The table of a file; FormatError when it is none, or too long."""
    if len(data) > LARGEST:
        raise FormatError(
            f"Le fichier dépasse {LARGEST // 1_000_000} Mo : coupez-le en deux.",
            f"The file is over {LARGEST // 1_000_000} MB: cut it in two.",
        )
    table = read_table(data)
    if len(table.rows) > MOST_ROWS:
        raise FormatError(
            f"Le tableau a {len(table.rows)} lignes ; {MOST_ROWS} au plus à la fois.",
            f"The table has {len(table.rows)} rows; {MOST_ROWS} at most at once.",
        )
    return table


def guesses_of(data: bytes) -> list[Guess]:
    """What each header probably holds, to be shown."""
    return guessed(opened(data))


def tabled(data: bytes, mapping: Mapping | None, language: str) -> Tabled:
    """What the file holds; a table needs a mapping, results of a Decidim have none."""
    if is_decidims(data):
        return read_decidim(data, language=language)
    if mapping is None:
        raise FormatError(
            "Dites d’abord ce que contient chaque colonne.", "First say what each column holds.", field="mapping"
        )
    return read_csv(opened(data), mapping, language=language)


def as_stored(mapping: Mapping) -> dict[str, Any]:
    """The mapping as JSON keeps it."""
    return {
        "columns": dict(mapping.columns),
        "fixed": dict(mapping.fixed),
        "words": {name: dict(words) for name, words in mapping.words.items()},
        "list_separator": mapping.list_separator,
    }


def from_stored(stored: Map[str, Any]) -> Mapping | None:
    """The mapping that `as_stored` wrote; None for none yet."""
    return Mapping(**stored) if stored else None
