"""Catalogues of translations: where they are, how they are compiled. Needs neither Django nor a database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1]
LANGUAGE = "fr"


def catalogues() -> Iterator[Path]:
    """The French catalogue of each app, in a stable order."""
    yield from sorted(SOURCE.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def compile_catalogues() -> list[Path]:
    """Write the `.mo` beside each `.po` that is newer than it; returns those written."""
    written = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Several processes may compile at once (workers, tests): each writes apart, then swaps.
        draft = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        written.append(target)
    return written
