"""The files a command line names: found, read, or refused with a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parvis.civics.checks.finding import Words, say

PAGE_SUFFIXES = (".md", ".markdown", ".txt")
LARGEST = 20_000_000  # bytes; a page is some thousand
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to check: its text, or the sentence that says why it cannot be checked."""

    path: str
    text: str = ""
    problem: Words | None = None


def read_inputs(paths: Iterable[str]) -> Iterator[Input]:
    """The files named, those of the folders named (in order, without hidden ones); each once."""
    seen: set[str] = set()
    for path in paths:
        for found in _files(path):
            key = os.path.realpath(found) if isinstance(found, str) else found.path
            if key not in seen:
                seen.add(key)
                yield found if isinstance(found, Input) else _read(found)


def _files(path: str) -> Iterator[str | Input]:
    if not os.path.isdir(path):  # noqa: PTH112 -- a Path would turn "./page.md" into "page.md": we print what was typed
        yield path
        return
    empty = True
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(PAGE_SUFFIXES) and not name.startswith("."):
                empty = False
                yield os.path.join(folder, name)  # noqa: PTH118 -- as above
    if empty:
        listed = ", ".join(PAGE_SUFFIXES)
        yield Input(
            path,
            problem=say(
                fr=f"ce dossier ne contient aucune page ({listed}).", en=f"this folder holds no page ({listed})."
            ),
        )


def _read(path: str) -> Input:
    try:
        file = Path(path)
        if file.stat().st_size > LARGEST:
            size = LARGEST // 1_000_000
            return Input(path, problem=say(fr=f"le fichier dépasse {size} Mo.", en=f"the file is over {size} MB."))
        data = file.read_bytes()
    except FileNotFoundError:
        return Input(path, problem=say(fr="il n'y a pas de fichier à ce nom.", en="there is no such file."))
    except PermissionError:
        return Input(
            path, problem=say(fr="la lecture du fichier n'est pas permise.", en="reading the file is not allowed.")
        )
    except (OSError, ValueError) as error:
        return Input(path, problem=say(fr=f"lecture impossible ({error}).", en=f"cannot be read ({error})."))
    if b"\x00" in data or data.startswith(_BINARY):
        return Input(path, problem=say(fr="ce n'est pas du texte.", en="this is not text."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Input(
            path,
            problem=say(
                fr=f"ligne {line}, ce n'est pas de l'UTF-8 ; enregistrer le fichier en UTF-8.",
                en=f"line {line} is not UTF-8; save the file as UTF-8.",
            ),
        )
    if not text.strip():
        return Input(path, problem=say(fr="le fichier est vide.", en="the file is empty."))
    return Input(path, text)
