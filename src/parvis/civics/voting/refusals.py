"""What the counting library says when it cannot count: one sentence in two languages, with the place of the fault."""

from __future__ import annotations

from collections.abc import Mapping


class InvalidElection(ValueError):
    """The election cannot be counted.

    message   {"fr", "en"}: what is wrong and what to do, without the place
    section   "META", "PROJECTS" or "VOTES" when the fault lies in a file; else ""
    line      1-based line of the file; 0 when the fault has no line
    """

    def __init__(self, fr: str, en: str, *, section: str = "", line: int = 0, file: str = "") -> None:
        self.message: Mapping[str, str] = {"fr": fr, "en": en}
        self.section = section
        self.line = line
        self.file = file
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The place and the message in one line, in "fr" or "en"."""
        place = [self.file] if self.file else []
        if self.line:
            place.append(f"ligne {self.line}" if language == "fr" else f"line {self.line}")
        if self.section:
            place.append(f"section {self.section}")
        colon = "\u202f: " if language == "fr" else ": "
        return (", ".join(place) + colon if place else "") + self.message[language]


class InvalidRule(ValueError):
    """A rule or one of its parameters makes no sense, in itself or for this election; `message` is {"fr", "en"}."""

    def __init__(self, fr: str, en: str) -> None:
        self.message: Mapping[str, str] = {"fr": fr, "en": en}
        super().__init__(en)
