"""What every reader returns and every writer takes: one document about one event, as its source says it.

All classes are frozen, hold tuples and compare by value, so that "reading what was written gives the same
document" is a plain `==`. Nothing here knows a file format, a database or today's date.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from parvis.civics.formats.commitment import CommitmentPage

PARIS = "Europe/Paris"

MODES = ("onsite", "online", "mixed", "unknown")
ADMISSIONS = ("free", "registration", "invitation", "press", "unknown")
STATUSES = ("scheduled", "rescheduled", "moved-online", "postponed", "full", "cancelled")
TRANSPORT_MODES = ("metro", "rer", "train", "tram", "bus", "bike", "car", "other")
KINDS = (
    "agenda-page",
    "press-note",
    "programme-page",
    "blog-post",
    "commitment-page",
    "icalendar",
    "openagenda",
    "json-ld",
    "csv",
    "text",
)


@dataclass(frozen=True)
class Moment:
    """A wall-clock minute, or a whole day when the hours are unknown or do not matter.

    time   None = hours unknown or all day; the precision is then "day"
    zone   name of the time zone (IANA)
    fold   1 = the second passage through an hour that the autumn clock change repeats (PEP 495)
    """

    day: dt.date
    time: dt.time | None = None
    zone: str = PARIS
    fold: int = 0

    @property
    def precision(self) -> str:
        """ "day" or "minute"."""
        return "day" if self.time is None else "minute"

    @property
    def aware(self) -> dt.datetime:
        """The aware datetime of this moment; midnight of the day when the hours are unknown."""
        return dt.datetime.combine(self.day, self.time or dt.time(0), ZoneInfo(self.zone)).replace(fold=self.fold)

    @property
    def iso(self) -> str:
        """`2018-11-12` for a day, `2018-11-12T18:30:00+01:00` for a minute."""
        return self.day.isoformat() if self.time is None else self.aware.isoformat()


@dataclass(frozen=True)
class Doubt:
    """A value put aside, or kept but to be checked, with the reason why.

    field      name in the source ("event_end_date"), or place in the document ("sessions[0].start")
    value      the text as found
    reason     a code: see docs/developer/formats.md for the list
    line       1-based line in the file, None when the format has none
    blocking   True when no event should be made of the document before a person has looked
    """

    field: str
    value: str
    reason: str
    message: Mapping[str, str]
    line: int | None = None
    blocking: bool = False


@dataclass(frozen=True)
class InfoField:
    """A labelled piece of practical information: label, content and an optional link."""

    label: str = ""
    content: str = ""
    link: str = ""


@dataclass(frozen=True)
class TransportLine:
    """Lines of one transport mode at one stop; `note` is what could not be told apart, verbatim."""

    mode: str = "other"
    lines: tuple[str, ...] = ()
    stop: str = ""
    note: str = ""


@dataclass(frozen=True)
class PlaceText:
    """A place as a text names it; latitude and longitude in decimal degrees (WGS 84)."""

    name: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    lines: tuple[TransportLine, ...] = ()
    accessibility: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    insee: str = ""


@dataclass(frozen=True)
class Quote:
    """Words of a person, with the office held and the address of the source."""

    text: str
    author: str = ""
    office: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Role:
    """What an organisation or a person does in the event.

    role        "organiser", "co-organiser", "supporter", "participant", "speaker" or "host"
    programme   programme or team through which it takes part
    """

    name: str
    role: str = "organiser"
    programme: str = ""
    url: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to ask: a role rather than a person wherever the source allows."""

    name: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True)
class ImageText:
    """An image by its address; an empty `alt` means that the source gives none."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class SessionText:
    """One session of a programme; `line` is where it starts in the file, 0 when the format has no lines.

    end is INCLUSIVE when it is a day; formats are codes of the fixed table (`formats.vocabulary`).
    """

    title: str
    start: Moment | None = None
    end: Moment | None = None
    formats: tuple[str, ...] = ()
    place: PlaceText | None = None
    mode: str = "unknown"
    admission: str = "unknown"
    summary: str = ""
    organisers: tuple[str, ...] = ()
    links: tuple[InfoField, ...] = ()
    line: int = 0
    external_id: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Something recognised in prose, to be confirmed by a person before it becomes data.

    kind   "event", "charter", "signatory", "quote", "figure", "pledge" or "organisation"
    """

    kind: str
    text: str
    data: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class OfferText:
    """A free registration on the publisher's own site, as it stands at an instant.

    availability  "open", "waiting" (full, with a waiting list), "full" or "before"
    capacity      seats in all; None when there is no limit
    valid_from    ISO 8601 instant at which registration opens
    """

    url: str
    availability: str
    valid_from: str
    capacity: int | None = None


@dataclass(frozen=True)
class EventDocument:
    """One event as one source tells it, the source itself included word for word.

    kind          one of KINDS
    external_id   slug of the source file, or UID of the exchange formats
    lead, body    Markdown
    end           INCLUSIVE when it is a day (iCalendar's exclusive DTEND is converted on the way in and out)
    published     None = the source does not say
    themes        words of the source; formats, audiences and series are codes of `formats.vocabulary` or verbatim
    registration  the information fields that say how to register; the others are in `information`
    number        press note number
    children      the parts of a commitment: milestones, reviews, recommendations
    commitment    what a commitment page says, value by value
    source        the text of the record, verbatim
    """

    kind: str
    title: str = ""
    path: str = ""
    external_id: str = ""
    url: str = ""
    lead: str = ""
    body: str = ""
    language: str = "fr"
    start: Moment | None = None
    end: Moment | None = None
    published: bool | None = None
    published_at: dt.datetime | None = None
    mode: str = "unknown"
    admission: str = "unknown"
    status: str = "scheduled"
    place: PlaceText | None = None
    online_url: str = ""
    formats: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    organisers: tuple[Role, ...] = ()
    information: tuple[InfoField, ...] = ()
    registration: tuple[InfoField, ...] = ()
    images: tuple[ImageText, ...] = ()
    quotes: tuple[Quote, ...] = ()
    sessions: tuple[SessionText, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    more_to_come: bool = False
    contact: tuple[Contact, ...] = ()
    number: str = ""
    sequence: int = 0
    last_modified: dt.datetime | None = None
    children: tuple["Child", ...] = ()
    commitment: CommitmentPage | None = None
    doubts: tuple[Doubt, ...] = ()
    source: str = ""

    @property
    def quarantined(self) -> bool:
        """True when there is no usable date, or a doubt that blocks."""
        return self.start is None or any(doubt.blocking for doubt in self.doubts)

    @property
    def precision(self) -> str:
        """ "minute", "day", or "unknown" without a start."""
        return self.start.precision if self.start else "unknown"


@dataclass(frozen=True)
class Child:
    """A part of a document that is not a session: kind, number as printed (empty when it has none), title."""

    kind: str
    number: str
    title: str
    line: int = 0
