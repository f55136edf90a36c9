"""What programs send and receive."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

LIMIT, MOST = 50, 200
Language = Literal["fr", "en"]
FUZZY = gettext_noop("A date of any precision, as ISO 8601-2 writes it; empty when there is none.")
DECLARED = gettext_noop("What the body declares of itself: not-started, limited, substantial, complete; null: nothing.")


WHY_NO_DAY = gettext_noop("Why the day is missing; empty when it is known.")


class PlanVersionOut(Schema):
    number: int
    kind: str
    adopted_on: str | None
    adopted_on_absence: Annotated[
        str, Field(description=gettext_noop("Why the day is missing; empty when it is known."))
    ]


class PlanOut(Schema):
    uid: str
    url: str
    slug: str
    title: str
    framework: str
    framework_kind: str
    organisation: str | None
    member: str
    number: str
    cycle: str
    first_day: date | None
    last_day: date | None
    standing: str
    versions: list[PlanVersionOut]
    absences: Annotated[dict[str, str], Field(description=gettext_noop("Part, and why it has no value."))]
    commitments: int
    published_at: datetime | None
    updated_at: datetime


class CommitmentOut(Schema):
    uid: str
    url: str
    plan: str
    slug: str
    external_id: str
    number: str
    title: str
    values: list[str]
    policy_areas: list[str]
    lead: list[str]
    supporting: list[str]
    starts: Annotated[str, Field(description=FUZZY)]
    ends: Annotated[str, Field(description=FUZZY)]
    budget_minor: int | None
    budget_currency: str
    carried_over: bool | None
    predecessor: str | None
    absences: Annotated[dict[str, str], Field(description=gettext_noop("Part, and why it has no value."))]
    declared_completion: Annotated[str | None, Field(description=DECLARED)]
    declared_on: date | None
    milestones: int
    milestones_declared_completed: int
    milestones_late: int
    withdrawn_on: date | None
    withdrawal_reason: str
    published_at: datetime | None
    updated_at: datetime


class TextOut(Schema):
    part: str
    milestone: str | None
    language: str
    authority: Annotated[str, Field(description=gettext_noop("official, human or machine."))]
    wording: Annotated[str, Field(description=gettext_noop("adopted, later or summarised."))]
    number: int
    text: Annotated[str, Field(description=gettext_noop("Markdown."))]
    frozen: Annotated[bool, Field(description=gettext_noop("Adopted: it never changes again."))]


class MilestoneOut(Schema):
    uid: str
    url: str
    commitment: str
    plan: str
    number: str
    title: str
    due: Annotated[str, Field(description=FUZZY)]
    due_words: str
    due_as_adopted: Annotated[str, Field(description=FUZZY)]
    last_day: date | None
    declared_completion: Annotated[str | None, Field(description=DECLARED)]
    declared_on: date | None
    late: bool
    days_late: int
    withdrawn_on: date | None


class ReportOut(Schema):
    uid: str
    url: str
    commitment: str
    milestone: str | None
    day: date
    completion: str
    text: str
    language: str
    declared_by: str | None
    evidence: list[str]
    reported_at: datetime


class EvidenceOut(Schema):
    uid: str
    url: str
    commitment: str
    milestone: str | None
    kind: str
    title: str
    note: str
    address: str
    object_type: str
    object_uid: str | None
    date: Annotated[str, Field(description=FUZZY)]
    sha256: str
    media_type: str
    consulted_on: date | None
    brought_by: str | None
    added_at: datetime
    set_aside_at: datetime | None
    set_aside_reason: str


class CommitmentDetail(CommitmentOut):
    texts: list[TextOut]
    steps: list[MilestoneOut]
    reports: list[ReportOut]
    evidence: list[EvidenceOut]


class ProblemOut(Schema):
    parameter: str
    message: str
    code: str


class Problems(Schema):
    errors: list[ProblemOut]


class PlanPage(Schema):
    items: list[PlanOut]
    next: str | None


class CommitmentPage(Schema):
    items: list[CommitmentOut]
    next: str | None


class MilestonePage(Schema):
    items: list[MilestoneOut]
    next: str | None


class ReportPage(Schema):
    items: list[ReportOut]
    next: str | None


class EvidencePage(Schema):
    items: list[EvidenceOut]
    next: str | None


class Page(Schema):
    after: str = Field("", description=gettext_noop("Where the page starts: the `next` of the page before."))
    limit: int = Field(LIMIT, ge=1, le=MOST, description=gettext_noop("How many items a page holds."))
    lang: Language = Field(
        "fr", description=gettext_noop("Language of names, and of the pages that addresses lead to.")
    )


class CommitmentQuery(Page):
    plan: str = Field("", description=gettext_noop("Slug of a plan."))
    body: str = Field("", description=gettext_noop("Slug of an organisation that answers for it."))
    area: str = Field("", description=gettext_noop("Code of a policy area."))
    state: str = Field(
        "", description=gettext_noop("late, complete, under-way, not-started, silent or withdrawn: as declared.")
    )
    q: str = Field("", description=gettext_noop("Words to look for, in the language asked."))


class MilestoneQuery(Page):
    commitment: str = Field("", description=gettext_noop("Identifier of a commitment."))
    late: bool = Field(False, description=gettext_noop("Only those that are late today."))
