"""The rules of a feed: what it brings is taken, held for a person, or left out. Pure: documents in, reasons out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from parvis.civics.checks import Severity, check
from parvis.civics.formats import EventDocument
from parvis.civics.formats.writers import front_matter
from parvis.people.names import name_key

Reason = dict[str, str]


@dataclass(frozen=True)
class Rules:
    """What is taken (every condition that is not empty must hold), then what of it waits for a person.

    words        one of these is in the title or the lead
    without      none of these is
    themes       one of these is among the words by which the source classes it
    formats      codes: one of these is among its formats
    places       one of these is in the name, the address or the town of its place
    modes        its attendance is one of these
    within       it takes place, at least in part, during the edition
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    within: bool = True
    hold_new: bool = False
    hold_errors: bool = True
    hold_placeless: bool = False
    hold_twins: bool = True

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Rules:
        """Rules as they are stored; what is missing has its usual value, what is unknown is left."""
        usual = cls()
        found: dict[str, Any] = {}
        for one in fields(cls):
            value = stored.get(one.name, getattr(usual, one.name))
            found[one.name] = bool(value) if isinstance(getattr(usual, one.name), bool) else tuple(map(str, value))
        return cls(**found)

    def stored(self) -> dict[str, Any]:
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Span:
    """Days of the edition, both included; None where it has none."""

    first: date | None = None
    last: date | None = None

    def misses(self, start: date, end: date) -> bool:
        return (self.first is not None and end < self.first) or (self.last is not None and start > self.last)


def left_out(document: EventDocument, rules: Rules, span: Span, today: date) -> Reason | None:
    """Why the rules leave a document out; None when they take it. What has no date is judged by the rest."""
    said = name_key(f"{document.title} {document.lead}")
    place = document.place
    located = name_key(f"{place.name} {place.address} {place.city} {place.postcode}") if place else ""
    if rules.words and not among(rules.words, said):
        return {"code": "words", "value": ", ".join(rules.words)}
    if found := among(rules.without, said):
        return {"code": "without", "value": found}
    if rules.themes and not any(among(rules.themes, name_key(theme)) for theme in document.themes):
        return {"code": "themes", "value": ", ".join(document.themes)}
    if rules.formats and not set(rules.formats) & set(document.formats):
        return {"code": "formats", "value": ""}
    if rules.places and not among(rules.places, located):
        return {"code": "places", "value": place.city or place.name if place else ""}
    if rules.modes and document.mode not in rules.modes:
        return {"code": "modes", "value": document.mode}
    if document.start is None:
        return None
    end = document.end.day if document.end and document.end.day >= document.start.day else document.start.day
    if rules.within and span.misses(document.start.day, end):
        return {"code": "within", "value": document.start.day.isoformat()}
    if end < today:
        return {"code": "over", "value": end.isoformat()}
    return None


def held_back(document: EventDocument, rules: Rules, today: date, twin: str) -> list[Reason]:
    """Why a document that is taken waits for a person first; empty when it does not.

    twin   title of an event of ours that looks the same, empty for none
    """
    reasons = doubts_of(document)
    if reasons:
        return reasons
    if rules.hold_twins and twin:
        reasons.append({"code": "twin", "value": twin})
    if rules.hold_placeless and document.place is None and document.mode != "online":
        reasons.append({"code": "placeless", "value": ""})
    if rules.hold_errors:
        reasons += errors_of(document, today)
    if rules.hold_new:
        reasons.append({"code": "new", "value": ""})
    return reasons


def doubts_of(document: EventDocument) -> list[Reason]:
    """What keeps any event from being made of it: no date that can be used, a value that cannot be right."""
    if not document.quarantined:
        return []
    blocking = [doubt for doubt in document.doubts if doubt.blocking or document.start is None]
    said = [{"code": "doubt", "fr": doubt.message["fr"], "en": doubt.message["en"]} for doubt in blocking]
    return said or [{"code": "undated", "value": ""}]


def errors_of(document: EventDocument, today: date) -> list[Reason]:
    """What the consistency checker calls an error in the page that the document would make."""
    found = check(front_matter.write(document), "page.md", today=today).findings
    return [
        {"code": "finding", "fr": str(finding.message["fr"]), "en": str(finding.message["en"])}
        for finding in found
        if finding.severity == Severity.ERROR
    ]


def among(words: Iterable[str], text: str) -> str:
    """The first of these words that the text holds, both without accents or capitals; empty when none is."""
    return next((word for word in words if (key := name_key(word)) and key in text), "")


def alike(title: str, others: Collection[str]) -> str:
    """The one of these titles that says nearly the same; empty when none does."""
    from difflib import SequenceMatcher

    key = name_key(title)
    for other in others:
        matcher = SequenceMatcher(None, key, name_key(other), autojunk=False)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            return other
    return ""


ALIKE = 0.88
