"""What a writer writes of an event, as one plain mapping: the shape of versions, forms, duplicates and the write API.

{"title": …, "start_day": "2026-03-12", "start_time": "18:30:00" | None, "place": uid | None, "formats": ["workshop"],
 "sessions": [{"uid": …, "title": …}], "participations": [{"role": "organiser", "organisation": uid | None, …}], …}

Days, hours and identifiers are text; a part that holds rows is a list of mappings in the order of the page. Status,
state and address are no content: verbs change them (`actions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from parvis.convene.agenda.models import (
    Event,
    EventPicture,
    EventSource,
    Figure,
    Information,
    Participation,
    Quote,
    Recording,
    RegistrationLink,
    Session,
)

Content = dict[str, Any]

PLAIN = (
    "title",
    "lead",
    "body",
    "language",
    "start_day",
    "start_time",
    "end_day",
    "end_time",
    "zone",
    "hours_to_confirm",
    "hours_to_check",
    "more_to_come",
    "mode",
    "admission",
    "admission_note",
    "room",
    "online_url",
    "video_url",
    "website",
    "accessibility",
)
TERMS = ("formats", "themes", "audiences")
VOCABULARIES = {"formats": "format", "themes": "theme", "audiences": "audience"}
SESSION_PLAIN = (
    "title",
    "summary",
    "language",
    "start_day",
    "start_time",
    "end_day",
    "end_time",
    "zone",
    "mode",
    "admission",
    "press_only",
    "off",
    "status",
    "room",
    "online_url",
    "recording_url",
    "links",
    "programmes",
    "held_back",
)
# part → (its table, its plain columns, its references by identifier); all in the order of the page
ROWS: dict[str, tuple[type[Model], tuple[str, ...], tuple[str, ...]]] = {
    "participations": (Participation, ("role", "label", "office", "programmes"), ("organisation", "person", "session")),
    "information": (Information, ("label", "content", "link"), ()),
    "registration_links": (RegistrationLink, ("label", "url"), ("session",)),
    "quotes": (Quote, ("text", "author", "office", "language"), ("source",)),
    "figures": (Figure, ("value", "unit", "scope"), ("source",)),
    "recordings": (Recording, ("title", "url", "language", "subtitled"), ("session",)),
    "pictures": (EventPicture, (), ("picture",)),
    "sources": (EventSource, ("note",), ("source",)),
}
UNORDERED = frozenset({"sources"})  # tables without a column for their order
PARTS = (*PLAIN, "place", *TERMS, "related", "sessions", *ROWS)


def content_of(event: Event) -> Content:
    """What stands in the database for this event; 14 queries."""
    return contents_of([event])[event.pk]


def contents_of(events: Sequence[Event]) -> dict[int, Content]:
    """The same for many, by primary key; 14 queries whatever their number."""
    keys = [event.pk for event in events]
    found: dict[int, Content] = {event.pk: {name: plain(getattr(event, name)) for name in PLAIN} for event in events}
    places = dict(Event.objects.filter(pk__in=keys, place__isnull=False).order_by().values_list("pk", "place__uid"))
    for key, content in found.items():
        content["place"] = plain(places.get(key))
        content |= {part: [] for part in (*TERMS, "related", "sessions", *ROWS)}
    for part in TERMS:
        through: Any = getattr(Event, part).through
        codes = through.objects.filter(event__in=keys).order_by("event_id", "term__order", "term__code")
        for key, code in codes.values_list("event_id", "term__code"):
            found[key][part].append(code)
    related: Any = Event.related.through
    pairs = related.objects.filter(from_event__in=keys).order_by("from_event_id", "to_event__uid")
    for key, uid in pairs.values_list("from_event_id", "to_event__uid"):
        found[key]["related"].append(str(uid))
    for key, row in session_rows(keys):
        found[key]["sessions"].append(row)
    for part, (table, columns, references) in ROWS.items():
        names = ["event_id", *columns, *(f"{name}__uid" for name in references)]
        rows: Any = table._default_manager.filter(event__in=keys)
        for key, *values in rows.order_by("event_id", "pk" if part in UNORDERED else "order", "pk").values_list(*names):
            found[key][part].append(
                {name: plain(value) for name, value in zip((*columns, *references), values, strict=True)}
            )
    return found


def session_rows(events: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    """(event, row) of each session, in the order of the programme; 2 queries."""
    formats: dict[int, list[str]] = defaultdict(list)
    through: Any = Session.formats.through
    codes = through.objects.filter(session__event__in=events).order_by("term__order", "term__code")
    for key, code in codes.values_list("session_id", "term__code"):
        formats[key].append(code)
    sessions = Session.objects.filter(event__in=events).order_by("event_id", "starts_at", "pk")
    return [
        (
            event,
            {
                "uid": str(uid),
                **{name: plain(value) for name, value in zip(SESSION_PLAIN, values, strict=True)},
                "place": plain(place),
                "formats": formats.get(key, []),
            },
        )
        for key, event, uid, place, *values in sessions.values_list(
            "pk", "event_id", "uid", "place__uid", *SESSION_PLAIN
        )
    ]


def plain(value: Any) -> Any:
    """The value as JSON keeps it."""
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
