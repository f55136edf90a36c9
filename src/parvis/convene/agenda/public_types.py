"""What the lower layers may ask of the agenda: its public types, and what the search index reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.agenda import addresses, finding
from parvis.convene.agenda.models import Edition, Event, Series, Session, Status
from parvis.convene.agenda.queries.visibility import (
    editions_visible_to,
    series_visible_to,
    sessions_visible_to,
    visible_to,
)
from parvis.ground.identifiers import PublicType, Stop, is_registered, register
from parvis.ground.places.models import Place
from parvis.ground.search.indexing import register_indexer
from parvis.people.models import Organisation


def loader(rows: Callable[[], QuerySet[Any]]) -> Callable[[Collection[UUID]], Mapping[UUID, Any]]:
    def load(uids: Collection[UUID]) -> Mapping[UUID, Any]:
        return {found.uid: found for found in rows().filter(uid__in=uids).order_by("pk")}

    return load


def event_stops(event: Event) -> Sequence[Stop]:
    kind = _("event")
    if event.status == Status.CANCELLED:
        kind = _("event, cancelled")
    return (Stop(event.start_day, "day", event.title, kind, addresses.event(event.slug)),)


def edition_stops(edition: Edition) -> Sequence[Stop]:
    """Its first day; when nobody gave it, the last is no beginning, and its year is all that is known."""
    day, precision = (edition.first_day, "day") if edition.first_day else (date(edition.year, 1, 1), "year")
    return (Stop(day, precision, str(edition.name), _("edition"), addresses.edition(edition.slug)),)


def body_of_event(event: Event) -> Collection[int]:
    return () if event.organisation_id is None else (event.organisation_id,)


def host_of_edition(edition: Edition) -> Collection[int]:
    return () if edition.host_id is None else (edition.host_id,)


def status_word(dated: Any) -> str:
    return "" if dated.status == Status.SCHEDULED else str(Status(dated.status).label)


def session_url(session: Session) -> str:
    return f"{addresses.event(session.event.slug)}#s-{session.uid.hex[:8]}"


EVENT = PublicType(
    code="event",
    label=gettext_lazy("event"),
    plural=gettext_lazy("events"),
    load=loader(Event.objects.all),
    visible_to=visible_to,
    title=lambda event, language: event.title,
    url=lambda event: addresses.event(event.slug),
    stops=event_stops,
    status=status_word,
    bodies=body_of_event,
)
SESSION = PublicType(
    code="session",
    label=gettext_lazy("session"),
    plural=gettext_lazy("sessions"),
    load=loader(lambda: Session.objects.select_related("event")),
    visible_to=lambda viewer: sessions_visible_to(viewer).select_related("event"),
    title=lambda session, language: session.title,
    url=session_url,
    stops=lambda session: (Stop(session.start_day, "day", session.title, _("session"), session_url(session)),),
    status=status_word,
    bodies=lambda session: body_of_event(session.event),
)
SERIES = PublicType(
    code="series",
    label=gettext_lazy("series"),
    plural=gettext_lazy("series"),
    load=loader(Series.objects.all),
    visible_to=series_visible_to,
    title=lambda series, language: series.name.localize(language),
    url=lambda series: addresses.series(series.slug),
)
EDITION = PublicType(
    code="edition",
    label=gettext_lazy("edition"),
    plural=gettext_lazy("editions"),
    load=loader(Edition.objects.all),
    visible_to=editions_visible_to,
    title=lambda edition, language: edition.name.localize(language),
    url=lambda edition: addresses.edition(edition.slug),
    stops=edition_stops,
    bodies=host_of_edition,
)
# Their pages are made of events; the tables are of `ground` and `people`, which know no page.
PLACE = PublicType(
    code="place",
    label=gettext_lazy("place"),
    plural=gettext_lazy("places"),
    load=loader(Place.objects.all),
    visible_to=lambda viewer: Place.objects.all(),
    title=lambda place, language: place.name,
    url=lambda place: addresses.place(place.slug),
)
ORGANISATION = PublicType(
    code="organisation",
    label=gettext_lazy("organisation"),
    plural=gettext_lazy("organisations"),
    load=loader(Organisation.objects.all),
    visible_to=lambda viewer: Organisation.objects.all(),
    title=lambda body, language: body.name,
    url=lambda body: addresses.organisation(body.slug),
    bodies=lambda body: (body.pk,),
)


def register_all() -> None:
    for public_type in (EVENT, SESSION, SERIES, EDITION):
        register(public_type)
    for public_type in (PLACE, ORGANISATION):
        if not is_registered(public_type.code):
            register(public_type)
    register_indexer("event", finding.all_events)
    register_indexer("series", finding.all_series)
    register_indexer("edition", finding.all_editions)
