"""What the event's page says of registration, and where its button leads; the rows come with those of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event, Session
from parvis.convene.agenda.offers import Offer, Rows, Source
from parvis.convene.registration.models import Registration
from parvis.convene.registration.queries.register import address
from parvis.convene.registration.queries.standing import Numbers, Stand, cancelled, stands
from parvis.ground import clock
from parvis.ui import dates

COLUMNS = ("session_id", "opens_at", "closes_at", "capacity", "free_seats", "waiting", "mode", "kept_days")
SHOWN = {
    Stand.BEFORE: "before",
    Stand.OPEN: "open",
    Stand.WAITING: "waiting",
    Stand.FULL: "full",
    Stand.CLOSED: "closed",
    Stand.OFF: "closed",
}


def query(event: int) -> QuerySet[Any]:
    """Registrations of an event. `mode`: whether it is switched off, or its waiting list takes nobody."""
    return Registration.objects.filter(event=event).annotate(
        free_seats=F("capacity") + F("excess") - F("held") - F("confirmed"),
        mode=Case(
            When(running=False, then=Value("off")),
            When(Q(waiting_capacity=None) | Q(waiting_capacity__gt=F("waiting")), then=Value("line")),
            default=Value("no-line"),
        ),
    )


def read(event: Event, sessions: Sequence[Session], rows: Rows, language: str) -> Mapping[int | None, Offer]:
    """The offer of the event, and of each session that is in its programme; no query.

    A session that is taken along with the event says how many seats are left and leads to the form of the event; when
    the event has no form, its button leads to the list of those of its sessions.
    """
    now, zone = clock.now(), ZoneInfo(event.zone)
    known = {session.pk: session for session in sessions}
    with_event = any(not row[0] for row in rows)
    found: dict[int | None, Offer] = {}
    for row in rows:
        session = known.get(int(row[0])) if row[0] else None
        if row[0] and session is None:  # held back, or gone
            continue
        offer = offer_of(event, session, row, zone, language, now, alone=not with_event)
        if offer is not None:
            found[session.pk if session else None] = offer
    if not with_event and any(offer.takes for offer in found.values()):
        found[None] = session_by_session(event, language)
    return found


def offer_of(
    event: Event,
    session: Session | None,
    row: tuple[str, ...],
    zone: ZoneInfo,
    language: str,
    now: datetime,
    *,
    alone: bool,
) -> Offer | None:
    _session, opens, closes, capacity, free, waiting, mode, kept = row
    timed: Event | Session = session or event
    numbers = Numbers(
        running=mode != "off",
        opens_at=instant(opens),
        closes_at=instant(closes) if closes else timed.starts_at,
        ends_at=timed.ends_at,
        free=int(free) if capacity else None,
        line_open=mode == "line",
        cancelled=cancelled(event, session),
        waiting=int(waiting),
    )
    standing = stands(numbers, zone, language, now)
    if standing.stand not in SHOWN:
        return None
    form_of = session if alone else None
    return Offer(
        url=address(event.slug, form_of, language),
        stand=SHOWN[standing.stand],
        line=standing.line if session is None or alone else standing.words,
        label=label_of(standing.stand) if session is None or alone else "",
        note=note_of(timed.ends_at + timedelta(days=int(kept)), zone, language) if standing.takes else "",
        opens_at=numbers.opens_at,
        closes_at=numbers.closes_at,
        capacity=int(capacity) if capacity else None,
        free=numbers.free,
        waiting=numbers.waiting,
    )


def label_of(stand: Stand) -> str:
    if stand == Stand.OPEN:
        return _("Register")
    if stand == Stand.WAITING:
        return _("Join the waiting list")
    return _("How one will register") if stand == Stand.BEFORE else ""


def note_of(erased: datetime, zone: ZoneInfo, language: str) -> str:
    day = dates.day_words(erased.astimezone(zone).date(), language, weekday=False, year=True)
    return _("No account; your name is erased on %(day)s.") % {"day": day}


def session_by_session(event: Event, language: str) -> Offer:
    return Offer(
        url=address(event.slug, None, language),
        stand="open",
        line=_("One registers session by session."),
        label=_("Choose the sessions"),
        note="",
        opens_at=None,
        closes_at=None,
        capacity=None,
        free=None,
        waiting=0,
    )


def instant(text: str) -> datetime:
    """An instant as either database writes it; SQLite says no zone and means UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


SOURCE = Source(query, COLUMNS, read)
