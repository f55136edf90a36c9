"""Pages of series, editions, organisations and places."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from parvis.convene.agenda.queries.shapes.event import PlaceBlock
from parvis.convene.agenda.queries.shapes.lists import Choice, DayGroup, EventList, Link, Subscriptions


@dataclass(frozen=True, slots=True)
class EditionCard:
    slug: str
    url: str
    name: str
    year: int
    when: str
    host: str
    count_label: str


@dataclass(frozen=True, slots=True)
class SeriesPage:
    uid: UUID
    slug: str
    url: str
    name: str
    summary: str
    kind_label: str
    standing: str
    editions: tuple[EditionCard, ...]
    events: EventList
    subscriptions: Subscriptions


@dataclass(frozen=True, slots=True)
class EditionPage:
    """`selections`: the bodies that chose some of the programme, each with the list of what it chose."""

    uid: UUID
    slug: str
    url: str
    name: str
    summary: str
    year: int
    when: str
    website: str
    standing: str
    series: Link
    host: Link | None
    count: int
    count_label: str
    days: tuple[DayGroup, ...]
    next: Link | None
    selections: tuple[Choice, ...]
    subscriptions: Subscriptions
    document: Link | None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    uid: UUID
    slug: str
    url: str
    name: str
    acronym: str
    kind_label: str
    summary: str
    website: str
    fictional: bool
    other_names: tuple[str, ...]
    successor: Link | None
    predecessors: tuple[Link, ...]
    organises: EventList
    takes_part: EventList
    subscriptions: Subscriptions


@dataclass(frozen=True, slots=True)
class PlacePage:
    place: PlaceBlock
    website: str
    events: EventList
    subscriptions: Subscriptions
