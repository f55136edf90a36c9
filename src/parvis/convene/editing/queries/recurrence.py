"""The dates of an event that comes back, and what its lists of days show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from parvis.civics.dates.recurrence import parse, words
from parvis.convene.agenda import rules
from parvis.convene.agenda.models import Event, Recurrence, State, Status
from parvis.convene.agenda.queries.recurring import recurrence_words
from parvis.convene.agenda.queries.wording import labels_for
from parvis.convene.editing.panels import Panel
from parvis.ui import dates


@dataclass(frozen=True)
class DayRow:
    """A day of the rule, before anything is written."""

    value: str
    words: str
    kept: bool


def day_rows(days: Iterable[date], left_out: Iterable[date], language: str) -> tuple[DayRow, ...]:
    out = frozenset(left_out)
    return tuple(
        DayRow(day.isoformat(), dates.capital(dates.day_words(day, language, year=True)), day not in out)
        for day in days
    )


@dataclass(frozen=True)
class OccurrenceRow:
    """One date: `moved` says the day the rule gave it when it is held on another; `out` when it is left out."""

    uid: UUID
    day: str
    value: str
    url: str
    state: str
    state_label: str
    moved: str
    out: bool
    here: bool


@dataclass(frozen=True)
class RecurrencePage:
    rule: str
    total: int
    rows: tuple[OccurrenceRow, ...]


def recurrence_page(event: Event, language: str) -> RecurrencePage:
    """Every date of the event that comes back; 2 queries."""
    recurrence = Recurrence.objects.get(pk=event.recurrence_id)
    found = Event.objects.filter(recurrence=recurrence).order_by("recurrence_day")
    rows = tuple(occurrence_row(one, event, recurrence, language) for one in found)
    return RecurrencePage(said(recurrence, language), len(rows), rows)


def occurrence_row(one: Event, event: Event, recurrence: Recurrence, language: str) -> OccurrenceRow:
    given = one.recurrence_day or one.start_day
    label = State(one.state).label if one.status == Status.SCHEDULED else Status(one.status).label
    return OccurrenceRow(
        uid=one.uid,
        day=dates.capital(dates.day_words(one.start_day, language, year=True)),
        value=given.isoformat(),
        url=reverse("editing:event", args=[one.uid]),
        state=one.state,
        state_label=dates.capital(str(label)),
        moved=dates.day_words(given, language, year=True) if given != one.start_day else "",
        out=given.isoformat() in recurrence.exceptions,
        here=one.pk == event.pk,
    )


def said(recurrence: Recurrence, language: str) -> str:
    """The rule in words, with a capital."""
    exceptions = [date.fromisoformat(day) for day in recurrence.exceptions]
    return dates.capital(words(parse(recurrence.rule), exceptions, language))


@dataclass(frozen=True)
class SpreadRow:
    uid: UUID
    day: str
    takes: str
    keeps: str


def spread_rows(plans: Iterable[Any], language: str) -> tuple[SpreadRow, ...]:
    """What each date takes and keeps, in words; no query."""
    labels = labels_for("event", (), language)

    def told(parts: Iterable[str]) -> str:
        return ", ".join(labels.label(part) for part in parts)

    return tuple(
        SpreadRow(
            plan.event.uid,
            dates.capital(dates.day_words(plan.event.start_day, language, year=True)),
            told(plan.takes),
            told(plan.keeps),
        )
        for plan in plans
    )


def season_panel(user: Any, event: Event) -> Panel | None:
    """Beside the form of an event: its dates, its copies, its versions; 1 query when it comes back."""
    if not rules.may_edit_event(user, event):
        return None
    said_so = recurrence_words(event, get_language() or "fr")
    return Panel("editing/panels/season.html", {"uid": event.uid, "recurrence": said_so})
