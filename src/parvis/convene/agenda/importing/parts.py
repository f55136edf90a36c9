"""What hangs from an imported event: written at once for new events, compared part by part for known ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import Model, ProtectedError, RestrictedError

from parvis.convene.agenda.importing.lookups import Bodies
from parvis.convene.agenda.importing.reading import Draft, SessionDraft
from parvis.convene.agenda.models import (
    Event,
    Information,
    Participation,
    Quote,
    RegistrationLink,
    Session,
)

TERMS = ("formats", "themes", "audiences")
LEFT = {
    "fr": "La source ne nomme plus cette session, à laquelle des personnes se sont inscrites ou sont venues.",
    "en": "The source names this session no more; people have registered to it, or came.",
}


def write_all(pairs: Sequence[tuple[Event, Draft]], bodies: Bodies) -> None:
    """Parts of new events, in one insert a table."""
    for name in TERMS:
        through: Any = getattr(Event, name).through
        through.objects.bulk_create(
            [through(event_id=event.pk, term_id=term) for event, draft in pairs for term in getattr(draft, name)],
            batch_size=500,
        )
    for rows in (_information, _registration, _quotes, _participations):
        found = [row for event, draft in pairs for row in rows(event, draft)]
        if found:
            type(found[0])._default_manager.bulk_create(found, batch_size=200)
    write_sessions([(event, session) for event, draft in pairs for session in draft.sessions], bodies)


def replace(
    event: Event,
    draft: Draft,
    bodies: Bodies,
    edited: set[str],
    now: Present,
    among: frozenset[str] | None = None,
) -> tuple[list[str], list[str]]:
    """Parts that the document now says differently: (those replaced, those that a person's edit keeps as they are).

    now     what stands, read for the whole batch by `present`
    among   parts that the document can say; None for all
    """
    replaced, spared = [], []
    for name, differs, write in _comparisons(event, draft, bodies, now):
        if (among is not None and name not in among) or not differs():
            continue
        if name in edited:
            spared.append(name)
        else:
            write()
            replaced.append(name)
    return replaced, spared


Comparison = tuple[str, Callable[[], bool], Callable[[], None]]


# part → (its table, its columns that a document says); only the rows of the event itself, not those of a session
ROWS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "information": (Information, ("label", "content", "link")),
    "registration_links": (RegistrationLink, ("label", "url")),
    "quotes": (Quote, ("text", "author", "office")),
    "participations": (Participation, ("role", "organisation_id", "person_id")),
}
OF_SESSIONS = frozenset({"registration_links", "participations"})


@dataclass
class Present:
    """What hangs from known events now: rows of each part, and sessions, by the key of the event."""

    rows: dict[str, dict[int, list[Any]]]
    sessions: dict[int, dict[str, Session]]


def present(events: Sequence[Event]) -> Present:
    """Read it for many events at once: 8 queries whatever their number, none for none."""
    found = Present({name: defaultdict(list) for name in (*TERMS, *ROWS)}, defaultdict(dict))
    keys = [event.pk for event in events]
    if not keys:
        return found
    for name in TERMS:
        through: Any = getattr(Event, name).through
        for event, term in through.objects.filter(event__in=keys).order_by().values_list("event_id", "term_id"):
            found.rows[name][event].append(term)
    for name in ROWS:
        for event, *values in _own(name, keys).order_by("order", "pk").values_list("event_id", *ROWS[name][1]):
            found.rows[name][event].append(tuple(values))
    for session in Session.objects.filter(event__in=keys).order_by("pk"):
        found.sessions[session.event_id][session.key] = session
    return found


def _own(name: str, events: Sequence[int]) -> Any:
    rows = ROWS[name][0]._default_manager.filter(event__in=events)
    return rows.filter(session=None) if name in OF_SESSIONS else rows


def _comparisons(event: Event, draft: Draft, bodies: Bodies, now: Present) -> Iterable[Comparison]:
    for name in TERMS:
        yield _terms(event, name, getattr(draft, name), now)
    wanted = [(role, body, person) for role, body, person, _programme in draft.participations]
    yield _rows(event, "information", draft.information, now, lambda: _information(event, draft))
    yield _rows(event, "registration_links", draft.registration, now, lambda: _registration(event, draft))
    yield _rows(event, "quotes", draft.quotes, now, lambda: _quotes(event, draft))
    yield _rows(event, "participations", wanted, now, lambda: _participations(event, draft))
    yield _sessions(event, draft.sessions, bodies, now)


def _terms(event: Event, name: str, wanted: list[int], now: Present) -> Comparison:
    def differs() -> bool:
        return set(now.rows[name][event.pk]) != set(wanted)

    return name, differs, lambda: getattr(event, name).set(wanted)


def _rows(event: Event, name: str, wanted: list[Any], now: Present, made: Callable[[], list[Any]]) -> Comparison:
    def differs() -> bool:
        return now.rows[name][event.pk] != [tuple(one) for one in wanted]

    def write() -> None:
        _own(name, [event.pk]).delete()
        new = made()
        if new:
            type(new[0])._default_manager.bulk_create(new)

    return name, differs, write


def _sessions(event: Event, wanted: list[SessionDraft], bodies: Bodies, now: Present) -> Comparison:
    """Sessions keep their identity (and so their address) as long as the source names them alike.

    One that the source names no more goes; where people have registered to it, or came, it stays with a doubt: whether
    it takes place is for a person to say.
    """
    named = {new.key for new in wanted}
    present = {key: one for key, one in now.sessions[event.pk].items() if key in named or LEFT not in one.doubts}

    def differs() -> bool:
        pairs = zip_longest(present.values(), wanted)
        return any(
            session is None or new is None or session.key != new.key or _changed(session, new) for session, new in pairs
        )

    def write() -> None:
        for session in event.sessions.exclude(key__in=named):
            take_out_or_doubt(session)
        fresh = []
        for new in wanted:
            session = present.get(new.key)
            if session is None:
                fresh.append((event, new))
                continue
            for name, value in new.columns.items():
                setattr(session, name, value)
            session.save()
            session.formats.set(new.formats)
        write_sessions(fresh, bodies)

    return "sessions", differs, write


def take_out_or_doubt(session: Session) -> None:
    try:
        session.delete()
    except (ProtectedError, RestrictedError):
        session.doubts = [*(one for one in session.doubts if one != LEFT), LEFT]
        session.save(update_fields=["doubts"])


def _changed(session: Session, new: SessionDraft) -> bool:
    return any(getattr(session, name) != value for name, value in new.columns.items())


def write_sessions(pairs: Sequence[tuple[Event, SessionDraft]], bodies: Bodies) -> None:
    if not pairs:
        return
    made = []
    for event, new in pairs:
        session = Session(event=event, key=new.key, **new.columns)
        session.settle()
        made.append((session, new))
    Session.objects.bulk_create([session for session, _new in made], batch_size=200)
    through: Any = Session.formats.through
    through.objects.bulk_create(
        [through(session_id=session.pk, term_id=term) for session, new in made for term in new.formats], batch_size=500
    )
    Participation.objects.bulk_create(
        [
            Participation(
                event_id=session.event_id,
                session=session,
                role="organiser",
                organisation_id=bodies.find(name),
                order=order,
            )
            for session, new in made
            for order, name in enumerate(new.organisers)
        ],
        batch_size=200,
    )


def _information(event: Event, draft: Draft) -> list[Information]:
    return [
        Information(event=event, label=label or "Information", content=content, link=link, order=order)
        for order, (label, content, link) in enumerate(draft.information)
    ]


def _registration(event: Event, draft: Draft) -> list[RegistrationLink]:
    return [
        RegistrationLink(event=event, label=label[:200], url=url, order=order)
        for order, (label, url) in enumerate(draft.registration)
    ]


def _quotes(event: Event, draft: Draft) -> list[Quote]:
    return [
        Quote(event=event, text=text, author=author, office=office, language=event.language, order=order)
        for order, (text, author, office) in enumerate(draft.quotes)
    ]


def _participations(event: Event, draft: Draft) -> list[Participation]:
    return [
        Participation(
            event=event,
            role=role,
            organisation_id=body,
            person_id=person,
            programmes=[programme] if programme else [],
            order=order,
        )
        for order, (role, body, person, programme) in enumerate(draft.participations)
    ]
