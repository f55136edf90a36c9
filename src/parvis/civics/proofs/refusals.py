"""What cannot be read, in one sentence in two languages."""

from __future__ import annotations

from collections.abc import Mapping


class Unreadable(ValueError):
    """Bytes or values that are no document we can prove anything about; `message` is {"fr", "en"}."""

    def __init__(self, fr: str, en: str) -> None:
        self.message: Mapping[str, str] = {"fr": fr, "en": en}
        super().__init__(en)
