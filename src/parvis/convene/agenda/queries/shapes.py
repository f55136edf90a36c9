"""What the pages of the agenda are made of: plain values in the reader's language, ready to print.

Nothing here is lazy and nothing here asks the database. HTML, where a field holds some, was sanitised when saved and
its name ends in `_html`. An empty string, an empty tuple or None means “not known”: print nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from parvis.convene.agenda.filters import Filters, Problem
from parvis.convene.agenda.offers import Offer
from parvis.convene.agenda.queries.announcers import Announcer


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
class DateBlock:
    """The date as a page sets it.

    several_days   then the `last_*` fields hold the end
    range          "du 12 au 14 mars 2026", or the whole day in words
    near           "aujourd’hui", "demain", "dans 5 jours", "il y a 3 jours" or empty
    """

    day: date
    last_day: date
    number: str
    weekday: str
    month: str
    last_number: str
    last_weekday: str
    last_month: str
    several_days: bool
    range: str
    hours: str
    duration: str
    near: str
    hours_to_confirm: bool
    hours_to_check: bool
    over: bool
    now: bool
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class TransportStop:
    lines: tuple[str, ...]
    stop: str
    distance: str


@dataclass(frozen=True, slots=True)
class Transport:
    """One means of transport: code ("metro"), label, stops."""

    mode: str
    label: str
    stops: tuple[TransportStop, ...]


@dataclass(frozen=True, slots=True)
class PlaceBlock:
    uid: UUID
    name: str
    url: str
    address: str
    city: str
    room: str
    map_url: str
    transport: tuple[Transport, ...]
    accessibility: tuple[str, ...]
    access_note: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation or a person (or both, "for"), with the office held that day."""

    name: str
    url: str
    office: str
    organisation: str
    organisation_url: str
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Those who share a role: code, "Organisation", parties."""

    role: str
    label: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A session in the timeline. `kicker`: formats and duration, "Table ronde, 45 min"."""

    uid: UUID
    anchor: str
    title: str
    language: str
    day: date
    starts: str
    ends: str
    hours: str
    duration: str
    kicker: str
    summary_html: str
    place: str
    place_url: str
    room: str
    mode_label: str
    admission_label: str
    press_only: bool
    off: bool
    status: str
    status_label: str
    recording_url: str
    online_url: str
    people: tuple[Party, ...]
    organisers: tuple[Party, ...]
    links: tuple[Link, ...]
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """`end` is the hour at which the last slot ends, or empty."""

    day: date
    label: str
    anchor: str
    slots: tuple[Slot, ...]
    end: str


@dataclass(frozen=True, slots=True)
class InformationLine:
    label: str
    content: str
    link: str


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    text: str
    author: str
    office: str
    language: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class FigureBlock:
    value: str
    unit: str
    scope: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """`renditions` as `ground.files` stores them; `file` is the storage path of the original re-encoded."""

    file: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int
    renditions: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition that an event is in; `selected_by` names the body whose selection it is."""

    name: str
    url: str
    series: str
    series_url: str
    selected_by: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A line of the event's story; `documented` is False for an illustration."""

    when: str
    day: date | None
    title: str
    url: str
    relation: str
    kind: str
    documented: bool
    here: bool = False


@dataclass(frozen=True, slots=True)
class JournalLine:
    when: str
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class EventPage:
    uid: UUID
    slug: str
    url: str
    title: str
    language: str
    kicker: str
    lead_html: str
    body_html: str
    date: DateBlock
    state: str
    state_label: str
    status: str
    status_label: str
    status_note: str
    admission: str
    admission_label: str
    admission_note: str
    mode: str
    mode_label: str
    more_to_come: bool
    standing: str
    action: Link | None
    registrations: tuple[Link, ...]
    place: PlaceBlock | None
    online_url: str
    video_url: str
    website: str
    accessibility: tuple[str, ...]
    programme: tuple[ProgrammeDay, ...]
    roles: tuple[RoleGroup, ...]
    information: tuple[InformationLine, ...]
    quotes: tuple[QuoteBlock, ...]
    figures: tuple[FigureBlock, ...]
    pictures: tuple[PictureBlock, ...]
    recordings: tuple[Link, ...]
    sources: tuple[Link, ...]
    editions: tuple[EditionRef, ...]
    themes: tuple[Tag, ...]
    formats: tuple[Tag, ...]
    audiences: tuple[Tag, ...]
    related: tuple[EventCard, ...]
    same_day: tuple[EventCard, ...]
    story: tuple[StoryLine, ...]
    journal: tuple[JournalLine, ...]
    calendar_url: str
    file_url: str
    subscription_url: str
    announcer: Announcer | None
    json_ld: str
    offer: Offer | None = None
    recurrence: str = ""  # the rule in words, empty for an event that does not come back
    other_dates: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EventList:
    """Two lists that share a page: what comes (soonest first) and what is over (latest first)."""

    coming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    more_coming: str
    more_past: str


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


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An event next to a day, for the home page: `label` is "maintenant", "aujourd’hui", "demain", or the day."""

    card: EventCard
    label: str
    now: bool
