"""What the commands that bring documents in say on a terminal."""

from __future__ import annotations

import os
import sys


class Progress:
    """A bar on a terminal; silent when nobody watches."""

    WIDTH = 30

    def __init__(self, total: int) -> None:
        self.total = total
        self.shown = -1
        self.watched = total > 1 and sys.stderr.isatty()

    def show(self, done: int) -> None:
        percent = 100 * done // self.total
        if self.watched and percent != self.shown:
            self.shown = percent
            filled = self.WIDTH * done // self.total
            sys.stderr.write(f"\r[{'█' * filled}{'·' * (self.WIDTH - filled)}] {done}/{self.total}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def operator_language() -> str:
    """`fr` or `en`, as the operator's terminal asks; English when it says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "fr" if os.environ[name].lower().startswith("fr") else "en"
    return "en"


def complain(sentence: str) -> None:
    sys.stderr.write(f"parvis: {sentence}\n")
