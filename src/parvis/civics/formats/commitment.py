"""What a page about one commitment says, each value with the place it was read from.

Frozen, tuples only, compared by value, like `EventDocument`, which carries it in `commitment`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from parvis.civics.dates import FuzzyDate

# Why a place that should hold a value holds none. They are different answers, and stay different.
ABSENCES = ("not-published", "not-applicable", "no-reviewer-data", "pending-review", "not-assessed")
INDICATORS = (
    "status", "starred", "verifiable", "relevant", "ambition", "potential-impact", "completion", "early-results",
)  # fmt: skip
PARTS = ("problem", "ambition", "road-map", "commitment", "context", "results", "next-steps")
WORDINGS = ("adopted", "summarised", "reviewer")
PHASES = ("mid-term", "end-of-term")
PRODUCTS = ("design", "progress", "action-plan-review", "transitional-results", "end-of-term", "results")


@dataclass(frozen=True)
class Printed:
    """Words of a page and where they stand.

    text      the words on one line, with plain spaces; empty when the place is blank
    line      1-based line of the words, or of the label when there are none
    label     the label before them as printed, empty for words that stand alone
    absence   why there is no value: one of ABSENCES, empty when there is one
    """

    text: str
    line: int
    label: str = ""
    absence: str = ""

    def __bool__(self) -> bool:
        return bool(self.text) and not self.absence


_ANNOUNCES = re.compile(r"[.,;]?\s*(?:disponible (?:à|sur|ici)|available (?:at|from|here))[\s:]*$", re.IGNORECASE)
NOWHERE = Printed("", 0, absence="not-published")


@dataclass(frozen=True)
class Coding:
    """An indicator as the page states it; `value` is a code of `commitment_words.VALUES`, empty when absent or unknown.

    justification   the sentences of the page that speak of it, which may say otherwise
    """

    indicator: str
    value: str
    printed: Printed
    justification: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class InstitutionNamed:
    """A body or an office in a role ("lead" or "supporting"), as named at one place of the page."""

    role: str
    printed: Printed


@dataclass(frozen=True)
class Passage:
    """Paragraphs of one part of the text: as adopted in the plan, as summarised by the site, or by the reviewer."""

    part: str
    wording: str
    paragraphs: tuple[Printed, ...]


@dataclass(frozen=True)
class Due:
    """A date as written, and what it means; None when it cannot be read as one."""

    printed: Printed
    date: FuzzyDate | None


@dataclass(frozen=True)
class MilestoneWording:
    """One of the texts a page gives of a milestone, with the deadline that this text holds."""

    wording: str
    printed: Printed
    due: Due | None = None


@dataclass(frozen=True)
class MilestoneRead:
    """A milestone by its number; its first wording is the adopted one where the page has it."""

    number: str
    wordings: tuple[MilestoneWording, ...]


@dataclass(frozen=True)
class Citation:
    """A reference: its words, its address, the day it was consulted, the mark it is called by ("xlviii")."""

    printed: Printed
    url: str = ""
    consulted: dt.date | None = None
    mark: str = ""
    called_from: int = 0  # line of the mark in the text, 0 when nothing calls it

    @property
    def title(self) -> str:
        """The words before the address, without those that only announce it; the address when there are none."""
        words = self.printed.text.split(self.url)[0] if self.url else self.printed.text
        return _ANNOUNCES.sub("", words).strip(" ,:;") or self.url


@dataclass(frozen=True)
class RecommendationRead:
    """What the reviewer recommends; a condition makes it conditional."""

    printed: Printed
    number: str = ""
    condition: Printed | None = None


@dataclass(frozen=True)
class ReviewRead:
    """An independent review: its heading and phase as printed, the product it is really taken from, what it codes."""

    phase: str
    heading: Printed
    product: str = ""
    report: Printed | None = None
    codings: tuple[Coding, ...] = ()
    passages: tuple[Passage, ...] = ()
    recommendations: tuple[RecommendationRead, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class CommitmentPage:
    """One commitment as its page tells it.

    number            in the plan ("14"), as opposed to `external_id` ("FR0043"), which is opaque
    title             the long one; `short_title` heads the page
    glance            the box as published, blanks included
    institutions      as often as they are named: two names for one role are both kept
    new               True for a new commitment, False for one carried over, None when the page does not say
    translated        places that show a text translated without a person: labels left in another language
    unread            lines that found no place in anything above
    """

    external_id: Printed = NOWHERE
    number: Printed = NOWHERE
    title: Printed = NOWHERE
    short_title: Printed = NOWHERE
    member: Printed = NOWHERE
    plan: Printed = NOWHERE
    cycle: Printed = NOWHERE
    institutions: tuple[InstitutionNamed, ...] = ()
    policy_areas: tuple[Printed, ...] = ()
    values: tuple[Printed, ...] = ()
    glance: tuple[Coding, ...] = ()
    reports: tuple[Printed, ...] = ()
    new: bool | None = None
    novelty: Printed = NOWHERE
    start: Due | None = None
    end: Due | None = None
    passages: tuple[Passage, ...] = ()
    milestones: tuple[MilestoneRead, ...] = ()
    reviews: tuple[ReviewRead, ...] = ()
    citations: tuple[Citation, ...] = ()
    translated: tuple[Printed, ...] = ()
    unread: tuple[Printed, ...] = ()

    def everything_printed(self) -> Iterator[Printed]:
        """Every piece of the page that was read, wherever it was put; places that hold nothing included."""
        return _printed(self)

    def institutions_in(self, role: str) -> tuple[InstitutionNamed, ...]:
        """The institutions named in a role, absences left out."""
        return tuple(named for named in self.institutions if named.role == role and named.printed)


def _printed(value: object) -> Iterator[Printed]:
    if isinstance(value, Printed):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _printed(inner)
    elif is_dataclass(value) and not isinstance(value, FuzzyDate):
        for field in fields(value):
            yield from _printed(getattr(value, field.name))
