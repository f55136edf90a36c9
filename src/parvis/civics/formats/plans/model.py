"""A plan and its commitments as a file says them: frozen, tuples only, compared by value; no database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from parvis.civics.dates import FuzzyDate
from parvis.civics.formats.model import Doubt


@dataclass(frozen=True)
class Money:
    """An amount in minor units (cents) of a currency (ISO 4217)."""

    minor: int
    currency: str = "EUR"


@dataclass(frozen=True)
class Withdrawn:
    """The day on which something was withdrawn, and why; it stays in the record."""

    on: dt.date
    reason: str = ""


@dataclass(frozen=True)
class ProgressText:
    """What an institution declares of its own commitment or milestone.

    completion   one of `columns.COMPLETIONS`, "" when only the text says something
    percent      as the source gives it, 0–100; None when it gives none
    evidence     addresses
    """

    day: dt.date | None = None
    completion: str = ""
    text: str = ""
    percent: int | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class MilestoneText:
    """One step of a commitment; `due_words` is the due date as written, `row` where it was read.

    iri         address that never changes, of a milestone of ours
    withdrawn   the day it was withdrawn and why; None while it stands
    """

    number: str = ""
    title: str = ""
    text: str = ""
    starts: FuzzyDate | None = None
    due: FuzzyDate | None = None
    due_words: str = ""
    responsible: tuple[str, ...] = ()
    withdrawn: Withdrawn | None = None
    reports: tuple[ProgressText, ...] = ()
    row: int = field(default=0, compare=False)
    iri: str = field(default="", compare=False)


@dataclass(frozen=True)
class CommitmentText:
    """One commitment as its source says it.

    authority, wording   codes of `columns`, "" when the source does not say
    parts       (name of `columns.PARTS`, Markdown), in the order of PARTS, empty ones left out
    lead, supporting   bodies or offices as they are named
    policy_areas       words or codes
    carried_over       None = the source does not say
    absences    (part, code of the reason why there is no value)
    url         the source's own page
    iri, page   of a commitment of ours: the address that never changes, and its page
    withdrawn   None while the promise stands
    row         row of the table, or place in the file, 1-based
    doubts      what was put aside or completed, each with its sentence; none blocks
    """

    external_id: str = ""
    number: str = ""
    title: str = ""
    language: str = ""
    authority: str = ""
    wording: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    values: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    policy_areas: tuple[str, ...] = ()
    budget: Money | None = None
    budget_note: str = ""
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    carried_over: bool | None = None
    predecessor: str = ""
    absences: tuple[tuple[str, str], ...] = ()
    url: str = ""
    withdrawn: Withdrawn | None = None
    milestones: tuple[MilestoneText, ...] = ()
    reports: tuple[ProgressText, ...] = ()
    row: int = field(default=0, compare=False)
    iri: str = field(default="", compare=False)
    page: str = field(default="", compare=False)
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken as it is.

    label     what the row is about, in its own words
    doubts    why; at least one blocks
    with_it   rows that hang from it and are left out with it, through no fault of theirs
    """

    row: int
    label: str
    doubts: tuple[Doubt, ...]
    with_it: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlanText:
    """What a plan is called and when it runs, for the formats that say so.

    iri, page   the address that never changes, and the public page
    body        the body that answers for it
    """

    title: str
    slug: str = ""
    iri: str = ""
    page: str = ""
    framework: str = ""
    member: str = ""
    number: str = ""
    cycle: str = ""
    language: str = "fr"
    summary: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    adopted_on: dt.date | None = None
    body: str = ""


@dataclass(frozen=True)
class NameText:
    """A name that a body bore, with the days when they are known."""

    name: str
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class OfficeText:
    """An office as a plan names it, the role it has there, and from when to when."""

    label: str
    role: str
    commitment: str
    first: dt.date | None = None
    last: dt.date | None = None
    source: str = ""


@dataclass(frozen=True)
class BodyText:
    """A body with what it was called, and the offices under which plans name it.

    classification   our code of the kind of body
    identifiers      (scheme, identifier)
    """

    iri: str
    name: str
    classification: str = ""
    acronym: str = ""
    page: str = ""
    website: str = ""
    names: tuple[NameText, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    offices: tuple[OfficeText, ...] = ()
    ended: dt.date | None = None
    successor: str = ""


@dataclass(frozen=True)
class Tabled:
    """What a file gave: commitments that can be taken, rows that cannot, and sentences about the file as a whole."""

    commitments: tuple[CommitmentText, ...]
    refused: tuple[Refused, ...] = ()
    notes: tuple[dict[str, str], ...] = ()
