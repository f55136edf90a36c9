"""Reviews that stand on a page brought in by somebody who may not publish them: what they say, and who may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from parvis.civics.formats.commitment import Coding, CommitmentPage
from parvis.commit.plans import addresses as plans
from parvis.commit.plans.importing.keeping import read_page_again
from parvis.commit.plans.models import ReadPage
from parvis.commit.plans.public_types import numbered
from parvis.commit.plans.queries.telling import absence_words
from parvis.commit.reviews import rules
from parvis.commit.reviews.models import Indicator
from parvis.commit.reviews.queries.bodies import concerned_by_each
from parvis.commit.reviews.queries.shapes import Link
from parvis.people.models import Role
from parvis.people.rules import roles_of, runs_the_instance

KIND = "review"


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A page whose reviews wait for somebody independent."""

    read: ReadPage
    title: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of an indicator, and on which line."""

    label: str
    words: str
    line: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldReview:
    heading: str
    told: tuple[Told, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Everything that would be published, and the words it comes from, line by line."""

    commitment: Link
    name: str
    source: str
    language: str
    waits: bool
    box: tuple[Told, ...]
    reviews: tuple[HeldReview, ...]
    lines: tuple[tuple[int, str], ...]


def held_for(user: Any) -> QuerySet[ReadPage]:
    """Pages with something held back, of the plans whose reviews this person may be the one to bring in."""
    waiting = ReadPage.objects.exclude(held_back=[]).defer("text", "findings", "doubts")
    waiting = waiting.select_related("commitment__plan__organisation", "commitment__plan__framework")
    if not runs_the_instance(user):
        reviewed = [body for body, role in roles_of(user) if role == Role.REVIEWER]
        waiting = waiting.filter(commitment__plan__organisation__in=reviewed) if reviewed else waiting.none()
    return waiting.order_by("seen_at", "pk")


def held_lines(user: Any, language: str) -> tuple[HeldLine, ...]:
    """The pages that this very person may bring in, the oldest first; 3 queries."""
    waiting = [read for read in held_for(user) if KIND in read.held_back]
    concerned = concerned_by_each(read.commitment for read in waiting)
    return tuple(
        held_line(read, language)
        for read in waiting
        if rules.brings_reviews_in(user, read.commitment.plan, concerned[read.commitment_id])
    )


def held_line(read: ReadPage, language: str) -> HeldLine:
    commitment = read.commitment
    return HeldLine(
        read=read,
        title=numbered(commitment.number, str(commitment.title.localize(language))),
        name=read.name,
        url=reverse("reviews:held", args=[commitment.uid, read.digest]),
    )


def held_page(read: ReadPage, language: str) -> HeldPage:
    """The page, read again by the reader of every import; LookupError when its words are not kept."""
    _document, page = read_page_again(read)
    labels = labels_in(language)
    commitment = read.commitment
    return HeldPage(
        commitment=Link(
            numbered(commitment.number, str(commitment.title.localize(language))),
            plans.commitment(commitment.plan.slug, commitment.slug, language),
        ),
        name=read.name,
        source=read.url,
        language=read.language,
        waits=KIND in read.held_back,
        box=tuple(told(page.glance, labels)),
        reviews=tuple(held_reviews(page, labels)),
        lines=tuple(enumerate(read.text.splitlines(), start=1)),
    )


def labels_in(language: str) -> dict[str, str]:
    """What the methods call each indicator, for a value that the page gives in its text alone; 1 query."""
    rows = Indicator.objects.order_by("version__first_year", "pk").values_list("code", "label")
    return {code: str(label.localize(language)) for code, label in rows}


def held_reviews(page: CommitmentPage, labels: Mapping[str, str]) -> Iterator[HeldReview]:
    for review in page.reviews:
        yield HeldReview(
            heading=review.heading.text,
            told=tuple(told(review.codings, labels)),
            advice=tuple(one.printed.text for one in review.recommendations),
        )


def told(codings: Iterable[Coding], labels: Mapping[str, str]) -> Iterator[Told]:
    for coding in codings:
        printed = coding.printed
        yield Told(
            label=printed.label or labels.get(coding.indicator, coding.indicator),
            words=absence_words(printed.absence) if printed.absence else printed.text,
            line=printed.line,
            reasons=tuple(dict.fromkeys(one.text for one in coding.justification)),
        )
