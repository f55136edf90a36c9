"""What the agenda publishes as data, as plain rows: the same for the API and for the datasets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count, Q, QuerySet

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Edition, Event, Inclusion, Participation, Session
from parvis.convene.agenda.queries.exchange import moments, whole
from parvis.convene.agenda.queries.visibility import published
from parvis.ground.places.models import Place
from parvis.ground.text import plain_text
from parvis.people.models import Organisation

BATCH = 500
Row = dict[str, Any]


def in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def events(found: QuerySet[Event], language: str) -> Iterator[Row]:
    """Rows of a queryset of any length, in its order; 6 queries for each 500."""
    for batch in in_batches(found.select_related("place", "organisation").iterator(chunk_size=BATCH)):
        yield from event_rows(batch, language)


def event_rows(batch: Sequence[Event], language: str) -> list[Row]:
    keys = [event.pk for event in batch]
    terms = {name: _codes(getattr(Event, name).through, "event", keys) for name in ("formats", "themes", "audiences")}
    organisers = _organisers(keys)
    editions = _editions(keys)
    return [
        {
            "uid": str(event.uid),
            "url": whole(addresses.event(event.slug, language)),
            "slug": event.slug,
            "title": event.title,
            "lead": plain_text(event.lead_html),
            "language": event.language,
            **when(event),
            "hours_to_confirm": event.hours_to_confirm,
            "mode": event.mode,
            "admission": event.admission,
            "status": event.status,
            "more_to_come": event.more_to_come,
            "standing": event.standing or "ordinary",
            "place": place_row(event.place, language) if event.place else None,
            "room": event.room,
            "online_url": event.online_url,
            "formats": terms["formats"].get(event.pk, []),
            "themes": terms["themes"].get(event.pk, []),
            "audiences": terms["audiences"].get(event.pk, []),
            "organisers": organisers.get(event.pk, []),
            "editions": editions.get(event.pk, []),
            "published_at": event.published_at,
            "updated_at": event.changed_at,
        }
        for event in batch
    ]


def sessions(found: QuerySet[Session], language: str) -> Iterator[Row]:
    """Rows of sessions; 2 queries for each 500."""
    for batch in in_batches(found.select_related("event", "place").iterator(chunk_size=BATCH)):
        yield from session_rows(batch, language)


def session_rows(batch: Sequence[Session], language: str) -> list[Row]:
    formats = _codes(Session.formats.through, "session", [session.pk for session in batch])
    return [
        {
            "uid": str(session.uid),
            "url": f"{whole(addresses.event(session.event.slug, language))}#s-{session.uid.hex[:8]}",
            "event": str(session.event.uid),
            "title": session.title,
            "summary": plain_text(session.summary_html),
            "language": session.language or session.event.language,
            **when(session),
            "mode": session.mode,
            "admission": session.admission,
            "press_only": session.press_only,
            "off": session.off,
            "status": session.status,
            "place": place_row(session.place, language) if session.place else None,
            "room": session.room,
            "online_url": session.online_url,
            "recording_url": session.recording_url,
            "formats": formats.get(session.pk, []),
        }
        for session in batch
    ]


def when(timed: Any) -> Row:
    """`start` and `end` as a day or as a local time with its offset; `end` is included, None when not known."""
    start, end = moments(timed)
    return {"start": start.iso, "end": end.iso if end else None, "precision": start.precision, "zone": start.zone}


def places(found: QuerySet[Place], language: str) -> Iterator[Row]:
    for place in found.iterator(chunk_size=BATCH):
        yield place_row(place, language)


def place_row(place: Place, language: str) -> Row:
    return {
        "uid": str(place.uid),
        "url": whole(addresses.place(place.slug, language)),
        "slug": place.slug,
        "name": place.name,
        "address": place.address,
        "postcode": place.postcode,
        "city": place.city,
        "insee": place.insee,
        "country": place.country,
        "latitude": float(place.latitude) if place.latitude is not None else None,
        "longitude": float(place.longitude) if place.longitude is not None else None,
        "accessibility": list(place.accessibility),
    }


def editions(found: QuerySet[Edition], language: str) -> Iterator[Row]:
    programme = Count("inclusions__event", filter=Q(inclusions__event__state="published"), distinct=True)
    for edition in found.select_related("series", "host").annotate(number=programme).iterator(chunk_size=BATCH):
        yield {
            "uid": str(edition.uid),
            "url": whole(addresses.edition(edition.slug, language)),
            "slug": edition.slug,
            "name": edition.name.localize(language),
            "series": edition.series.slug,
            "year": edition.year,
            "first_day": edition.first_day,
            "last_day": edition.last_day,
            "host": edition.host.slug if edition.host else None,
            "standing": edition.standing or "ordinary",
            "events": edition.number,
        }


def organisations(found: QuerySet[Organisation], language: str) -> Iterator[Row]:
    for body in found.select_related("successor").iterator(chunk_size=BATCH):
        yield {
            "uid": str(body.uid),
            "url": whole(addresses.organisation(body.slug, language)),
            "slug": body.slug,
            "name": body.name,
            "acronym": body.acronym,
            "kind": body.kind,
            "website": body.website,
            "successor": body.successor.slug if body.successor else None,
            "succeeded_on": body.succeeded_on,
            "fictional": body.fictional,
        }


def last_change() -> datetime | None:
    """When what is public last changed; one query, answered by an index."""
    return published().order_by("-changed_at").values_list("changed_at", flat=True).first()


def _codes(through: Any, owner: str, keys: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    links = through.objects.filter(**{f"{owner}__in": keys}).order_by("pk")
    for key, code in links.values_list(f"{owner}_id", "term__code"):
        found[key].append(code)
    return found


def _organisers(keys: Sequence[int]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    parts = Participation.objects.filter(event__in=keys, session=None, organisation__isnull=False)
    for key, role, uid, slug, name in parts.order_by("order", "pk").values_list(
        "event_id", "role", "organisation__uid", "organisation__slug", "organisation__name"
    ):
        found[key].append({"uid": str(uid), "slug": slug, "name": name, "role": role})
    return found


def _editions(keys: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    inclusions = Inclusion.objects.filter(event__in=keys, edition__published=True).order_by("pk")
    for key, slug in inclusions.values_list("event_id", "edition__slug"):
        if slug not in found[key]:
            found[key].append(slug)
    return found
