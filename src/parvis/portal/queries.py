"""What the portal's pages read; one function a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import month_end
from parvis.convene.agenda.queries import editions_visible_to, now_and_next, published
from parvis.convene.agenda.queries.shapes import EventCard, Neighbour
from parvis.disclose.changes import Change, latest_changes
from parvis.disclose.outcomes import Outcome, latest_outcomes
from parvis.ground import clock
from parvis.ground import search as index
from parvis.ground.identifiers import get, is_registered
from parvis.ground.search import Hit
from parvis.ui import dates

NOW, COMING, A_DAY, SEASONS = 3, 6, 2, 4  # rows of the home page; of the days to come, so many each
OUTCOMES, A_KIND = 3, 2  # answers; milestones met, and late
READ = 60  # events read to find them
HITS = 20  # results on a page
LAST_PAGE = 50
EXAMPLES = {"fr": "berges, rue scolaire", "en": "river, school street"}


@dataclass(frozen=True)
class NextEvent:
    """An event of the days to come with its day in large."""

    number: str
    weekday: str
    near: str
    card: EventCard


@dataclass(frozen=True)
class Season:
    """An edition that is under way or still to come."""

    name: str
    url: str
    when: str
    host: str
    count_label: str


@dataclass(frozen=True)
class OutcomeLine:
    """What came of something, with its day in words."""

    outcome: Outcome
    when: str


@dataclass(frozen=True)
class Outcomes:
    """The latest answers, the milestones met and late; all empty where nobody has promised anything yet."""

    answers: tuple[OutcomeLine, ...]
    milestones: tuple[OutcomeLine, ...]


@dataclass(frozen=True)
class Home:
    """What is happening now, what comes next, what came of promises, the seasons under way, what changed lately.

    outcomes   None where no room that promises anything is switched on
    """

    title: str
    now: tuple[Neighbour, ...]
    coming: tuple[NextEvent, ...]
    agenda_url: str
    agenda_label: str
    seasons: tuple[Season, ...]
    outcomes: Outcomes | None
    changes: tuple[Change, ...]
    example: str


def home(viewer: Any, language: str) -> Home:
    """Blocks of the home page; 11 queries whatever the season."""
    today = clock.today(settings.TIME_ZONE)
    title = dates.capital(dates.day_words(today, language))
    if not is_registered("event"):  # the agenda is switched off: what changed lately is all there is to say
        changes = latest_changes(language, limit=5)
        return Home(title, (), (), "", "", (), outcomes(today, language), changes, EXAMPLES[language])
    neighbours = now_and_next(language, today, READ)
    count = published().filter(start_day__range=(today, month_end(today))).count()
    label = ngettext(
        "The whole agenda: %(count)s more event this month",
        "The whole agenda: %(count)s more events this month",
        count,
    )
    return Home(
        title=title,
        now=neighbours[:NOW],
        coming=tuple(_next(card, today, language) for card in spread(neighbours[NOW:], today)),
        agenda_url=addresses.agenda(language=language),
        agenda_label=label % {"count": count} if count else _("The whole agenda"),
        seasons=seasons(viewer, today, language),
        outcomes=outcomes(today, language),
        changes=latest_changes(language, limit=5),
        example=EXAMPLES[language],
    )


def outcomes(today: date, language: str) -> Outcomes | None:
    """The latest of each kind, an equal share for milestones met and late; one query a source."""
    found = latest_outcomes(today, OUTCOMES)
    if not found:
        return None
    met, late = (found[kind][:A_KIND] for kind in ("met", "late"))
    return Outcomes(
        tuple(outcome_line(one, today, language) for one in found["answer"]),
        tuple(outcome_line(one, today, language) for one in (*met, *late)),
    )


def outcome_line(one: Outcome, today: date, language: str) -> OutcomeLine:
    return OutcomeLine(one, dates.day_words(one.day, language, weekday=False, year=one.day.year != today.year))


def spread(neighbours: Iterable[Neighbour], today: date) -> list[EventCard]:
    """The first events of each day after today, so that a busy day does not hide the next ones."""
    kept: list[EventCard] = []
    for neighbour in neighbours:
        card = neighbour.card
        if card.day > today and sum(other.day == card.day for other in kept) < A_DAY and len(kept) < COMING:
            kept.append(card)
    return kept


def _next(card: EventCard, today: date, language: str) -> NextEvent:
    near = dates.relative_words(card.day, today, language) or dates.month_year_words(card.day, language)
    return NextEvent(str(card.day.day), dates.weekday_word(card.day, language), near, card)


def seasons(viewer: Any, today: date, language: str) -> tuple[Season, ...]:
    """Editions whose last day is not past, the nearest end first, with the number of their published events."""
    under_way = (
        editions_visible_to(viewer)
        .filter(last_day__gte=today)
        .annotate(size=Count("events", filter=Q(events__state="published"), distinct=True))
        .filter(size__gt=0)
        .select_related("host")
        .order_by("first_day", "slug")[:SEASONS]
    )
    return tuple(
        Season(
            name=edition.name.localize(language),
            url=addresses.edition(edition.slug, language),
            when=dates.capital(dates.range_words(edition.first_day or edition.last_day, edition.last_day, language)),
            host=edition.host.name if edition.host else "",
            count_label=ngettext("%(count)s event", "%(count)s events", edition.size) % {"count": edition.size},
        )
        for edition in under_way
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
