"""What a check says: findings, and the registry of the rules that make them."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.civics.checks.page import Page

Words = Mapping[str, str]  # {"fr": …, "en": …}


class Severity(StrEnum):
    """How much a finding matters; errors alone make `parvis check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Flag:
    """What one rule saw at one place; the registry adds the rule's id and severity.

    line      from 1 in the file, front matter included
    quote     verbatim words of the file
    fact      what was computed, by name: dates in ISO form, counts, years
    severity  only where it differs from the rule's own
    """

    line: int
    quote: str
    message: Words
    suggestion: Words
    field: str = ""
    fact: Mapping[str, object] = dataclasses.field(default_factory=dict)
    severity: Severity | None = None
    column: int = 0  # of the quote in its line, from 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction, omission or slip, where it is and what to do about it."""

    rule: str
    severity: Severity
    line: int
    field: str
    quote: str
    message: Words
    suggestion: Words
    fact: Mapping[str, object]
    column: int = 0

    @property
    def as_json(self) -> dict[str, object]:
        """The finding as JSON keeps it, its sentences in both languages."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "quote": self.quote,
            "message": dict(self.message),
            "suggestion": dict(self.suggestion),
            "fact": json.loads(json.dumps(dict(self.fact), default=str)),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one document, in the order of its lines."""

    name: str
    kind: str
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(finding.severity == severity for finding in self.findings)


Check = Callable[["Page"], Iterable[Flag]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue: its id, usual severity, one sentence in each language, and its function."""

    id: str
    severity: Severity
    title: Words
    look: Check | None

    def findings(self, page: Page) -> Iterator[Finding]:
        """What the rule says of a page."""
        if self.look is not None:
            for flag in self.look(page):
                yield self.finding(flag)

    def finding(self, flag: Flag) -> Finding:
        """The finding of a flag."""
        return Finding(
            self.id,
            flag.severity or self.severity,
            flag.line,
            flag.field,
            flag.quote,
            {lang: typeset(text) if lang == "fr" else text for lang, text in flag.message.items()},
            {lang: typeset(text) if lang == "fr" else text for lang, text in flag.suggestion.items()},
            flag.fact,
            flag.column,
        )


CATALOGUE: dict[str, Rule] = {}


def rule(id_: str, severity: Severity, *, fr: str, en: str) -> Callable[[Check], Check]:
    """Register a function as the rule `id_`; the two sentences say what it finds."""

    def register(look: Check) -> Check:
        if id_ in CATALOGUE:
            raise ValueError(f"two rules are called {id_}")
        CATALOGUE[id_] = Rule(id_, severity, {"fr": typeset(fr), "en": en}, look)
        return look

    return register


def cross_rule(id_: str, severity: Severity, *, fr: str, en: str) -> Rule:
    """Register a rule that compares documents; `across.py` applies it."""
    CATALOGUE[id_] = Rule(id_, severity, {"fr": typeset(fr), "en": en}, None)
    return CATALOGUE[id_]


def say(*, fr: str, en: str) -> Words:
    """A sentence in both languages."""
    return {"fr": fr, "en": en}


_BEFORE = re.compile(r" (?=[;:!?»](?:\s|$|[.,)]))")


def typeset(text: str) -> str:
    """French spacing of our own sentences: narrow no-break spaces inside guillemets and before ; : ! ?"""
    return _BEFORE.sub("\u202f", text).replace("« ", "«\u202f").replace("'", "’")
