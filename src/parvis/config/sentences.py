"""Sentences and mistakes in both languages, for when Django cannot start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """A sentence in both languages."""

    fr: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.fr if language.startswith("fr") else self.en


@dataclass(frozen=True)
class Mistake:
    """Something wrong with the configuration; `blocking` mistakes stop Parvis from starting."""

    variable: str
    text: Text
    blocking: bool = True

    def sentence(self, language: str) -> str:
        return f"{self.variable} : {self.text.fr}" if language.startswith("fr") else f"{self.variable}: {self.text.en}"


@dataclass(frozen=True)
class Variable:
    """One environment variable: `parse` raises ValueError when the text is not what is `expected`."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    meaning: Text
    expected: Text
    secret: bool = False


def listed(mistakes: tuple[Mistake, ...] | list[Mistake], language: str) -> str:
    """All the mistakes, one a line, blocking ones first."""
    ordered = sorted(mistakes, key=lambda mistake: not mistake.blocking)
    return "\n".join(f"  - {mistake.sentence(language)}" for mistake in ordered)


def operator_language(environ: Mapping[str, str]) -> str:
    """`fr` or `en`, as the operator's own terminal asks (LC_ALL, LC_MESSAGES, LANG); English when it says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "fr" if environ[name].lower().startswith("fr") else "en"
    return "en"
