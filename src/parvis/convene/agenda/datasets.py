"""The tables that the agenda discloses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda import rows
from parvis.convene.agenda.queries.visibility import editions_visible_to, published, sessions_visible_to
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset
from parvis.ground.places.models import Place
from parvis.people.models import Organisation

NOBODY = AnonymousUser()
IDENTITY = (
    Field("uid", "string", _("Identifier"), _("Stable and unique (UUID).")),
    Field("url", "string", _("Page")),
)
WHEN = (
    Field("start", "string", _("Start"), _("A day, or a local time with its offset (ISO 8601).")),
    Field("end", "string", _("End"), _("Of the same form; the last day is included. Empty when it is not known.")),
    Field("precision", "string", _("Precision"), _("day or minute.")),
    Field("zone", "string", _("Time zone")),
)
EVENTS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("title", "string", _("Title")),
    Field("lead", "string", _("Lead")),
    Field("language", "string", _("Language")),
    *WHEN,
    Field("hours_to_confirm", "boolean", _("Hours to be confirmed")),
    Field("mode", "string", _("Attendance"), "onsite, online, mixed, unknown"),
    Field("admission", "string", _("Admission"), "free, registration, invitation, press, unknown"),
    Field("status", "string", _("Status"), "scheduled, rescheduled, moved-online, postponed, full, cancelled"),
    Field("more_to_come", "boolean", _("More details to come")),
    Field("standing", "string", _("Standing"), "ordinary, documented, fictional"),
    Field("place", "object", _("Place")),
    Field("room", "string", _("Room")),
    Field("online_url", "string", _("Online address")),
    Field("formats", "array", _("Formats")),
    Field("themes", "array", _("Themes")),
    Field("audiences", "array", _("Audiences")),
    Field("organisers", "array", _("Organisations"), _("Each with its role.")),
    Field("editions", "array", _("Editions")),
    Field("published_at", "datetime", _("Published on")),
    Field("updated_at", "datetime", _("Last change")),
)
SESSIONS = (
    *IDENTITY,
    Field("event", "string", _("Event"), _("Identifier of the event.")),
    Field("title", "string", _("Title")),
    Field("summary", "string", _("Summary")),
    Field("language", "string", _("Language")),
    *WHEN,
    Field("mode", "string", _("Attendance")),
    Field("admission", "string", _("Admission")),
    Field("press_only", "boolean", _("Press only")),
    Field("off", "boolean", _("Off"), _("Outside the span that the event announced.")),
    Field("status", "string", _("Status")),
    Field("place", "object", _("Place"), _("Empty: the event's.")),
    Field("room", "string", _("Room")),
    Field("online_url", "string", _("Online address")),
    Field("recording_url", "string", _("Recording")),
    Field("formats", "array", _("Formats")),
)
PLACES = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("name", "string", _("Name")),
    Field("address", "string", _("Street address")),
    Field("postcode", "string", _("Postcode")),
    Field("city", "string", _("Town")),
    Field("insee", "string", _("INSEE code")),
    Field("country", "string", _("Country")),
    Field("latitude", "number", _("Latitude"), _("Degrees, WGS 84.")),
    Field("longitude", "number", _("Longitude"), _("Degrees, WGS 84.")),
    Field("accessibility", "array", _("Accessibility")),
)
EDITIONS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("name", "string", _("Name")),
    Field("series", "string", _("Series")),
    Field("year", "integer", _("Year")),
    Field("first_day", "date", _("First day")),
    Field("last_day", "date", _("Last day"), _("Included.")),
    Field("host", "string", _("Host")),
    Field("standing", "string", _("Standing")),
    Field("events", "integer", _("Number of events")),
)
ORGANISATIONS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("name", "string", _("Name")),
    Field("acronym", "string", _("Acronym")),
    Field("kind", "string", _("Kind")),
    Field("website", "string", _("Website")),
    Field("successor", "string", _("Succeeded by")),
    Field("succeeded_on", "date", _("Succeeded on")),
    Field("fictional", "boolean", _("Fictional")),
)


def table(
    make: Callable[[QuerySet[Any], str], Iterator[Mapping[str, Any]]], found: Callable[[], QuerySet[Any]]
) -> Callable[[], Iterator[Mapping[str, Any]]]:
    return lambda: make(found(), get_language() or "fr")


def register_all() -> None:
    _register(
        "events",
        _("Events"),
        _("Every published event, past and to come, cancelled ones included."),
        EVENTS,
        table(rows.events, lambda: published().order_by("start_day", "starts_at", "uid")),
    )
    _register(
        "sessions",
        _("Sessions"),
        _("Every session of the published events."),
        SESSIONS,
        table(rows.sessions, lambda: sessions_visible_to(NOBODY).order_by("start_day", "starts_at", "pk")),
    )
    _register(
        "places",
        _("Places"),
        _("Where the events take place, with what is declared about access."),
        PLACES,
        table(rows.places, lambda: Place.objects.order_by("name", "pk")),
    )
    _register(
        "editions",
        _("Editions"),
        _("Editions of the series, with their days and hosts."),
        EDITIONS,
        table(rows.editions, lambda: editions_visible_to(NOBODY).order_by("year", "slug")),
    )
    _register(
        "organisations",
        _("Organisations"),
        _("Bodies that host, organise, support or take part."),
        ORGANISATIONS,
        table(rows.organisations, lambda: Organisation.objects.order_by("name_key", "pk")),
    )


def _register(
    code: str,
    title: Any,
    description: Any,
    fields: tuple[Field, ...],
    made: Callable[[], Iterator[Mapping[str, Any]]],
    updated: Callable[[], datetime | None] = rows.last_change,
) -> None:
    register_dataset(Dataset(code, title, description, fields, made, updated))
