"""What a program writes and reads back of an event: the shape of `convene.agenda.content`, typed.

Every field may be left out; what is left out stays as it is (PATCH) or has its usual value (POST).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from parvis.convene.agenda.models import Admission, Mode, Role, State, Status
from parvis.people.api.faults import Faults
from parvis.people.api.refusals import Fault, faults_of_form

MOST = 300  # rows of one part: the longest programme seen has 90 sessions


class Exact(BaseModel):
    """An object in which a field that we do not know is a mistake, never ignored."""

    model_config = ConfigDict(extra="forbid")


def only_text(value: Any) -> Any:
    """A number is no day: 20260312 would be read as an instant of 1970."""
    if value is None or isinstance(value, str):
        return value
    raise PydanticCustomError("date_type", "text expected")


def on_the_wall(value: time) -> time:
    """Hours are those of the event's zone: an offset would say something else."""
    if value.tzinfo is not None:
        raise PydanticCustomError("time_parsing", "no offset")
    return value


Day = Annotated[date, BeforeValidator(only_text)]
Hour = Annotated[time, BeforeValidator(only_text), AfterValidator(on_the_wall)]
Reference = Annotated[str, Field(description=gettext_noop("An identifier, or the slug of its page."))]
Rows = Field(max_length=MOST)


class PlaceIn(Exact):
    """A place in words: the one of that name in that town, or a new one."""

    name: str
    address: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    latitude: float | None = None
    longitude: float | None = None
    accessibility: list[str] = []
    website: str = ""


class LinkIn(Exact):
    label: str = ""
    url: str


class SessionIn(Exact):
    uid: UUID | None = Field(
        None, description=gettext_noop("Of a session that stands: it changes in place. Yours for a new one.")
    )
    title: str
    summary: str = ""
    language: str = ""
    start_day: Day | None = None
    start_time: Hour | None = None
    end_day: Day | None = None
    end_time: Hour | None = None
    zone: str = "Europe/Paris"
    mode: Mode = Mode.UNKNOWN
    admission: Admission = Admission.UNKNOWN
    press_only: bool = False
    off: bool = False
    status: Status = Status.SCHEDULED
    room: str = ""
    online_url: str = ""
    recording_url: str = ""
    links: list[LinkIn] = []
    programmes: list[str] = []
    held_back: bool = False
    place: Reference | PlaceIn | None = None
    formats: list[str] = []


class ParticipationIn(Exact):
    role: Role = Role.ORGANISER
    organisation: Reference | None = None
    person: Reference | None = None
    label: str = Field("", description=gettext_noop("In words, when no page of this site is theirs."))
    office: str = ""
    programmes: list[str] = []
    session: UUID | None = Field(None, description=gettext_noop("Identifier of a session of this event."))


class InformationIn(Exact):
    label: str
    content: str = ""
    link: str = ""


class RegistrationLinkIn(Exact):
    label: str = ""
    url: str
    session: UUID | None = None


class QuoteIn(Exact):
    text: str
    author: str
    office: str = ""
    language: str = "fr"
    source: UUID | None = None


class FigureIn(Exact):
    value: str
    unit: str
    scope: str = ""
    source: UUID | None = None


class RecordingIn(Exact):
    title: str
    url: str
    language: str = ""
    subtitled: bool = False
    session: UUID | None = None


class PictureIn(Exact):
    picture: UUID


class SourceIn(Exact):
    source: UUID
    note: str = ""


