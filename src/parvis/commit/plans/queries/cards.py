"""Commitments as lists show them, made of the columns that their one query reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses
from parvis.commit.plans.models import State
from parvis.commit.plans.panels import Judgement
from parvis.commit.plans.queries import steps
from parvis.commit.plans.queries.columns import Row
from parvis.commit.plans.queries.shapes import CommitmentCard, Link, StepMark, Tally
from parvis.ground.text import in_language
from parvis.ui import dates


def cards(
    rows: Iterable[Row], judged: Mapping[UUID, Judgement], language: str, today: date
) -> tuple[CommitmentCard, ...]:
    """Rows ready to print, in the active language."""
    base = addresses.base(language)
    return tuple([card(row, judged.get(row.uid), base, language, today) for row in rows])


@lru_cache(maxsize=4096)
def card(row: Row, judgement: Judgement | None, base: str, language: str, today: date) -> CommitmentCard:
    """The card of a commitment: the same object for the same facts, so that what is printed of it is found again."""
    withdrawn = row.withdrawn_on is not None
    marks = tuple(
        mark_of(number, completion, day_of(due_by), withdrawn or withdrawn_on is not None, today, language)
        for _order, _key, number, due_by, withdrawn_on, completion in in_order(row.milestones)
    )
    return CommitmentCard(
        uid=row.uid,
        slug=row.slug,
        url=f"{base}commitments/{row.plan_slug}/{row.slug}/",
        number=row.number,
        external_id=row.external_id,
        title=in_language(row.title, language),
        plan=Link(in_language(row.plan_title, language), f"{base}commitments/{row.plan_slug}/"),
        lead=", ".join(body or office for _order, _key, body, office in in_order(row.leads)),
        areas=", ".join(in_language(words, language) for _order, _code, words in in_order(row.areas)),
        steps=marks,
        tally=count(mark.step for mark in marks),
        declared=steps.declared_words(row.declared or ""),
        declared_note=day(row.declared_on, language),
        judgement=judgement,
        became=withdrawn_words(row.withdrawn_on, language),
        draft=row.state != State.PUBLISHED,
    )


def in_order(gathered: str | None) -> list[list[Any]]:
    """The arrays of a JSON text; they begin with what tells them apart."""
    return sorted(json.loads(gathered)) if gathered else []


def day_of(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


@lru_cache(maxsize=16384)
def mark_of(
    number: str, declared: str | None, due_by: date | None, withdrawn: bool, today: date, language: str
) -> StepMark:
    """The mark of a milestone; one object for the same facts."""
    found = steps.step(declared, due_by, withdrawn, today)
    return StepMark(number, steps.short_words(found, language), found)


def count(found: Iterable[steps.Step]) -> Tally:
    total = done = late = 0
    for step in found:
        if step.code != steps.WITHDRAWN:
            total += 1
            done += step.code == steps.DONE
            late += step.late
    return Tally(total, done, late)


def tally_words(tally: Tally) -> str:
    """`2 of 5 milestones declared completed, 1 late`; empty without any milestone."""
    if not tally.total:
        return ""
    words = ngettext(
        "%(done)s of %(total)s milestone declared completed",
        "%(done)s of %(total)s milestones declared completed",
        tally.total,
    ) % {"done": tally.done, "total": tally.total}
    return f"{words}, {late_count(tally.late)}" if tally.late else words


def late_count(number: int) -> str:
    return ngettext("%(count)s late", "%(count)s late", number) % {"count": number}


def withdrawn_words(on: date | None, language: str) -> str:
    return _("Withdrawn on %(day)s") % {"day": day(on, language)} if on else ""


def day(on: date | None, language: str) -> str:
    """`3 mai 2026`; empty for no day."""
    return dates.day_words(on, language, weekday=False, year=True) if on else ""
