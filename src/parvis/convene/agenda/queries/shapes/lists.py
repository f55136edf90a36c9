"""Lists of events: days, months, filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from parvis.convene.agenda.filters import Filters, Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select, or a link that narrows the list."""

    value: str
    label: str
    selected: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A term with the list that it opens."""

    code: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event in a list.

    hours      "18 h 30 – 21 h", "toute la journée"-like words never: empty when only days are known
    duration   "2 h 30", or "2 jours, jusqu’au dimanche 15 mars" for several days
    kicker     formats and admission: "Atelier, sur inscription"
    place      "Halle aux Grains, Ambrelle", "En ligne", or both
    status     code of models.Status; status_label is empty when all goes as planned
    when       the whole date in words, for lists that are not grouped by day
    """

    uid: UUID
    slug: str
    url: str
    title: str
    language: str
    day: date
    last_day: date
    when: str
    hours: str
    duration: str
    hours_to_confirm: bool
    kicker: str
    place: str
    mode: str
    status: str
    status_label: str
    more_to_come: bool
    standing: str
    state: str = "published"


@dataclass(frozen=True, slots=True)
class DayGroup:
    """The events of a day. `near` is "aujourd’hui", "demain", "dans 2 jours" or empty."""

    day: date
    anchor: str
    number: str
    weekday: str
    month: str
    label: str
    near: str
    today: bool
    cards: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day of the month strip. `dots` is 0 to 3; `label` says it all: "jeudi 12 mars, 3 événements".

    `count` stops above `strip.BUSY`: the label then says "plus de 30 événements".
    """

    day: date
    number: str
    initial: str
    label: str
    count: int
    dots: int
    url: str
    past: bool
    today: bool
    selected: bool
    weekend: bool


@dataclass(frozen=True, slots=True)
class MonthStrip:
    """`label` is "mars 2026"."""

    first: date
    label: str
    url: str
    days: tuple[StripDay, ...]
    previous: Choice
    next: Choice


@dataclass(frozen=True, slots=True)
class Options:
    """What each select of the sentence offers; the first choice is always "anything"."""

    when: tuple[Choice, ...]
    where: tuple[Choice, ...]
    about: tuple[Choice, ...]
    format: tuple[Choice, ...]
    mode: tuple[Choice, ...]
    audience: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Addresses of the same view for machines; `webcal` opens a calendar application."""

    calendar: str
    webcal: str
    atom: str
    listing: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """The list.

    count          events in the window, None when it is open-ended and longer than `queries.COUNTED`
    count_label    "30 événements", "plus de 1 000 événements"
    window_label   "du 12 au 31 mars 2026", "à venir", "passés"
    underway       events that began before the window and last into it: shown above the days
    active         filters in force, each with the address without it
    next           "Voir du 17 au 31 mars", or None on the last page
    gap            "Rien le 15 et le 16 mars. Prochain jour : mardi 17." or empty
    nearest        when nothing is found: the nearest days with something, before and after
    context        the organiser, edition, series or place that the list is narrowed to, with its page
    """

    filters: Filters
    problems: tuple[Problem, ...]
    query: str
    count: int | None
    count_label: str
    window_label: str
    days: tuple[DayGroup, ...]
    underway: tuple[EventCard, ...]
    strip: MonthStrip
    options: Options
    active: tuple[Choice, ...]
    context: tuple[Link, ...]
    next: Link | None
    gap: str
    nearest: tuple[Link, ...]
    subscriptions: Subscriptions
    empty: bool
    first_page: bool


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A cell of the month grid; `cards` holds the first few, `more` the number of the others."""

    day: date
    number: str
    label: str
    url: str
    outside: bool
    past: bool
    today: bool
    count: int
    cards: tuple[EventCard, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The month as weeks of seven days, Monday first."""

    filters: Filters
    problems: tuple[Problem, ...]
    query: str
    first: date
    label: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[MonthDay, ...], ...]
    count: int
    count_label: str
    previous: Choice
    next: Choice
    list_url: str
    options: Options
    active: tuple[Choice, ...]
    subscriptions: Subscriptions


@dataclass(frozen=True, slots=True)
class EventList:
    """Two lists that share a page: what comes (soonest first) and what is over (latest first)."""

    coming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    more_coming: str
    more_past: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An event next to a day, for the home page: `label` is "maintenant", "aujourd’hui", "demain", or the day."""

    card: EventCard
    label: str
    now: bool
