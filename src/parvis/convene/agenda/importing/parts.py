"""What hangs from an imported event: written at once for new events, compared part by part for known ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

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
    event: Event, draft: Draft, bodies: Bodies, edited: set[str], among: frozenset[str] | None = None
) -> tuple[list[str], list[str]]:
    """Parts that the document now says differently: (those replaced, those that a person's edit keeps as they are).

    among   parts that the document can say; None for all
    """
    replaced, spared = [], []
    for name, differs, write in _comparisons(event, draft, bodies):
        if (among is not None and name not in among) or not differs():
            continue
        if name in edited:
            spared.append(name)
        else:
            write()
            replaced.append(name)
    return replaced, spared


Comparison = tuple[str, Callable[[], bool], Callable[[], None]]


def _comparisons(event: Event, draft: Draft, bodies: Bodies) -> Iterable[Comparison]:
    for name in TERMS:
        yield _terms(event, name, getattr(draft, name))
    yield _rows(
        "information",
        event.information,
        draft.information,
        ("label", "content", "link"),
        lambda: _information(event, draft),
    )
    yield _rows(
        "registration_links",
        event.registration_links.filter(session=None),
        draft.registration,
        ("label", "url"),
        lambda: _registration(event, draft),
    )
    yield _rows("quotes", event.quotes, draft.quotes, ("text", "author", "office"), lambda: _quotes(event, draft))
    wanted = [(role, body, person) for role, body, person, _programme in draft.participations]
    yield _rows(
        "participations",
        event.participations.filter(session=None),
        wanted,
        ("role", "organisation", "person"),
        lambda: _participations(event, draft),
    )
    yield _sessions(event, draft.sessions, bodies)


def _terms(event: Event, name: str, wanted: list[int]) -> Comparison:
    manager = getattr(event, name)

    def differs() -> bool:
        return set(manager.values_list("pk", flat=True)) != set(wanted)

    return name, differs, lambda: manager.set(wanted)


def _rows(
    name: str, rows: Any, wanted: list[Any], columns: tuple[str, ...], made: Callable[[], list[Any]]
) -> Comparison:
    def differs() -> bool:
        return list(rows.order_by("order", "pk").values_list(*columns)) != [tuple(one) for one in wanted]

    def write() -> None:
        rows.all().delete()
        new = made()
        if new:
            type(new[0])._default_manager.bulk_create(new)

    return name, differs, write


def _sessions(event: Event, wanted: list[SessionDraft], bodies: Bodies) -> Comparison:
    """Sessions keep their identity (and so their address) as long as the source names them alike."""
    present = {session.key: session for session in event.sessions.order_by("pk")}

    def differs() -> bool:
        pairs = zip_longest(present.values(), wanted)
        return any(
            session is None or new is None or session.key != new.key or _changed(session, new) for session, new in pairs
        )

    def write() -> None:
        keys = {new.key for new in wanted}
        event.sessions.exclude(key__in=keys).delete()
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
