"""Ambrelle's season, drawn from its data and a day: the same anchor gives the same events, hour for hour.

Two parts. What is written by hand surrounds the anchor, so that “now” is never empty and every state an event can be in
is on show. The innovation month is drawn: some 400 events by some 60 organisers, spread over the anchor's month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from parvis.ground.identifiers.slugs import slug_of
from parvis.portal.demo import ambrelle

MONTH_EVENTS = 400
HOURS = (
    time(9),
    time(9, 30),
    time(10),
    time(12, 15),
    time(14),
    time(14, 30),
    time(16),
    time(18),
    time(18, 30),
    time(20),
)
MINUTES = (45, 60, 60, 90, 90, 120, 150, 180)
WEIGHTS = {  # how often each format is drawn
    "workshop": 10,
    "webinar": 9,
    "round-table": 6,
    "demo": 5,
    "feedback": 5,
    "training": 6,
    "meetup": 5,
    "visit": 4,
    "conference": 5,
    "support-offer": 3,
    "exhibition": 2,
    "call-for-projects": 1,
    "hackathon": 1,
    "pitch": 1,
}
AUDIENCES = ("general-public", "public-agents", "associations", "businesses", "young-people", "elected-officials")


@dataclass(frozen=True)
class SessionSpec:
    title: str
    day: date
    start: time | None = None
    end: time | None = None
    formats: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    place: str = ""
    mode: str = "unknown"
    online_url: str = ""
    admission: str = "unknown"
    press_only: bool = False
    off: bool = False
    organisers: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventSpec:
    """An event of the demonstration; places and organisations by name, terms by code, days inclusive."""

    slug: str
    title: str
    lead: str
    organiser: str
    start_day: date
    end_day: date
    start: time | None = None
    end: time | None = None
    body: str = ""
    place: str = ""
    room: str = ""
    mode: str = "onsite"
    admission: str = "free"
    status: str = "scheduled"
    formats: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    partners: tuple[tuple[str, ...], ...] = ()  # role, organisation, then the programmes through which it takes part
    information: tuple[tuple[str, str, str], ...] = ()  # label, content, link
    registration: str = ""
    online_url: str = ""
    video_url: str = ""
    more_to_come: bool = False
    hours_to_confirm: bool = False
    previous_start_day: date | None = None
    quote: tuple[str, str, str] | None = None  # words, author, office
    figures: tuple[tuple[str, ...], ...] = ()  # value, unit, scope, then the key of its source
    sessions: tuple[SessionSpec, ...] = ()
    state: str = "published"
    related: tuple[str, ...] = ()
    standing: str = "fictional"
    sources: tuple[str, ...] = ()  # keys of the archive's sources


def ends(start: time, minutes: int) -> time:
    total = start.hour * 60 + start.minute + minutes
    return time(min(total // 60, 23), total % 60 if total < 24 * 60 else 59)


def month_bounds(anchor: date) -> tuple[date, date]:
    """First and last day of the innovation month: ten days gone, twenty to come."""
    return anchor - timedelta(10), anchor + timedelta(20)


def innovation_month(anchor: date) -> list[EventSpec]:
    """The drawn month: `MONTH_EVENTS` events, each title once, weekdays busier than Sundays."""
    draw = Random(f"ambrelle {anchor}")  # noqa: S311 -- a demonstration, not a lottery
    first, last = month_bounds(anchor)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    busy = [{5: 4, 6: 1}.get(day.weekday(), 10) for day in days]
    titles = all_titles(draw)
    organisers = [name for name, _, _ in ambrelle.ORGANISATIONS]
    formats, weights = list(WEIGHTS), list(WEIGHTS.values())
    events: list[EventSpec] = []
    while len(events) < MONTH_EVENTS:
        format_ = draw.choices(formats, weights)[0]
        if not titles[format_]:
            continue
        title, theme = titles[format_].pop()
        day = draw.choices(days, busy)[0]
        start, minutes = draw.choice(HOURS), draw.choice(MINUTES)
        online = format_ == "webinar" or draw.random() < 0.12
        mode = "online" if online else ("mixed" if draw.random() < 0.15 else "onsite")
        number = len(events) + 1
        # Every organiser hosts something before chance takes over.
        organiser = organisers[number - 1] if number <= len(organisers) else draw.choice(organisers)
        span = draw.choice((2, 4, 9)) if format_ in {"exhibition", "call-for-projects"} else 0
        events.append(
            EventSpec(
                slug=slug_of(title)[:150],
                title=title,
                lead=draw.choice(ambrelle.LEADS),
                organiser=organiser,
                start_day=day,
                end_day=min(day + timedelta(span), last),
                start=None if span else start,
                end=None if span else ends(start, minutes),
                place="" if mode == "online" else draw.choice(ambrelle.PLACES).name,
                mode=mode,
                admission=draw.choice(("free", "free", "registration", "registration", "registration", "invitation")),
                status=draw.choices(("scheduled", "full", "cancelled", "moved-online"), (94, 3, 2, 1))[0],
                formats=(format_, "feedback") if format_ == "demo" and draw.random() < 0.3 else (format_,),
                themes=(theme,),
                audiences=tuple(sorted(draw.sample(AUDIENCES, draw.choice((1, 1, 2))))),
                editions=("mois-innovation-ambrelle",),
                hours_to_confirm=bool(span),
            )
        )
    return events


def all_titles(draw: Random) -> dict[str, list[tuple[str, str]]]:
    """For each format, its titles in a drawn order: (title, theme); a second round is told apart by a quarter."""
    titles: dict[str, list[tuple[str, str]]] = {}
    for format_, patterns in ambrelle.TITLES.items():
        drawn = [
            (capitalised(pattern.format(subject)) + (f", {where}" if where else ""), theme)
            for where in ("", *ambrelle.ADVERBS[:2])
            for pattern in patterns
            for subject, theme in ambrelle.SUBJECTS
        ]
        head = drawn[: len(patterns) * len(ambrelle.SUBJECTS)]
        tail = drawn[len(head) :]
        draw.shuffle(head)
        draw.shuffle(tail)
        titles[format_] = tail + head  # popped from the end: plain titles first
    return titles


def capitalised(title: str) -> str:
    title = title.replace("de les ", "des ").replace("de le ", "du ").replace("à les ", "aux ").replace("à le ", "au ")
    return title[0].upper() + title[1:]


def around(anchor: date) -> list[EventSpec]:
    """What is written by hand: today, the days after, the summit, and one event in each state."""
    from parvis.portal.demo.programme import PROGRAMME

    return [spec(anchor) for spec in PROGRAMME]
