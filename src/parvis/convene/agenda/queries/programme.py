"""The programme of an event: its sessions as a timeline, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Admission, Event, Mode, Session, Status
from parvis.convene.agenda.offers import Offer
from parvis.convene.agenda.queries.cards import duration
from parvis.convene.agenda.queries.details import Details
from parvis.convene.agenda.queries.participants import Participants
from parvis.convene.agenda.queries.shapes import Link, ProgrammeDay, Slot
from parvis.convene.agenda.queries.vocabulary import Word
from parvis.ui import dates


def sessions_of(event: Event) -> list[Session]:
    """Sessions with their places, in the order of the programme, without those held back; one query."""
    return list(
        Session.objects.filter(event=event, held_back=False)
        .select_related("place")
        .order_by("start_day", "starts_at", "ends_at", "pk")
        .defer("summary", "place__access_note")
    )


def programme(
    event: Event,
    sessions: Iterable[Session],
    formats: Mapping[int, tuple[Word, ...]],
    people: Participants,
    details: Details,
    language: str,
    offers: Mapping[int | None, Offer],
) -> tuple[ProgrammeDay, ...]:
    """The sessions under their days; no query."""
    days: dict[date, list[Session]] = {}
    for session in sessions:
        days.setdefault(session.start_day, []).append(session)
    return tuple(
        ProgrammeDay(
            day=day,
            label=dates.capital(dates.day_words(day, language, year=day.year != event.start_day.year)),
            anchor=f"p-{day.isoformat()}",
            slots=tuple(_slot(session, event, formats, people, details, language, offers) for session in found),
            end=_end(found, language),
        )
        for day, found in sorted(days.items())
    )


def _slot(
    session: Session,
    event: Event,
    formats: Mapping[int, tuple[Word, ...]],
    people: Participants,
    details: Details,
    language: str,
    offers: Mapping[int | None, Offer],
) -> Slot:
    words = [word.label for word in formats.get(session.pk, ())]
    length = duration(session, language)
    place = session.place if session.place_id != event.place_id else None
    links = tuple(Link(str(link.get("label") or ""), str(link.get("url") or "")) for link in session.links)
    recordings = details.recordings(str(session.pk))
    return Slot(
        uid=session.uid,
        anchor=f"s-{session.uid.hex[:8]}",
        title=session.title,
        language=session.language or event.language,
        day=session.start_day,
        starts=dates.time_words(session.start_time, language) if session.start_time else "",
        ends=dates.time_words(session.end_time, language) if session.end_time else "",
        hours=dates.hours_words(session.start_time, session.end_time, language) if session.start_time else "",
        duration=length,
        kicker=dates.capital(", ".join(filter(None, (*map(_lower, words), length)))),
        summary_html=session.summary_html,
        place=", ".join(filter(None, (place.name, place.city))) if place else "",
        place_url=addresses.place(place.slug, language) if place else "",
        room=session.room,
        mode_label=_label(Mode, session.mode) if session.mode != event.mode else "",
        admission_label=_label(Admission, session.admission) if session.admission != event.admission else "",
        press_only=session.press_only,
        off=session.off,
        status=session.status,
        status_label=_label(Status, session.status) if session.status != Status.SCHEDULED else "",
        recording_url=session.recording_url or (recordings[0].url if recordings else ""),
        online_url=session.online_url,
        people=people.people(session.pk),
        organisers=people.organisers(session.pk),
        links=(*details.registrations(str(session.pk)), *links),
        offer=offers.get(session.pk),
    )


def _end(sessions: Iterable[Session], language: str) -> str:
    """The hour at which the day ends, when the last session says it."""
    ends = [(session.ends_at, session.end_time) for session in sessions]
    last = max(ends, key=lambda end: end[0])[1]
    return dates.time_words(last, language) if last and all(end for _, end in ends) else ""


def _label(kind: type[Mode | Admission | Status], value: str) -> str:
    return dates.capital(str(kind(value).label)) if value != "unknown" else ""


def _lower(word: str) -> str:
    """A format inside a line: "table ronde", but "RER" keeps its capitals."""
    return word[:1].lower() + word[1:] if word[1:2].islower() else word
