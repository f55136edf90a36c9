"""The page of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from parvis.commit.plans.panels import Panel
from parvis.commit.plans.queries.shapes.lists import CommitmentCard, Link, Tally


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a plan: what it is, when it was adopted or why no day is known, what it brought in and took away."""

    number: int
    anchor: str
    kind: str
    adopted: bool
    when: str
    day: date | None
    note: str
    source: Link | None
    added: tuple[Link, ...]
    withdrawn: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class JournalLine:
    when: str
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    when: str
    day: date | None
    title: str
    url: str
    kind: str
    documented: bool
    here: bool
    silence: str


@dataclass(frozen=True)
class PlanPage:
    uid: UUID
    slug: str
    url: str
    title: str
    summary: str
    kicker: str
    framework: Link
    body: Link | None
    member: str
    when: str
    number: str
    cycle: str
    standing: str
    draft: bool
    gaps: tuple[Link, ...]
    versions: tuple[VersionLine, ...]
    cards: tuple[CommitmentCard, ...]
    page: Any
    count_label: str
    count: int
    withdrawn_count: int
    tally: Tally
    tally_words: str
    late_url: str
    panels: tuple[Panel, ...]
    judged: bool
    journal: tuple[JournalLine, ...]
