"""What programs send and receive."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

LIMIT, MOST = 50, 200
Language = Literal["fr", "en"]


class PlaceOut(Schema):
    uid: str
    url: str
    slug: str
    name: str
    address: str
    postcode: str
    city: str
    insee: str
    country: str
    latitude: float | None
    longitude: float | None
    accessibility: list[str]


class OrganiserOut(Schema):
    uid: str
    slug: str
    name: str
    role: str


class Timed(Schema):
    start: Annotated[str, Field(description=gettext_noop("A day, or a local time with its offset."))]
    end: Annotated[
        str | None, Field(description=gettext_noop("Of the same form, included; null when it is not known."))
    ]
    precision: Literal["day", "minute"]
    zone: str


class EventOut(Timed):
    uid: str
    url: str
    slug: str
    title: str
    lead: str
    language: str
    hours_to_confirm: bool
    mode: str
    admission: str
    status: str
    more_to_come: bool
    standing: str
    place: PlaceOut | None
    room: str
    online_url: str
    formats: list[str]
    themes: list[str]
    audiences: list[str]
    organisers: list[OrganiserOut]
    editions: list[str]
    published_at: datetime | None
    updated_at: datetime


class SessionOut(Timed):
    uid: str
    url: str
    event: str
    title: str
    summary: str
    language: str
    mode: str
    admission: str
    press_only: bool
    off: bool
    status: str
    place: PlaceOut | None
    room: str
    online_url: str
    recording_url: str
    formats: list[str]


class RegistrationOut(Schema):
    url: str
    stand: Annotated[str, Field(description=gettext_noop("before, open, waiting, full or closed."))]
    takes: Annotated[bool, Field(description=gettext_noop("Whether one can register now."))]
    opens_at: datetime | None
    closes_at: datetime | None
    capacity: int | None
    free: int | None
    waiting: int


class EventDetail(EventOut):
    body_html: Annotated[str, Field(description=gettext_noop("Sanitised HTML."))]
    registration: Annotated[RegistrationOut | None, Field(description=gettext_noop("Null when none is taken here."))]
    sessions: list[SessionOut]


class EditionOut(Schema):
    uid: str
    url: str
    slug: str
    name: str
    series: str
    year: int
    first_day: date | None
    last_day: date | None
    host: str | None
    standing: str
    events: int


class OrganisationOut(Schema):
    uid: str
    url: str
    slug: str
    name: str
    acronym: str
    kind: str
    website: str
    successor: str | None
    succeeded_on: date | None
    fictional: bool


class ProblemOut(Schema):
    parameter: str
    message: str
    code: Annotated[str, Field(description=gettext_noop("For programs: it does not change with the language."))]


class Problems(Schema):
    errors: list[ProblemOut]


class EventPage(Schema):
    items: list[EventOut]
    next: Annotated[
        str | None, Field(description=gettext_noop("Give it as `after` to have the next page; null on the last one."))
    ]


class SessionPage(Schema):
    items: list[SessionOut]
    next: str | None


class PlacePage(Schema):
    items: list[PlaceOut]
    next: str | None


class EditionPage(Schema):
    items: list[EditionOut]
    next: str | None


class OrganisationPage(Schema):
    items: list[OrganisationOut]
    next: str | None


class Page(Schema):
    after: str = Field("", description=gettext_noop("Where the page starts: the `next` of the page before."))
    limit: int = Field(LIMIT, ge=1, le=MOST, description=gettext_noop("How many items a page holds."))
    lang: Language = Field(
        "fr", description=gettext_noop("Language of names, and of the pages that addresses lead to.")
    )


class EventQuery(Page):
    when: str = Field(
        "",
        description=gettext_noop(
            "today, week, month, coming, past, 2026-03, 2026-03-12 or two days with `..` between."
        ),
    )
    where: str = Field("", description=gettext_noop("online, city:<name> or place:<slug>."))
    about: list[str] = Field([], description=gettext_noop("Codes of themes; any of them."))
    format: list[str] = Field([], description=gettext_noop("Codes of formats; any of them."))
    audience: list[str] = Field([], description=gettext_noop("Codes of audiences; any of them."))
    mode: str = Field("", description=gettext_noop("onsite, online or mixed."))
    accessible: bool = Field(False, description=gettext_noop("Only where one gets in without a step."))
    organiser: str = Field("", description=gettext_noop("Slug of an organisation."))
    edition: str = Field("", description=gettext_noop("Slug of an edition."))
    series: str = Field("", description=gettext_noop("Slug of a series."))
    selection: str = Field("", description=gettext_noop("Slug of the body whose selection it is."))
    q: str = Field("", description=gettext_noop("Words to look for, in the language asked."))
