"""The register of staff mode: its sessions, and what was done in each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import Line, line_of
from parvis.people.models import StaffSession, StaffVisit

SHOWN = 50


@dataclass(frozen=True)
class SessionsPage:
    """The latest sessions with the number of their visits; `older` is where the next page begins."""

    sessions: tuple[StaffSession, ...]
    older: str


@dataclass(frozen=True)
class SessionPage:
    """One session: its visits, newest first, and the lines of the journal that were written in it."""

    session: StaffSession
    visits: tuple[StaffVisit, ...]
    lines: tuple[Line, ...]
    older: str


def sessions_page(before: str = "") -> SessionsPage:
    """1 query; `before` is the number of a session."""
    rows = StaffSession.objects.select_related("user").annotate(number=Count("visits")).order_by("-pk")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows[: SHOWN + 1])
    return SessionsPage(tuple(found[:SHOWN]), str(found[SHOWN - 1].pk) if len(found) > SHOWN else "")


def session_page(session: StaffSession, before: str = "") -> SessionPage:
    """2 queries; `before` is the number of a visit."""
    visits = session.visits.all()
    if before.isdecimal():
        visits = visits.filter(pk__lt=int(before[:18]))
    found = list(visits[: SHOWN + 1])
    entries = Entry.objects.filter(
        at__gte=session.started, at__lte=session.over_at, private__staff_session=str(session.uid)
    ).select_related("actor")
    return SessionPage(
        session,
        tuple(found[:SHOWN]),
        tuple(line_of(entry) for entry in entries[:SHOWN]),
        str(found[SHOWN - 1].pk) if len(found) > SHOWN else "",
    )
