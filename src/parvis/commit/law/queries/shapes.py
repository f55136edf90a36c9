"""What pages of laws print: strings and numbers, made once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from parvis.commit.law.words import StateWords
from parvis.commit.plans.queries.shapes import JournalLine


@dataclass(frozen=True, slots=True)
class Said:
    """A fact or the absence that stands for it; `gap` says which. `url` where it can be looked up, else empty."""

    label: str
    words: str
    gap: bool = False
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    label: str
    says: str
    binds: str
    threshold: str
    days: str
    url: str
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class DecreeLine:
    """A decree, or why there is none (`gap`); `detail` is its subject, `note` its days."""

    anchor: str
    label: str
    subject: str
    note: str
    url: str
    gap: bool
    late: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class HolderLine:
    name: str
    url: str
    role: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What must be done; `due` in words, `declared` what the body says of it, `state` how it is marked."""

    title: str
    due: str
    declared: str
    evidence: str
    late: str
    done: bool
    url: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    uid: UUID
    number: str
    title: str
    url: str
    state: StateWords
    articles: tuple[ArticleLine, ...]
    binds: str
    holders: tuple[HolderLine, ...]
    decrees: tuple[DecreeLine, ...]
    duties: tuple[DutyLine, ...]
    duties_done: str
    evidence: str


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    """A measure that waits for a decree: `days` as a large figure (empty when the law's day is not known)."""

    days: str
    unit: str
    title: str
    url: str
    law: str
    law_url: str
    detail: str
    announced: str
    late: str


@dataclass(frozen=True, slots=True)
class CountLine:
    code: str
    label: str
    count: int
    url: str
    look: str
    icon: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LawCard:
    title: str
    url: str
    kicker: str
    when: str
    standing: str
    measures: str
    counts: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    laws: tuple[LawCard, ...]
    awaited: tuple[AwaitedLine, ...]
    measures: int


@dataclass(frozen=True, slots=True)
class LawPage:
    uid: UUID
    plan_uid: UUID
    slug: str
    title: str
    url: str
    kicker: str
    official_title: str
    official_language: str
    summary: str
    standing: str
    published: bool
    facts: tuple[Said, ...]
    counts: tuple[CountLine, ...]
    total: int
    awaited: tuple[AwaitedLine, ...]
    measures: tuple[MeasureLine, ...]
    count_label: str
    narrowed: bool
    states: tuple[Option, ...]
    binds: tuple[Option, ...]
    problems: tuple[str, ...]
    json_ld: str
    journal: tuple[JournalLine, ...]
