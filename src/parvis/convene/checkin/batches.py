"""What devices, programs and files send: read value by value; what cannot be read is said, the rest is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.convene.checkin.actions import Told
from parvis.convene.checkin.models import Kind, Reason

MOST = 500  # passages of one batch
ROWS = 20_000  # of one file
FIRST_YEAR, LAST_YEAR = 1970, 2199  # of a clock, however wrong: differences of two instants stay instants


class Wrong(ValueError):
    """A passage that cannot be read, in a sentence."""


@dataclass(frozen=True)
class Batch:
    """What a device sent. `unreadable`: identifiers it gave to passages that are none; told back so that it stops."""

    sent_at: datetime
    told: tuple[Told, ...]
    unreadable: tuple[UUID, ...] = ()


def of_device(data: Any) -> Batch:
    """A batch as the program of the door sends it; raises Wrong when it is no batch at all."""
    if not isinstance(data, dict) or not isinstance(data.get("passages"), list):
        raise Wrong(_("A batch is an object with “now” and “passages”."))
    if len(data["passages"]) > MOST:
        raise Wrong(_("At most %(number)s passages at once.") % {"number": MOST})
    told, unreadable = [], []
    for row in data["passages"]:
        if not isinstance(row, dict):
            raise Wrong(_("A passage is an object."))
        scan = identifier(row.get("scan"), _("“scan” is a UUID."))
        try:
            told.append(passage(row, scan))
        except Wrong:
            unreadable.append(scan)
    return Batch(instant(data.get("now")), tuple(told), tuple(unreadable))


def passage(row: Mapping[str, Any], scan: UUID) -> Told:
    """One passage; raises Wrong."""
    kind, reason = row.get("kind") or Kind.ENTRY, row.get("reason") or ""
    if kind not in Kind.values:
        raise Wrong(_("“kind” is one of: %(choices)s.") % {"choices": ", ".join(Kind.values)})
    if reason not in Reason.values:
        raise Wrong(_("“reason” is one of: %(choices)s.") % {"choices": ", ".join(filter(None, Reason.values))})
    ticket, session = row.get("ticket") or None, row.get("session") or None
    if kind == Kind.ENTRY and ticket is None:
        raise Wrong(_("An entry has a ticket."))
    if kind == Kind.REFUSED and not reason:
        raise Wrong(_("Who is turned away is told why."))
    return Told(
        scan=scan,
        at=instant(row.get("at")),
        ticket=identifier(ticket, _("“ticket” is the UUID of an attendee.")) if ticket else None,
        session=identifier(session, _("“session” is the UUID of a session.")) if session else None,
        kind=kind,
        reason=reason,
        annulled=row.get("annulled") in (True, "yes", "true", "1"),
    )


def identifier(value: Any, message: str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise Wrong(message) from None


def instant(value: Any) -> datetime:
    """An aware instant; raises Wrong for a text without its offset, which would be an hour of nowhere."""
    try:
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValueError
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Wrong(_("An instant is written “2026-03-12T18:30:00+01:00”.")) from None


@dataclass(frozen=True)
class Line:
    """A row of a file and what is wrong with it, nothing when it is well."""

    number: int
    trouble: str = ""
    told: Told | None = None


def of_file(data: bytes) -> list[Line]:
    """Passages of a CSV file with the columns of our own export: scan, ticket, at; if wished session, kind, reason.

    raises   Wrong when the file as a whole cannot be read
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Wrong(_("This file is not UTF-8.")) from None
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    found: list[Line] = []
    try:
        absent = [name for name in ("scan", "ticket", "at") if name not in (rows.fieldnames or ())]
        if absent:
            raise Wrong(_("The first line names the columns; missing: %(columns)s.") % {"columns": ", ".join(absent)})
        for row in rows:
            if len(found) >= ROWS:
                raise Wrong(_("At most %(number)s lines.") % {"number": ROWS})
            found.append(line_of(rows.line_num, row))
    except csv.Error as fault:
        raise Wrong(_("Line %(line)s cannot be read: %(why)s.") % {"line": rows.line_num, "why": fault}) from None
    return found


def line_of(number: int, row: Mapping[str, Any]) -> Line:
    try:
        return Line(number, told=passage(row, identifier(row.get("scan"), _("“scan” is a UUID."))))
    except Wrong as fault:
        return Line(number, trouble=str(fault))
