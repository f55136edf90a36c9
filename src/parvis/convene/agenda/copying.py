"""Contents moved in time: what a duplicate, another date or next year's edition says. Plain values; no query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from parvis.convene.agenda.content import PARTS, Content

DAYS = ("start_day", "end_day")
# What was said of that day and of no other: a copy begins without it.
OF_THAT_DAY = frozenset({"recordings", "video_url", "related"})
NAMING_SESSIONS = ("participations", "registration_links", "recordings")


def copied(content: Mapping[str, Any], delta: timedelta) -> Content:
    """The content `delta` later, ready to be written as another event: its sessions are others, shifted along."""
    uids = {str(row["uid"]): str(uuid4()) for row in content.get("sessions") or () if row.get("uid")}
    return renamed(
        {part: value for part, value in untold(shifted(content, delta)).items() if part not in OF_THAT_DAY}, uids
    )


def shifted(content: Mapping[str, Any], delta: timedelta) -> Content:
    """The same content with its days and those of its sessions `delta` later; hours on the wall stay."""
    moved = {part: content[part] for part in PARTS if part in content}
    moved |= {part: later(content[part], delta) for part in DAYS if part in content}
    if "sessions" in content:
        moved["sessions"] = [
            {**row, **{name: later(row[name], delta) for name in DAYS if name in row}} for row in content["sessions"]
        ]
    return moved


def untold(content: Mapping[str, Any]) -> Content:
    """The content as if nothing had been told of its sessions yet: cancelled or full is said of one date."""
    if "sessions" not in content:
        return dict(content)
    return {**content, "sessions": [{**row, "status": "scheduled"} for row in content["sessions"]]}


def later(day: Any, delta: timedelta) -> Any:
    return (date.fromisoformat(str(day)) + delta).isoformat() if day else day


def renamed(content: Mapping[str, Any], uids: Mapping[str, str]) -> Content:
    """The content whose sessions bear other identifiers, wherever they are named; one that `uids` lacks is new."""
    said = dict(content)
    if "sessions" in said:
        said["sessions"] = [
            {**row, "uid": uids.get(str(row.get("uid") or "")) or str(uuid4())} for row in said["sessions"]
        ]
    for part in NAMING_SESSIONS:
        if part in said:
            said[part] = [
                {**row, "session": uids.get(str(row["session"]), row["session"])} if row.get("session") else dict(row)
                for row in said[part]
            ]
    return said


def same_weekday_next_year(day: date) -> timedelta:
    """How far the same weekday of next year is: 52 weeks; 53 from the first days of January, to be in next year."""
    return timedelta(weeks=52 if (day + timedelta(weeks=52)).year > day.year else 53)
