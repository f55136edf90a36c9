"""The page of an event, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from parvis.convene.agenda.offers import Offer
from parvis.convene.agenda.queries.announcers import Announcer
from parvis.convene.agenda.queries.shapes.lists import EventCard, Link, Tag


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
