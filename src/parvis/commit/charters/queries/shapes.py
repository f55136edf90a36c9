"""What the pages of charters print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from parvis.commit.charters.findings import Finding


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Card:
    """A charter in the list."""

    url: str
    title: str
    summary: str
    host: str
    when: str
    signatories: int
    standing: str
    is_open: bool
    until: str
    is_draft: bool


@dataclass(frozen=True)
class Tally:
    """How many signatories say one level of a pledge."""

    level: str
    label: str
    number: int


@dataclass(frozen=True)
class PledgeBlock:
    """A pledge and what the signatories of its side say of it; `silent` of them say nothing."""

    key: str
    title: str
    text_html: str
    tallies: tuple[Tally, ...]
    said: int
    silent: int


@dataclass(frozen=True)
class SideBlock:
    side: str
    label: str
    pledges: tuple[PledgeBlock, ...]
    signatories: int


@dataclass(frozen=True)
class VersionLine:
    number: int
    url: str
    when: str
    note: str
    current: bool


@dataclass(frozen=True)
class VersionBlock:
    """The text that one signs. `translated` when the words shown are not those that bind."""

    number: int
    when: str
    wording: str
    wording_label: str
    language_label: str
    translated: bool
    preamble_html: str
    source: Any


@dataclass(frozen=True)
class SignatoryRow:
    uid: UUID
    url: str
    name: str
    body_url: str
    capacity: str
    when: str
    place: str
    authority: str
    version: int
    withdrawn: str
    assessments: int


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class StoryLine:
    """One line of the story; a gap has no title but says how long nothing is known."""

    when: str
    kind: str
    title: str
    url: str
    here: bool
    coming: bool
    documented: bool
    silence: int


@dataclass(frozen=True)
class JournalLine:
    at: datetime
    when: str
    sentence: str


@dataclass(frozen=True)
class CharterPage:
    uid: UUID
    slug: str
    url: str
    title: str
    summary: str
    standing: str
    is_draft: bool
    host: Link | None
    version: VersionBlock | None
    versions: tuple[VersionLine, ...]
    sides: tuple[SideBlock, ...]
    capacities: tuple[Choice, ...]
    signed: int
    withdrawn: int
    signatories: tuple[SignatoryRow, ...]
    signatories_url: str
    findings: tuple[Finding, ...]
    sources: tuple[Any, ...]
    is_open: bool
    until: str
    answer_within: int
    invitation_html: str
    story: tuple[StoryLine, ...]
    journal: tuple[JournalLine, ...]

    @property
    def several(self) -> bool:
        """Whether there is more than one version, so that a signature says which."""
        return len(self.versions) > 1


@dataclass(frozen=True)
class SignatoriesPage:
    charter: Link
    slug: str
    capacities: tuple[Choice, ...]
    rows: tuple[SignatoryRow, ...]
    total: int
    shown: int
    withdrawn_shown: bool
    number: int
    previous: str
    next: str
    asked: dict[str, str]


@dataclass(frozen=True)
class EvidenceLine:
    kind: str
    title: str
    url: str
    day: str
    archived_hash: str


@dataclass(frozen=True)
class Statement:
    """What a signatory said of a pledge on a day."""

    level: str
    label: str
    when: str
    text_html: str
    language: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True)
class PledgeStanding:
    """A pledge of a signatory: what it says now (None: nothing yet) and what it said before."""

    key: str
    uid: UUID
    title: str
    url: str
    now: Statement | None
    before: tuple[Statement, ...]


@dataclass(frozen=True)
class SignatoryPage:
    uid: UUID
    url: str
    charter: Link
    name: str
    present_name: str
    body_url: str
    capacity: str
    side: str
    version: Link
    when: str
    place: str
    authority: str
    source: Any
    locator: str
    withdrawn_on: date | None
    withdrawn: str
    withdrawal_words: str
    pledges: tuple[PledgeStanding, ...]
    others: tuple[Link, ...]
    standing: str


@dataclass(frozen=True)
class PledgeText:
    key: str
    title: str
    text_html: str


@dataclass(frozen=True)
class VersionPage:
    """One version as adopted, and what it says otherwise than the one before."""

    charter: Link
    version: VersionBlock
    versions: tuple[VersionLine, ...]
    note: str
    is_draft: bool
    sides: tuple[tuple[str, tuple[PledgeText, ...]], ...]
    before: int
    differences: tuple[Any, ...]
    standing: str
