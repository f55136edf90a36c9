"""Events as `EventDocument`s, for the writers of `civics.formats`: calendars, JSON-LD, exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import strip_tags

from parvis.civics.formats.model import EventDocument, ImageText, InfoField, Moment, PlaceText, Role, SessionText
from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event, Participation, Session
from parvis.convene.agenda.queries.details import Details
from parvis.convene.agenda.queries.participants import ORGANISING, Participants
from parvis.convene.agenda.queries.vocabulary import Vocabulary, Word, formats_of
from parvis.ground.places.models import Place

BATCH = 500


def calendar_uid(uid: UUID) -> str:
    """The identifier of an event in every calendar: stable, and bound to this site's domain."""
    return f"{uid}@{urlsplit(settings.SITE_URL).hostname or 'parvis.example'}"


def whole(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.SITE_URL}{path}"


def plain(html: str) -> str:
    return " ".join(strip_tags(html).split())


class Line(NamedTuple):
    """The columns of a calendar entry."""

    id: int
    uid: UUID
    slug: str
    title: str
    lead_html: str
    language: str
    start_day: date
    start_time: time | None
    end_day: date
    end_time: time | None
    zone: str
    mode: str
    admission: str
    status: str
    online_url: str
    sequence: int
    changed_at: datetime
    place: str | None
    address: str | None
    postcode: str | None
    city: str | None
    latitude: Any
    longitude: Any


FIELDS = (
    *Line._fields[:-6],
    "place__name",
    "place__address",
    "place__postcode",
    "place__city",
    "place__latitude",
    "place__longitude",
)


def stream(events: QuerySet[Event], vocabulary: Vocabulary, language: str) -> Iterator[EventDocument]:
    """Documents of a queryset of any length, 500 rows at a time; two queries more for each 500."""
    lines = iter(events.values_list(*FIELDS).iterator(chunk_size=BATCH))
    while batch := [Line._make(row) for row in islice(lines, BATCH)]:
        keys = [line.id for line in batch]
        formats = formats_of(keys, vocabulary)
        organisers = _organisers(keys, language)
        for line in batch:
            yield _short(line, formats.get(line.id, ()), organisers.get(line.id, ()), language)


def document_of(
    event: Event,
    sessions: Sequence[Session],
    people: Participants,
    small: Details,
    formats: Iterable[Word],
    session_formats: dict[int, tuple[Word, ...]],
    themes: Iterable[Word],
    language: str,
) -> EventDocument:
    """One event with its programme, from what its page has already read; no query."""
    start, end = moments(event)
    return EventDocument(
        kind="icalendar",
        title=event.title,
        external_id=calendar_uid(event.uid),
        url=whole(addresses.event(event.slug, language)),
        lead=plain(event.lead_html) or plain(event.body_html)[:300],
        language=event.language,
        start=start,
        end=end,
        mode=event.mode,
        admission=event.admission,
        status=event.status,
        place=place_text(event.place),
        online_url=event.online_url,
        formats=tuple(word.code for word in formats),
        series=tuple(dict.fromkeys(edition.series for edition in small.editions(language))),
        themes=tuple(word.label for word in themes),
        organisers=_roles(people),
        registration=tuple(InfoField(link.label, "", link.url) for link in small.registrations()),
        images=tuple(
            ImageText(whole(settings.MEDIA_URL + p.file), p.alt, p.caption, p.credit) for p in small.pictures(language)
        ),
        sessions=tuple(_session(session, session_formats.get(session.pk, ()), people) for session in sessions),
        sequence=event.sequence,
        last_modified=event.changed_at,
    )


def moments(timed: Any) -> tuple[Moment, Moment | None]:
    """Start and inclusive end; an end that says nothing more than the start is left out."""
    start = Moment(timed.start_day, timed.start_time, timed.zone)
    if timed.start_time is not None and timed.end_time is None:
        return start, None
    if timed.start_time is None:
        return start, Moment(timed.end_day, None, timed.zone)
    return start, Moment(timed.end_day, timed.end_time, timed.zone)


def place_text(place: Place | None) -> PlaceText | None:
    if place is None:
        return None
    return PlaceText(
        name=place.name,
        address=place.address,
        postcode=place.postcode,
        city=place.city,
        accessibility=tuple(place.accessibility),
        latitude=float(place.latitude) if place.latitude is not None else None,
        longitude=float(place.longitude) if place.longitude is not None else None,
        insee=place.insee,
    )


def _short(line: Line, formats: Iterable[Word], organisers: Iterable[Role], language: str) -> EventDocument:
    start, end = moments(line)
    place = None
    if line.place:
        place = PlaceText(
            name=line.place,
            address=line.address or "",
            postcode=line.postcode or "",
            city=line.city or "",
            latitude=float(line.latitude) if line.latitude is not None else None,
            longitude=float(line.longitude) if line.longitude is not None else None,
        )
    words = tuple(formats)
    return EventDocument(
        kind="icalendar",
        title=line.title,
        external_id=calendar_uid(line.uid),
        url=whole(addresses.event(line.slug, language)),
        lead=plain(line.lead_html),
        language=line.language,
        start=start,
        end=end,
        mode=line.mode,
        admission=line.admission,
        status=line.status,
        place=place,
        online_url=line.online_url,
        formats=tuple(word.code for word in words),
        themes=tuple(word.label for word in words),
        organisers=tuple(organisers),
        sequence=line.sequence,
        last_modified=line.changed_at,
    )


def _organisers(events: list[int], language: str) -> dict[int, tuple[Role, ...]]:
    found: dict[int, list[Role]] = {}
    rows = (
        Participation.objects.filter(event__in=events, session=None, role="organiser", organisation__isnull=False)
        .order_by("event_id", "order", "pk")
        .values_list("event_id", "organisation__name", "organisation__slug")
    )
    for event, name, slug in rows:
        found.setdefault(event, []).append(Role(name, url=whole(addresses.organisation(slug, language))))
    return {event: tuple(roles) for event, roles in found.items()}


def _roles(people: Participants) -> tuple[Role, ...]:
    return tuple(
        Role(party.name, role, url=whole(party.url) if party.url else "")
        for role, party in people.by_session.get(None, ())
    )


def _session(session: Session, formats: Iterable[Word], people: Participants) -> SessionText:
    start, end = moments(session)
    return SessionText(
        title=session.title,
        start=start,
        end=end,
        formats=tuple(word.code for word in formats),
        place=place_text(session.place),
        mode=session.mode,
        admission=session.admission,
        summary=plain(session.summary_html),
        organisers=tuple(party.name for role, party in people.by_session.get(session.pk, ()) if role in ORGANISING),
        external_id=calendar_uid(session.uid),
    )
