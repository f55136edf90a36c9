"""Writing many drafts made from events that stand: duplicates, other dates, next year's frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from parvis.convene.agenda.actions.lifecycle import RESERVED
from parvis.convene.agenda.actions.writing import TABLES, column
from parvis.convene.agenda.content import (
    PLAIN,
    ROWS,
    SESSION_PLAIN,
    TERMS,
    UNORDERED,
    VOCABULARIES,
    Content,
    contents_of,
)
from parvis.convene.agenda.models import Edition, Event, FormerSlug, Inclusion, Recurrence, Session
from parvis.ground.identifiers.slugs import slug_of
from parvis.ground.journal.actions import record_many
from parvis.ground.places.models import FormerPlace
from parvis.ground.themes.models import Term
from parvis.ground.versions.actions import keep_many
from parvis.people.models import Organisation

BATCH = 100
TRIED = 12  # numbers tried behind an address that others have
ATTEMPTS = 20  # looks for free addresses while others write the same titles
REFERENCES = ("place", "organisation", "person", "source", "picture")


@dataclass(frozen=True)
class Copy:
    """A draft to write: its content (see `copying`), the body that answers for it, where it belongs.

    said_day   the address ends with the day: dates of one event that comes back are told apart by it
    """

    content: Content
    organisation: Organisation | None
    editions: tuple[Edition, ...] = ()
    recurrence: Recurrence | None = None
    recurrence_day: date | None = None
    standing: str = ""
    said_day: bool = False


@transaction.atomic
def write_copies(actor: Any, copies: Sequence[Copy], *, action: str = "event.copied") -> list[Event]:
    """Write these drafts, in their order: some 35 queries a hundred, whatever each holds.

    Raises ValidationError when a content cannot be written; nothing is then.
    """
    made: list[Event] = []
    for first in range(0, len(copies), BATCH):
        made += write_batch(copies[first : first + BATCH])
    for first in range(0, len(made), BATCH):
        batch = made[first : first + BATCH]
        contents = contents_of(batch)
        keep_many(actor, "event", [(event.uid, contents[event.pk]) for event in batch])
    record_many(actor, action, "event", [event.uid for event in made])
    return made


def write_batch(copies: Sequence[Copy]) -> list[Event]:
    named = references(copies)
    events = []
    for copy in copies:
        event = Event(
            organisation=copy.organisation,
            recurrence=copy.recurrence,
            recurrence_day=copy.recurrence_day,
            standing=copy.standing,
            place_id=named["place"].get(str(copy.content.get("place") or "")),
        )
        for part in PLAIN:
            if part in copy.content:
                setattr(event, part, column(part, copy.content[part]))
        event.end_day = event.end_day or event.start_day
        event.clean_fields(exclude=["slug", "place", "organisation", "recurrence", "starts_at", "ends_at"])
        event.settle()
        events.append(event)
    create_under_free_slugs(copies, events)
    sessions = write_all_sessions(copies, events, named)
    link_terms(copies, events, sessions)
    write_all_rows(copies, events, sessions, named)
    Inclusion.objects.bulk_create(
        Inclusion(event=event, edition=edition)
        for copy, event in zip(copies, events, strict=True)
        for edition in copy.editions
    )
    return events


def write_all_sessions(
    copies: Sequence[Copy], events: Sequence[Event], named: dict[str, dict[str, int]]
) -> dict[str, Session]:
    """Sessions of every copy, by identifier; 1 query."""
    sessions: dict[str, Session] = {}
    for copy, event in zip(copies, events, strict=True):
        for row in copy.content.get("sessions") or ():
            session = Session(event=event, uid=row["uid"], place_id=named["place"].get(str(row.get("place") or "")))
            for name in SESSION_PLAIN:
                if name in row:
                    setattr(session, name, column(name, row[name]))
            session.settle()
            sessions[str(row["uid"])] = session
    Session.objects.bulk_create(sessions.values())
    return sessions


def link_terms(copies: Sequence[Copy], events: Sequence[Event], sessions: dict[str, Session]) -> None:
    """Formats, themes and audiences; 5 queries."""
    codes = {code for copy in copies for part in TERMS for code in copy.content.get(part) or ()}
    codes |= {
        code for copy in copies for row in copy.content.get("sessions") or () for code in row.get("formats") or ()
    }
    known: dict[tuple[str, str], int] = {}
    for vocabulary, code, key in Term.objects.filter(code__in=codes).order_by().values_list("vocabulary", "code", "pk"):
        known[vocabulary, code] = key
    for part in TERMS:
        through: Any = getattr(Event, part).through
        through.objects.bulk_create(
            through(event_id=event.pk, term_id=known[VOCABULARIES[part], code])
            for copy, event in zip(copies, events, strict=True)
            for code in copy.content.get(part) or ()
            if (VOCABULARIES[part], code) in known
        )
    of_sessions: Any = Session.formats.through
    of_sessions.objects.bulk_create(
        of_sessions(session_id=sessions[str(row["uid"])].pk, term_id=known["format", code])
        for copy in copies
        for row in copy.content.get("sessions") or ()
        for code in row.get("formats") or ()
        if ("format", code) in known
    )


def write_all_rows(
    copies: Sequence[Copy],
    events: Sequence[Event],
    sessions: dict[str, Session],
    named: dict[str, dict[str, int]],
) -> None:
    """Participations, information, links, quotes…; 1 query a table."""
    for part, (table, columns, names) in ROWS.items():
        made = []
        for copy, event in zip(copies, events, strict=True):
            for number, row in enumerate(copy.content.get(part) or (), start=1):
                values: dict[str, Any] = {name: row[name] for name in columns if name in row}
                for name in names:
                    uid = str(row.get(name) or "")
                    if name == "session":
                        values[name] = sessions.get(uid)
                    else:
                        values[f"{name}_id"] = named[name].get(uid)
                if part not in UNORDERED:
                    values["order"] = number
                made.append(table(event=event, **values))
        table._default_manager.bulk_create(made)


def references(copies: Sequence[Copy]) -> dict[str, dict[str, int]]:
    """Keys of everything that the contents name, by kind and identifier; 1 query a kind that is named."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        for name, uid in named_in(copy.content):
            wanted[name].add(uid)
    found: dict[str, dict[str, int]] = {name: {} for name in REFERENCES}
    for name, uids in wanted.items():
        rows = TABLES[name]._default_manager.filter(uid__in=uids).order_by()
        found[name] = {str(uid): key for uid, key in rows.values_list("uid", "pk")}
        if name == "place" and uids - found[name].keys():
            merged = FormerPlace.objects.filter(place_uid__in=uids).order_by().values_list("place_uid", "place")
            found[name] |= {str(uid): key for uid, key in merged}
        gone = uids - found[name].keys()
        if gone:
            raise ValidationError({name: f"{', '.join(sorted(gone))}?"})
    return found


