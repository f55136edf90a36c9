"""What the page of unanswered promises reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.disclose.links.words import day_in_words, silence_in_words
from parvis.disclose.promises import Unanswered, promise_sources
from parvis.ui import dates

READ = 300  # of each kind, the oldest first; the dataset holds them all
A_PAGE = 30


@dataclass(frozen=True)
class Row:
    """A promise with how long it has waited, in words."""

    promise: Unanswered
    kind: str
    due: str
    late: str


@dataclass(frozen=True)
class Choice:
    """A value of a filter with the number of promises it keeps."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Promised:
    """A page of rows; `count` keeps the filters in mind, `more` says that a kind holds more than was read."""

    page: Page[Row]
    count: int
    summary: str
    kinds: tuple[Choice, ...]
    bodies: tuple[Choice, ...]
    filtered: bool
    more: bool


def unanswered(today: date) -> tuple[list[tuple[str, Unanswered]], bool]:
    """(code of the kind, promise), the oldest first, at most 300 of each kind; and whether one held more."""
    found: list[tuple[str, Unanswered]] = []
    more = False
    for source in promise_sources():
        rows = list(islice(source.find(today), READ + 1))
        more = more or len(rows) > READ
        found += [(source.code, row) for row in rows[:READ]]
    return sorted(found, key=lambda pair: (pair[1].due, pair[1].title)), more


def promised_page(asked: Mapping[str, str], today: date, language: str) -> Promised:
    """The page for these filters (`kind`, `body`, `page`); what they do not know is ignored."""
    every, more = unanswered(today)
    labels = {source.code: dates.capital(str(source.label)) for source in promise_sources()}
    names = {row.body_slug: row.body for _code, row in every if row.body_slug}
    kind = asked.get("kind", "") if asked.get("kind", "") in labels else ""
    body = asked.get("body", "") if asked.get("body", "") in names else ""
    of_body = [pair for pair in every if not body or pair[1].body_slug == body]
    of_kind = [pair for pair in every if not kind or pair[0] == kind]
    kept = [pair for pair in of_body if not kind or pair[0] == kind]
    rows = [row_of(code, promise, labels, today, language) for code, promise in kept]
    page = Paginator(rows, A_PAGE).get_page(asked.get("page", "1"))
    summary = ngettext("%(n)s promise waits for an answer.", "%(n)s promises wait for an answer.", len(rows))
    return Promised(
        page=page,
        count=len(rows),
        summary=summary % {"n": len(rows)} if rows else _("Every promise whose day has passed has had an answer."),
        kinds=choices(labels, Counter(code for code, _row in of_body), kind),
        bodies=choices(names, Counter(row.body_slug for _code, row in of_kind), body),
        filtered=bool(kind or body),
        more=more,
    )


def choices(labels: Mapping[str, str], counts: Mapping[str, int], chosen: str) -> tuple[Choice, ...]:
    named = sorted(labels.items(), key=lambda pair: pair[1])
    return tuple(
        Choice(value, label, counts.get(value, 0), value == chosen)
        for value, label in named
        if counts.get(value) or value == chosen
    )


def row_of(code: str, promise: Unanswered, labels: Mapping[str, str], today: date, language: str) -> Row:
    days = (today - promise.due).days
    long = silence_in_words(days) if days >= 365 else dates.days_words(days, language)
    return Row(promise, labels[code], day_in_words(promise.due, promise.precision, language), long)


def latest(rows: Iterable[tuple[str, Unanswered]], number: int) -> list[tuple[str, Unanswered]]:
    """The promises whose day passed last, for the feed."""
    return sorted(rows, key=lambda pair: (pair[1].due, pair[1].title), reverse=True)[:number]
