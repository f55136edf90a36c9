"""What the pages of the reviews print, ready in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list."""

    heading: str
    url: str
    product: str
    phase: str
    judged: Link
    reviewer: str
    when: str
    method: str
    open_until: str = ""
    version: int = 1
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """One line of the box: what follows from the assessments, and what a page published.

    computed    value in words; empty when no review says anything
    assessed    False when `computed` is an absence
    published   words of the page, verbatim; None when the page has no such line; "" for a blank
    difference  what differs, in words; empty when both agree or one of them does not exist
    """

    label: str
    computed: str
    assessed: bool
    review: Link | None
    published: str | None
    difference: str


@dataclass(frozen=True, slots=True)
class GlanceBox:
    lines: tuple[GlanceLine, ...]
    published_on: str
    source: Link | None
    language: str
    differences: int

    @property
    def has_published(self) -> bool:
        return any(line.published is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    code: str
    label: str
    definition: str
    confirmed: bool
    value: str
    assessed: bool
    words: str
    justification: str
    text: str
    text_moved: str
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    kind: str
    body: str
    who: str
    when: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    uid: str
    number: int
    html: str
    condition: str
    answers: tuple[AnswerRow, ...]
    url: str
    language: str = "fr"
    answer_url: str = ""


@dataclass(frozen=True, slots=True)
class CommentRow:
    uid: str
    who: str
    side: str
    when: str
    html: str
    reply: str
    set_aside: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    when: str
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    uid: str
    slug: str
    url: str
    heading: str
    language: str
    product: str
    phase: str
    judged: Link
    plan: Link
    draft: bool
    open_until: str
    takes_comments: bool
    reviewer: str
    body: str
    declaration: str
    declared_on: str
    method: Link
    method_adopted: bool
    when: str
    read: bool
    source: Link | None
    summary: str
    assessments: tuple[AssessmentRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    comments: tuple[CommentRow, ...]
    number: int
    corrects: Link | None
    corrected_by: Link | None
    digest: str
    key: str
    signed_with: str
    sealed_on: str
    file_url: str
    comparison_url: str
    journal: tuple[JournalLine, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one review says of one family, with the indicator it used."""

    indicator: str
    value: str
    assessed: bool


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A family across reviews; `verdict` says whether the scales can be compared, and if so what moved."""

    label: str
    cells: tuple[Cell | None, ...]
    verdict: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    judged: Link
    reviews: tuple[ReviewLine, ...]
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class ScaleRow:
    label: str
    glance: str
    beside: bool
    stands_for: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    code: str
    label: str
    definition: str
    phases: str
    group: str
    confirmed: bool
    scale: tuple[ScaleRow, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodPage:
    code: str
    name: str
    method: str
    publisher: str
    website: str
    years: str
    adopted: bool
    note: str
    summary: str
    of_commitments: tuple[IndicatorRow, ...]
    of_plans: tuple[IndicatorRow, ...]
    reviews: int
    versions: tuple[Link, ...]