def without(data: dict[str, Any], ways: list[tuple[Any, ...]]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The same without what is at these ways: a row of a list where the way names one, a whole part otherwise."""
    rows: dict[str, set[int]] = {}
    whole = {way[0] for way in ways if way and not (len(way) > 1 and isinstance(way[1], int))}
    for way in ways:
        if way and way[0] not in whole:
            rows.setdefault(way[0], set()).add(way[1])
    left = {name: value for name, value in data.items() if name not in whole}
    positions = {}
    for name, wrong in rows.items():
        positions[name] = [number for number in range(len(left[name])) if number not in wrong]
        left[name] = [left[name][number] for number in positions[name]]
    return left, positions


class ContentIn(Exact):
    """What an event says. A part that holds rows is replaced as a whole; texts are Markdown."""

    # What has not the announced form is kept apart, and the rest is read all the same: a program is told every
    # mistake at once, those of form and those of substance.
    _errors: Sequence[Mapping[str, Any]] = PrivateAttr(default=())
    _positions: dict[str, list[int]] = PrivateAttr(default_factory=dict)

    title: str = Field("", description=gettext_noop("Needed to create an event."))
    lead: str = ""
    body: str = ""
    language: str = "fr"
    start_day: Day | None = Field(None, description=gettext_noop("Needed to create an event."))
    start_time: Hour | None = Field(None, description=gettext_noop("Local time in `zone`; null while it is not known."))
    end_day: Day | None = Field(None, description=gettext_noop("The last day, included."))
    end_time: Hour | None = None
    zone: str = "Europe/Paris"
    hours_to_confirm: bool = False
    hours_to_check: bool = False
    more_to_come: bool = False
    mode: Mode = Mode.UNKNOWN
    admission: Admission = Admission.UNKNOWN
    admission_note: str = ""
    room: str = ""
    online_url: str = ""
    video_url: str = ""
    website: str = ""
    accessibility: list[str] = []
    place: Reference | PlaceIn | None = None
    formats: Annotated[list[str], Rows] = []
    themes: Annotated[list[str], Rows] = []
    audiences: Annotated[list[str], Rows] = []
    related: Annotated[list[Reference], Rows] = []
    sessions: Annotated[list[SessionIn], Rows] = []
    participations: Annotated[list[ParticipationIn], Rows] = []
    information: Annotated[list[InformationIn], Rows] = []
    registration_links: Annotated[list[RegistrationLinkIn], Rows] = []
    quotes: Annotated[list[QuoteIn], Rows] = []
    figures: Annotated[list[FigureIn], Rows] = []
    recordings: Annotated[list[RecordingIn], Rows] = []
    pictures: Annotated[list[PictureIn], Rows] = []
    sources: Annotated[list[SourceIn], Rows] = []

    @model_validator(mode="wrap")
    @classmethod
    def read_what_can_be(cls, data: Any, handler: Any) -> Any:
        try:
            return handler(data)
        except ValidationError as error:
            if not isinstance(data, dict):
                raise
            found = error.errors(include_url=False, include_context=True, include_input=False)
            sound, positions = without(data, [one["loc"] for one in found])
            read = handler(sound)
            read._errors, read._positions = found, positions
            return read

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read, in the active language."""
        return faults_of_form(self._errors)

    @property
    def positions(self) -> dict[str, list[int]]:
        """Of each part that lost rows: where those that are left stood."""
        return self._positions

    def parts(self) -> dict[str, Any]:
        """Only what was given, as plain JSON values."""
        given = self.model_fields_set & set(ContentIn.model_fields)
        return self.model_dump(mode="json", include=given, exclude_unset=True)


class EventIn(ContentIn):
    publish: bool = Field(False, description=gettext_noop("Show it to everybody at once, if no finding is an error."))


class EventPatch(ContentIn):
    version: int | None = Field(
        None, description=gettext_noop("The version that you read: 409 when somebody wrote since.")
    )


class Reason(Exact):
    reason: str = Field("", max_length=500, description=gettext_noop("Told to the public."))


class Withdrawal(Exact):
    reason: str = Field("", max_length=500, description=gettext_noop("Kept for the organisers."))


class NewDays(Exact):
    start_day: Day
    end_day: Day | None = None
    start_time: Hour | None = None
    end_time: Hour | None = None


class Publication(Exact):
    pass


class FindingOut(Schema):
    rule: str
    severity: Annotated[
        str, Field(description=gettext_noop("error, warning or info; an open error holds a publication back."))
    ]
    part: str
    message: str
    suggestion: str
    set_aside: Annotated[
        str, Field(description=gettext_noop("The reason of the person who set it aside, empty while it is open."))
    ]


class Difference(Schema):
    part: str
    yours: Any
    theirs: Any


class Overtaking(Faults):
    version: int | None = None
    differences: list[Difference] = []


class WrittenOut(Schema):
    """The event as it stands after the request (as it would stand, for a dry run)."""

    uid: str
    slug: str
    url: str
    state: State
    status: Status
    version: Annotated[int, Field(description=gettext_noop("Also the `ETag`; 0 for what was never written here."))]
    changed: Annotated[list[str], Field(description=gettext_noop("Parts that this request changed."))]
    dry: bool
    findings: Annotated[list[FindingOut], Field(description=gettext_noop("What a reader would find inconsistent."))]
    content: dict[str, Any]


class DraftOut(Schema):
    uid: str
    slug: str
    title: str
    start_day: date
    state: State
    changed_at: datetime


class DraftPage(Schema):
    items: list[DraftOut]
    next: str | None
