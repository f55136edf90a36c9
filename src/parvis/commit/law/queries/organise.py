"""What the organisers' pages read of laws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from parvis.commit.law import addresses
from parvis.commit.law.models import LegalText
from parvis.commit.law.queries.facts import measures_of
from parvis.commit.law.queries.laws import count_words, kicker
from parvis.commit.law.queries.lines import Lines, article_words
from parvis.commit.law.queries.shapes import DecreeLine, DutyLine
from parvis.commit.law.words import StateWords, state_words
from parvis.commit.plans.models import Commitment
from parvis.people.models import Organisation, Role
from parvis.people.rules import roles_of, runs_the_instance

WRITERS = frozenset({Role.ADMINISTRATOR, Role.ORGANISER})


@dataclass(frozen=True, slots=True)
class OwnLaw:
    title: str
    kicker: str
    url: str
    public_url: str
    published: bool
    measures: str


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    title: str
    number: str
    url: str
    state: StateWords
    draft: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """An article or a decree in the list of a measure, with the way to write it."""

    label: str
    note: str
    url: str


def bodies_of(user: Any) -> list[Organisation]:
    """Bodies in whose name the person may follow a law, in the order of their names; 1 query."""
    found = Organisation.objects.order_by("name_key", "pk")
    if runs_the_instance(user):
        return list(found)
    return list(found.filter(pk__in={body for body, role in roles_of(user) if role in WRITERS}))


def laws_of(user: Any, language: str, today: date) -> list[OwnLaw]:
    """Laws that the person keeps true; 8 queries."""
    lines = Lines(language, today)
    rows = LegalText.objects.select_related("plan").order_by("-signed_on", "number", "pk")
    if not runs_the_instance(user):
        rows = rows.filter(plan__organisation__in={body for body, role in roles_of(user) if role in WRITERS})
    laws = list(rows)
    counts: dict[int, int] = {}
    for key in (
        Commitment.objects.filter(plan__in=[law.plan_id for law in laws]).order_by("pk").values_list("plan", flat=True)
    ):
        counts[key] = counts.get(key, 0) + 1
    return [
        OwnLaw(
            lines.localized(law.plan.title),
            kicker(law),
            reverse("law:text", args=[law.uid]),
            addresses.law(law.plan.slug, language),
            law.plan.published,
            count_words(counts.get(law.plan_id, 0)),
        )
        for law in laws
    ]


def measures_in(law: LegalText, language: str, today: date) -> list[OwnMeasure]:
    """The measures of a law with their state, drafts too; 7 queries."""
    lines = Lines(language, today)
    return [
        OwnMeasure(
            lines.localized(one.commitment.title),
            one.commitment.number,
            reverse("law:measure", args=[one.commitment.uid]),
            state_words(one.application, language),
            one.commitment.state == "draft",
        )
        for one in measures_of(Commitment.objects.filter(plan=law.plan_id, withdrawn_on__isnull=True), today)
    ]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    uid: UUID
    title: str
    number: str
    law: str
    law_url: str
    public_url: str
    state: StateWords
    articles: tuple[RowLine, ...]
    decrees: tuple[RowLine, ...]
    duties: tuple[DutyLine, ...]


def measure_page(measure: Commitment, language: str, today: date) -> MeasurePage:
    """A measure with what its state is computed from; 7 queries."""
    lines = Lines(language, today)
    (found,) = measures_of(Commitment.objects.filter(pk=measure.pk), today)
    one = found.commitment
    return MeasurePage(
        uid=one.uid,
        title=lines.localized(one.title),
        number=one.number,
        law=lines.localized(one.plan.title),
        law_url=reverse("law:text", args=[found.law.uid]),
        public_url=addresses.measure(one.plan.slug, one.slug, language)
        if one.state == "published" and one.plan.published
        else "",
        state=state_words(found.application, language),
        articles=tuple(
            RowLine(article_words(row), lines.localized(row.says), reverse("law:article", args=[one.uid, row.uid]))
            for row in found.provisions
        ),
        decrees=tuple(decree_rows(found.decrees, [lines.decree(row, found.law) for row in found.decrees], one.uid)),
        duties=lines.measure(found).duties,
    )


def decree_rows(rows: Iterable[Any], said: Iterable[DecreeLine], measure: UUID) -> Iterable[RowLine]:
    for row, line in zip(rows, said, strict=True):
        note = ", ".join(part for part in (line.subject, line.note, line.late) if part)
        yield RowLine(line.label, note, reverse("law:decree", args=[measure, row.uid]))
