"""The page of a commitment, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.safestring import SafeString

from parvis.commit.plans.panels import Judgement, Panel
from parvis.commit.plans.queries.shapes.lists import Link, Tally
from parvis.commit.plans.queries.shapes.plan import JournalLine, StoryLine
from parvis.commit.plans.queries.steps import Step


@dataclass(frozen=True, slots=True)
class Passage:
    """One text in one language and one wording.

    marks    "as adopted", "official text", the language when it is not the page's
    changes  what it says otherwise than the text before it, with <ins> and <del>; empty when there is none before
    note     number of its source among the footnotes, 0 for none
    """

    part: str
    label: str
    language: str
    html: SafeString
    marks: tuple[str, ...]
    changes: SafeString
    note: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers, or answered. `office` is as the text names it; `when` says from and until, or is empty."""

    name: str
    url: str
    office: str
    when: str
    former: bool
    note: int


@dataclass(frozen=True, slots=True)
class PartyGroup:
    role: str
    label: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence.

    what       type of the object of this site, media type of a file, or empty for a page
    digest     the first and last letters of the SHA-256; `whole_digest` is all of it
    aside      why it was set aside, empty when it stands
    """

    uid: UUID
    anchor: str
    title: str
    url: str
    external: bool
    what: str
    note: str
    when: str
    milestone: str
    milestone_anchor: str
    body: str
    consulted: str
    archive_url: str
    archive_name: str
    digest: str
    whole_digest: str
    source: int
    aside: str


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    kind: str
    label: str
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A progress report: what a body declares of its own promise."""

    uid: UUID
    when: str
    day: date
    completion: str
    words: str
    language: str
    html: SafeString
    body: str
    milestone: str
    milestone_anchor: str
    proofs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone on the page of its commitment: due date, declared lane, independent lane."""

    uid: UUID
    anchor: str
    number: str
    title: str
    passages: tuple[Passage, ...]
    due: str
    due_as_written: str
    due_before: str
    starts: str
    parties: tuple[PartyGroup, ...]
    step: Step
    late: str
    declared: str
    declared_note: str
    judgement: Judgement | None
    became: str
    became_why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a page that was read contradicts: a proofreader's mark, in public."""

    severity: str
    icon: str
    rule: str
    message: str
    detail: str
    quoted: str
    line: int


@dataclass(frozen=True, slots=True)
class ReadPageLine:
    url: str
    name: str
    origin: str
    source_url: str
    seen: str
    day: date
    digest: str
    findings: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    title: str
    url: str
    publisher: str
    consulted: str
    excerpt: str
    locators: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts: `gap` when the value is an absence, told by its reason."""

    label: str
    value: str
    gap: bool = False
    url: str = ""


@dataclass(frozen=True)
class DeclaredLane:
    """The self-declared lane: the last report on the whole commitment, or what is declared of its milestones."""

    headline: str
    gap: bool
    html: SafeString
    language: str
    summary: str
    note: str
    proofs: int


@dataclass(frozen=True)
class CommitmentPage:
    uid: UUID
    slug: str
    url: str
    number: str
    external_id: str
    title: str
    plan: Link
    framework: str
    standing: str
    draft: bool
    became: str
    became_why: str
    tabs: tuple[Tab, ...]
    promise: Passage | None
    texts: tuple[Passage, ...]
    parties: tuple[PartyGroup, ...]
    facts: tuple[Fact, ...]
    values: tuple[str, ...]
    core_value: bool
    areas: tuple[Link, ...]
    predecessor: Link | None
    successor: Link | None
    lane: DeclaredLane
    lanes: tuple[Panel, ...]
    glances: tuple[Panel, ...]
    panels: tuple[Panel, ...]
    milestones: tuple[MilestoneRow, ...]
    tally: Tally
    reports: tuple[ReportLine, ...]
    evidence: tuple[EvidenceGroup, ...]
    pages: tuple[ReadPageLine, ...]
    findings: tuple[Finding, ...]  # errors and warnings
    slips: tuple[Finding, ...]  # what matters less
    sources: tuple[SourceLine, ...]
    story: tuple[StoryLine, ...]
    journal: tuple[JournalLine, ...]
