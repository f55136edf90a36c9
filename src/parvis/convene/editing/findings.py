"""The consistency checker applied to what a writer writes: findings beside the part they concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.utils.dateparse import parse_date, parse_time

from parvis.civics.checks.record import Record, Slot, remarks
from parvis.convene.agenda.content import Content, contents_of
from parvis.convene.agenda.models import Event
from parvis.convene.editing.models import SetAside
from parvis.ground import clock
from parvis.ui.findings import Noted, in_words, marked


def findings_in(content: Content, *, today: date | None = None, language: str = "") -> list[Noted]:
    """Findings of a content, saved or not; nothing is set aside. No query."""
    return in_words(remarks(record_of(content), today=today or clock.today()), language)


def findings_of(event: Event, *, today: date | None = None, language: str = "") -> list[Noted]:
    """Findings of an event as it stands, those set aside marked; 15 queries."""
    return findings_of_many([event], today=today, language=language)[event.pk]


def findings_of_many(
    events: Sequence[Event], *, today: date | None = None, language: str = ""
) -> dict[int, list[Noted]]:
    """The same for many, by primary key; 15 queries whatever their number."""
    reasons = reasons_of([event.pk for event in events])
    return {
        key: marked(findings_in(content, today=today, language=language), reasons.get(key, {}))
        for key, content in contents_of(events).items()
    }


def reasons_of(events: Sequence[int]) -> dict[int, dict[str, str]]:
    """What was set aside: event → key of the finding → reason; 1 query."""
    found: dict[int, dict[str, str]] = {}
    for event, key, reason in (
        SetAside.objects.filter(event__in=events).order_by().values_list("event_id", "key", "reason")
    ):
        found.setdefault(event, {})[key] = reason
    return found


def record_of(content: Mapping[str, Any]) -> Record:
    """The content as the checker reads it; what cannot be read counts as not given."""
    links = [str(row.get("url") or "") for row in content.get("registration_links") or []]
    return Record(
        title=text(content, "title"),
        lead=text(content, "lead"),
        body=text(content, "body"),
        start_day=day(content, "start_day"),
        start_time=hour(content, "start_time"),
        end_day=day(content, "end_day"),
        end_time=hour(content, "end_time"),
        mode=text(content, "mode") or "unknown",
        has_place=bool(content.get("place")),
        online_url=text(content, "online_url"),
        admission=text(content, "admission") or "unknown",
        reachable=any(links) or bool(text(content, "admission_note").strip()),
        information=tuple((text(row, "label"), text(row, "content")) for row in content.get("information") or []),
        sessions=tuple(slot(row, content) for row in content.get("sessions") or []),
    )


def slot(row: Mapping[str, Any], content: Mapping[str, Any]) -> Slot:
    room = text(row, "room").strip().lower()
    place = text(row, "place") or text(content, "place")
    return Slot(
        title=text(row, "title"),
        summary=text(row, "summary"),
        start_day=day(row, "start_day"),
        start_time=hour(row, "start_time"),
        end_day=day(row, "end_day"),
        end_time=hour(row, "end_time"),
        where=f"{place} {room}" if room else "",
        off=bool(row.get("off") or row.get("held_back")),
    )


def text(content: Mapping[str, Any], part: str) -> str:
    return str(content.get(part) or "")


def day(content: Mapping[str, Any], part: str) -> date | None:
    value = content.get(part)
    if isinstance(value, date) or not value:
        return value or None
    try:
        return parse_date(str(value))
    except ValueError:
        return None


def hour(content: Mapping[str, Any], part: str) -> time | None:
    value = content.get(part)
    if isinstance(value, time) or not value:
        return value or None
    try:
        return parse_time(str(value))
    except ValueError:
        return None
