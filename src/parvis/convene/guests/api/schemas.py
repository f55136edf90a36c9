"""What the API of guests takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import AwareDatetime, Field

from parvis.convene.agenda.api import Language, Page
from parvis.convene.editing.api.schemas import Exact

Which = Annotated[
    str, Field(description=gettext_noop("Identifier of a session; empty for the registration to the event itself."))
]


class SeatsOut(Schema):
    capacity: Annotated[int | None, Field(description=gettext_noop("null when there is no limit."))]
    confirmed: int
    held: int
    free: int | None
    waiting: int


class CategoryOut(Schema):
    uid: str
    name: dict[str, str]
    access: str
    within_capacity: bool
    approval: bool
    seats: SeatsOut


class Rules(Schema):
    opens_at: datetime
    closes_at: datetime | None
    waiting_capacity: int | None
    smaller_parties_pass: bool
    promotion_within: int
    confirm_by_mail: bool
    confirm_within: int
    network_holds: int
    one_per_person: bool
    largest_party: int
    approval: bool
    asks_access_needs: bool
    reminder: bool
    contact: str
    kept_days: int


class RulesIn(Exact):
    """Rules that change; the others stay. Seats are changed on the site, where one sees what it does."""

    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    waiting_capacity: Annotated[int, Field(ge=0)] | None = None
    smaller_parties_pass: bool | None = None
    promotion_within: Annotated[int, Field(ge=0, le=720)] | None = None
    confirm_by_mail: bool | None = None
    confirm_within: Annotated[int, Field(ge=1, le=10080)] | None = None
    network_holds: Annotated[int, Field(ge=1, le=32000)] | None = None
    one_per_person: bool | None = None
    largest_party: Annotated[int, Field(ge=1, le=50)] | None = None
    approval: bool | None = None
    asks_access_needs: bool | None = None
    reminder: bool | None = None
    contact: str | None = None
    kept_days: Annotated[int, Field(ge=0, le=400)] | None = None


# What may be emptied; null says nothing of the other rules.
NULLABLE = frozenset({"closes_at", "waiting_capacity"})


class RegistrationOut(Schema):
    uid: str
    event: str
    session: str | None
    running: bool
    standing: Annotated[str, Field(description=gettext_noop("Where it stands now, in words."))]
    version: int
    rules: Rules
    seats: SeatsOut
    parties: Annotated[dict[str, int], Field(description=gettext_noop("State → sign-ups."))]
    categories: list[CategoryOut]
    dry: bool = False


class PersonOut(Schema):
    name: str
    child: bool
    coming: bool
    answers: dict[str, Any]


class GuestOut(Schema):
    uid: str
    state: str
    category: str
    people: int
    name: str
    email: str
    language: str
    asked_at: datetime
    confirmed_at: datetime | None
    until: datetime | None
    answers: Annotated[dict[str, Any], Field(description=gettext_noop("Identifier of a question → answer."))]
    party: list[PersonOut]
    dry: bool = False


class GuestPage(Schema):
    items: list[GuestOut]
    next: str | None


class GuestQuery(Page):
    session: Which = ""
    state: str = Field("", description=gettext_noop("One state, or “ended” for all that have ended."))
    category: str = Field("", description=gettext_noop("Identifier of a category."))


class GuestIn(Exact):
    category: UUID
    people: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=200)]],
        Field(min_length=1, max_length=50, description=gettext_noop("Names, who registers first.")),
    ]
    email: str = Field("", max_length=254, description=gettext_noop("Where the ticket goes; may be left out."))
    language: Language = "fr"


class ReasonIn(Exact):
    reason: str = Field(min_length=1, max_length=500, description=gettext_noop("The person reads it."))


class Nothing(Exact):
    """No field."""
