"""Lists of commitments and plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from parvis.commit.plans.panels import Judgement
from parvis.commit.plans.queries.steps import Step


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str = ""
    note: str = ""


class Choice(NamedTuple):
    value: str
    label: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many milestones there are, are declared completed, are late; withdrawn ones are not counted."""

    total: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class StepMark:
    """A milestone in the row of its commitment: `number` may be empty, `words` say where it stands."""

    number: str
    words: str
    step: Step


@dataclass(frozen=True, slots=True)
class CommitmentCard:
    """A commitment in a list.

    declared   what its bodies say of it, in words; `declared_note` says when
    judgement  what a reviewer says of it, None when nobody says anything
    became     "withdrawn on 3 May 2026", or empty
    """

    uid: UUID
    slug: str
    url: str
    number: str
    external_id: str
    title: str
    plan: Link
    lead: str
    areas: str
    steps: tuple[StepMark, ...]
    tally: Tally
    declared: str
    declared_note: str
    judgement: Judgement | None
    became: str
    draft: bool

    def __hash__(self) -> int:
        """What is printed of a card is looked up by the card: its address tells it apart well enough."""
        return hash(self.url)


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in the list of plans."""

    uid: UUID
    slug: str
    url: str
    title: str
    framework: str
    body: str
    when: str
    count_label: str
    tally: Tally
    tally_words: str
    late_words: str
    standing: str


@dataclass(frozen=True, slots=True)
class Problem:
    parameter: str
    sentence: str


@dataclass(frozen=True)
class Listing:
    """The page of every commitment; `plans` is empty when the reader has narrowed the list."""

    plans: tuple[PlanCard, ...]
    cards: tuple[CommitmentCard, ...]
    count_label: str
    page: Any  # a Page of the paginator, for its numbers
    options: dict[str, tuple[Choice, ...]]
    text: str
    active: tuple[Link, ...]
    problems: tuple[Problem, ...]
    atom_url: str
    file_url: str
