"""What the portal's pages read; one function a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda import addresses
from parvis.convene.agenda import queries as agenda
from parvis.convene.agenda.queries.shapes import DayGroup, EditionCard, Neighbour
from parvis.disclose.changes import Change, latest_changes
from parvis.ground import clock
from parvis.ground import search as index
from parvis.ground.identifiers import get, is_registered
from parvis.ground.search import Hit
from parvis.ui import dates

HITS = 20  # results on a page
LAST_PAGE = 50
EXAMPLES = {"fr": "berges, rue scolaire", "en": "river, school street"}


@dataclass(frozen=True)
class Home:
    """What is happening now, what comes next, the seasons under way, what changed lately."""

    title: str
    now: tuple[Neighbour, ...]
    next_days: tuple[DayGroup, ...]
    agenda_url: str
    agenda_label: str
    editions: tuple[EditionCard, ...]
    changes: tuple[Change, ...]
    example: str


def home(viewer: Any, language: str) -> Home:
    """Blocks of the home page; at most 12 queries whatever the season."""
    today = clock.today(settings.TIME_ZONE)
    count = agenda.count_this_month(viewer, today)
    return Home(
        title=dates.capital(dates.day_words(today, language)),
        now=agenda.neighbours(viewer, language, today, limit=3),
        next_days=agenda.next_days(viewer, language, today, limit=6),
        agenda_url=addresses.agenda(language=language),
        agenda_label=ngettext(
            "The whole agenda: %(count)d event this month", "The whole agenda: %(count)d events this month", count
        )
        % {"count": count},
        editions=agenda.editions_under_way(viewer, language, today, limit=4),
        changes=latest_changes(viewer, language, limit=5),
        example=EXAMPLES[language],
    )


@dataclass(frozen=True)
class Result:
    """A hit with the word for what it is and its day."""

    hit: Hit
    kind: str
    when: str
    url: str


@dataclass(frozen=True)
class Search:
    """A page of results; `count_label` is a sentence, `previous` and `next` are addresses or empty."""

    query: str
    results: tuple[Result, ...]
    total: int
    count_label: str
    page: int
    previous: str
    next: str
    example: str


def search(query: str, page: str, language: str) -> Search:
    """Results of a search in one language; a page that is not a number is the first."""
    query = query.strip()[:200]
    number = min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and int(page) > 0 else 1
    found = index.search(query, language, limit=HITS, offset=(number - 1) * HITS)
    label = ngettext("%(count)d result for “%(query)s”", "%(count)d results for “%(query)s”", found.total)
    return Search(
        query=query,
        results=tuple(_result(hit, language) for hit in found.hits),
        total=found.total,
        count_label=label % {"count": found.total, "query": query} if query else "",
        page=number,
        previous=_page(query, number - 1) if number > 1 else "",
        next=_page(query, number + 1) if number * HITS < found.total and number < LAST_PAGE else "",
        example=EXAMPLES[language],
    )


def _page(query: str, number: int) -> str:
    return addresses.query_string({"q": query, "page": str(number) if number > 1 else ""})


def _result(hit: Hit, language: str) -> Result:
    kind = str(get(hit.object_type).label) if is_registered(hit.object_type) else _("page")
    return Result(hit, dates.capital(kind), _day(hit.day, language), hit.url)


def _day(day: date | None, language: str) -> str:
    return dates.day_words(day, language, year=True) if day else ""