def named_in(content: Content) -> Iterable[tuple[str, str]]:
    if content.get("place"):
        yield "place", str(content["place"])
    for row in content.get("sessions") or ():
        if row.get("place"):
            yield "place", str(row["place"])
    for part, (_table, _columns, names) in ROWS.items():
        for row in content.get(part) or ():
            for name in names:
                if name != "session" and row.get(name):
                    yield name, str(row[name])


def create_under_free_slugs(copies: Sequence[Copy], events: Sequence[Event]) -> None:
    """Insert them at addresses nobody has; looks again when another writer took one in between."""
    for attempt in range(ATTEMPTS):
        for event, slug in zip(events, free_slugs(copies), strict=True):
            event.slug = slug
        try:
            with transaction.atomic():
                Event.objects.bulk_create(events)
            return
        except IntegrityError:
            taken = Event.objects.filter(slug__in=[event.slug for event in events]).exists()
            if not taken or attempt == ATTEMPTS - 1:
                raise
            for event in events:
                event.pk = None


def free_slugs(copies: Sequence[Copy]) -> list[str]:
    """An address for each copy that no event has or had; 2 queries."""
    stems = []
    for copy in copies:
        stem = slug_of(str(copy.content.get("title") or ""))[:130].strip("-") or "event"
        stems.append(f"{stem}-{copy.content['start_day']}" if copy.said_day else stem)
    numbered = {one for stem in stems for one in (stem, *(f"{stem}-{number}" for number in range(2, TRIED)))}
    taken = {
        *RESERVED,
        *Event.objects.filter(slug__in=numbered).values_list("slug", flat=True),
        *FormerSlug.objects.filter(slug__in=numbered).values_list("slug", flat=True),
    }
    slugs = []
    for stem in stems:
        tries = (stem, *(f"{stem}-{number}" for number in range(2, TRIED)))
        slug = next((one for one in tries if one not in taken), f"{stem}-{uuid4().hex[:8]}")
        taken.add(slug)
        slugs.append(slug)
    return slugs
