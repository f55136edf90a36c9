"""From bytes to documents: decode, recognise, hand to the reader of that kind."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parvis.civics.formats.detect import kind
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.model import EventDocument
from parvis.civics.formats.readers import READERS

Reader = Callable[[str, str], list[EventDocument]]
LARGEST = 20_000_000  # bytes: an agenda export of 50,000 events; more is not a page but a mistake


@dataclass(frozen=True)
class Reading:
    """What one file gave: its documents, or the error that says why there are none."""

    path: Path
    documents: tuple[EventDocument, ...] = ()
    error: FormatError | None = None


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 (with or without BOM) or, failing that, Windows-1252 as French spreadsheets write it.

    raises   FormatError for binary content
    """
    if b"\x00" in data[:4096] or data[:4] in (b"%PDF", b"PK\x03\x04", b"\x89PNG"):
        raise FormatError("Ce fichier n’est pas du texte.", "This file is not text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            raise FormatError(
                f"Ligne {line} : ce n’est pas de l’UTF-8.", f"Line {line}: this is not UTF-8.", line=line
            ) from None


def read(data: bytes | str, name: str) -> list[EventDocument]:
    """Documents of one file, at least one.

    data     the file's content
    name     its path or name: kept in `path`, its stem is the slug of a page
    raises   FormatError, one sentence naming the line, row or field, when nothing can be read
    """
    text = data if isinstance(data, str) else decode(data)
    documents = READERS[kind(text, name)](text, name)
    if not documents:
        raise FormatError("Le fichier ne contient aucun événement.", "The file holds no event.")
    return documents


def iter_read(paths: Iterable[Path]) -> Iterator[Reading]:
    """Read files one at a time: only the current one is in memory; a file at fault does not stop the others."""
    for path in paths:
        try:
            if path.stat().st_size > LARGEST:
                raise FormatError(
                    f"Le fichier dépasse {LARGEST // 1_000_000} Mo.", f"The file is over {LARGEST // 1_000_000} MB."
                )
            yield Reading(path, tuple(read(path.read_bytes(), str(path))))
        except FormatError as error:
            yield Reading(path, error=error)
        except OSError as error:
            reason = error.strerror or str(error)
            yield Reading(
                path, error=FormatError(f"Lecture impossible : {reason}.", f"The file cannot be read: {reason}.")
            )
