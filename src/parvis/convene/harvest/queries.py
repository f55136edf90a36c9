"""What the pages of sources read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Edition, Event
from parvis.convene.agenda.queries.announcers import Announcer
from parvis.convene.harvest.models import ACTIVE, Feed, Item, ItemState, Reading, ReadingState
from parvis.convene.harvest.reasons import in_language, told
from parvis.people import rules as people
from parvis.people.models import Organisation, Role

READINGS = 20
A_PAGE = 50
ORGANISING = (Role.ADMINISTRATOR, Role.ORGANISER)


def feeds_of(user: Any) -> QuerySet[Feed]:
    """Feeds that the person may manage: the same as `rules.may_manage_feed`, for many at once."""
    if people.runs_the_instance(user):
        return Feed.objects.all()
    bodies = organising(user)
    return Feed.objects.filter(Q(edition__host__in=bodies) | Q(edition=None, organisation__in=bodies))


def organising(user: Any) -> set[int]:
    """Bodies for which the person organises."""
    return {body for body, role in people.roles_of(user) if role in ORGANISING}


def editions_for(user: Any) -> QuerySet[Edition]:
    """Editions into which the person may have feeds read."""
    found = Edition.objects.order_by("-year", "slug")
    return found if people.runs_the_instance(user) else found.filter(host__in=organising(user))


def organisations_for(user: Any) -> QuerySet[Organisation]:
    """Bodies that may answer for what a feed of the person brings."""
    found = Organisation.objects.order_by("name")
    return found if people.runs_the_instance(user) else found.filter(pk__in=organising(user))


@dataclass(frozen=True)
class Line:
    """A feed in the list: its last reading, how many things are taken, held, gone."""

    feed: Feed
    reading: Reading | None
    counts: dict[str, int]
    error: str


def feed_lines(user: Any) -> list[Line]:
    """Every feed the person may manage, those in trouble first; 3 queries."""
    latest = Reading.objects.filter(feed=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    feeds = list(
        feeds_of(user)
        .select_related("edition", "organisation")
        .annotate(latest=Subquery(latest))
        .order_by("name", "pk")
    )
    readings = Reading.objects.in_bulk([feed.latest for feed in feeds if feed.latest])
    counts = counts_of([feed.pk for feed in feeds])
    lines = [Line(feed, readings.get(feed.latest), counts[feed.pk], in_language(feed.last_error)) for feed in feeds]
    return sorted(lines, key=lambda line: not line.error)


def counts_of(feeds: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many things each feed has in each state; 1 query."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ItemState.values, 0))
    rows = Item.objects.filter(feed__in=feeds).order_by().values_list("feed", "state").annotate(number=Count("pk"))
    for feed, state, number in rows:
        found[feed][state] = number
    return found


@dataclass(frozen=True)
class FeedPage:
    """One feed: its latest readings, the active one apart, what it holds."""

    feed: Feed
    active: Reading | None
    readings: Sequence[Reading]
    counts: dict[str, int]
    error: str
    suspicious: bool


def feed_page(feed: Feed) -> FeedPage:
    """2 queries."""
    readings = list(feed.readings.select_related("asked_by").order_by("-at", "-pk")[:READINGS])
    active = next((reading for reading in readings if reading.state in ACTIVE), None)
    ended = [reading for reading in readings if reading.state not in ACTIVE]
    for reading in ended:
        reading.said = in_language(reading.error)
    return FeedPage(
        feed=feed,
        active=active,
        readings=ended,
        counts=counts_of([feed.pk])[feed.pk],
        error=in_language(feed.last_error),
        suspicious=bool(ended) and ended[0].state == ReadingState.HELD,
    )


@dataclass(frozen=True)
class Thing:
    """A thing announced, as the list of things shows it."""

    item: Item
    url: str
    reasons: tuple[str, ...]


def things(feed: Feed, state: str, page: str | int | None) -> tuple[Page, list[Thing]]:
    """A page of things in a state, in the order of their days; 2 queries."""
    items = feed.items.filter(state=state).select_related("event", "decided_by").defer("text")
    order = ["-gone_at", "pk"] if state == ItemState.GONE else ["day", "pk"]
    found = Paginator(items.order_by(*order), A_PAGE).get_page(page)
    language = get_language() or "fr"
    return found, [
        Thing(
            item,
            addresses.event(item.event.slug, language) if item.event else "",
            tuple(told(item.reasons)),
        )
        for item in found
    ]


def announcer(event: int) -> Announcer | None:
    """The source that an event comes from, for its public page; 1 query."""
    row = Item.objects.filter(event=event).values_list("feed__name", "feed__address", "feed__last_read_at").first()
    return Announcer(*row) if row else None


def thing_of(event: Event) -> Item | None:
    """The thing that an event comes from, with its feed; 1 query."""
    return Item.objects.filter(event=event).select_related("feed__edition__host", "feed__organisation").first()
