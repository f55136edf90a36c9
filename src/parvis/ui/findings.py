"""What the checker found, as a page prints it beside the part it concerns; and what a person set aside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from parvis.civics.checks.record import Remark

ERROR = "error"


@dataclass(frozen=True)
class Noted:
    """A finding in the reader's language.

    severity    error | warning | info; an open error holds a publication back
    part        a part of the content: "title", "start_day", "sessions[0]", "milestones[1]"
    quote       the words it is about, empty when it is about a column, or about something that is not there
    key         what a person sets aside: the same for the same contradiction, another as soon as the facts change
    set_aside   the reason given by the person who set it aside, empty while it is open
    """

    rule: str
    severity: str
    part: str
    quote: str
    message: str
    suggestion: str
    key: str
    set_aside: str = ""

    @property
    def is_open(self) -> bool:
        return not self.set_aside

    @property
    def stops(self) -> bool:
        """Holds a publication back."""
        return self.severity == ERROR and self.is_open


def in_words(remarks: Iterable[Remark], language: str = "") -> list[Noted]:
    """Remarks of the checker in one language, the active one when none is named; nothing is set aside."""
    lang = "en" if (language or get_language() or "fr").startswith("en") else "fr"
    return [noted(remark, lang) for remark in remarks]


def noted(remark: Remark, lang: str) -> Noted:
    return Noted(
        rule=remark.rule,
        severity=str(remark.severity),
        part=remark.part,
        quote=remark.quote,
        message=remark.message[lang],
        suggestion=remark.suggestion[lang],
        key=key_of(remark),
    )


def key_of(remark: Remark) -> str:
    """The rule, the part (whatever its row), the words and the facts; in one language, so that both share it."""
    part = re.sub(r"\[\d+\]", "", remark.part)
    said = "\x1f".join((remark.rule, part, remark.quote, remark.message["fr"]))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def marked(found: Iterable[Noted], reasons: Mapping[str, str]) -> list[Noted]:
    """The same findings, with the reason of those that were set aside."""
    return [replace(one, set_aside=reasons[one.key]) if one.key in reasons else one for one in found]


def counts(found: Iterable[Noted]) -> dict[str, int]:
    """How many hold a publication back, and how many are open."""
    opened = [one for one in found if one.is_open]
    return {"errors": sum(one.stops for one in opened), "all": len(opened)}
