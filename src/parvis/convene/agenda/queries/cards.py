"""Events as lists show them. A list reads plain columns: no model instance, no query a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Admission, Event, Status
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.shapes import DayGroup, EventCard
from parvis.convene.agenda.queries.vocabulary import Vocabulary, Word
from parvis.ui import dates


class Row(NamedTuple):
    id: int
    uid: UUID
    slug: str
    title: str
    language: str
    start_day: date
    start_time: time | None
    end_day: date
    end_time: time | None
    zone: str
    hours_to_confirm: bool
    admission: str
    mode: str
    status: str
    more_to_come: bool
    standing: str
    state: str
    starts_at: datetime
    place: str | None
    city: str | None


FIELDS = (*Row._fields[:-2], "place__name", "place__city")


def rows(events: QuerySet[Event]) -> list[Row]:
    """The columns of a card, in the queryset's own order; one query."""
    return list(map(Row._make, columns(events)))


def columns(events: QuerySet[Event]) -> QuerySet[Any, Any]:
    return events.values_list(*FIELDS)


class Cards:
    """Makes cards in one language, with the vocabulary and the labels that they share."""

    def __init__(self, language: str, today: date, vocabulary: Vocabulary | None = None) -> None:
        self.language = language
        self.today = today
        self.vocabulary = vocabulary or vocabularies.load(language)
        self.admissions = {value: str(label) for value, label in Admission.choices if value != Admission.UNKNOWN}
        self.statuses = {value: str(label) for value, label in Status.choices if value != Status.SCHEDULED}
        self.online = _("Online")
        self.and_online = _("%(place)s, and online")
        self.address = addresses.event("\0", language)

    def of(self, events: QuerySet[Event]) -> tuple[EventCard, ...]:
        """Cards of a bounded queryset; two queries."""
        return self.make(rows(events))

    def make(self, found: Sequence[Row]) -> tuple[EventCard, ...]:
        """Cards of rows already read; one query, for their formats."""
        formats = vocabularies.formats_of([row.id for row in found], self.vocabulary) if found else {}
        return tuple(self.card(row, formats) for row in found)

    def card(self, row: Row, formats: Mapping[int, Iterable[Word]]) -> EventCard:
        return EventCard(
            uid=row.uid,
            slug=row.slug,
            url=self.address.replace("\0", row.slug),
            title=row.title,
            language=row.language,
            day=row.start_day,
            last_day=row.end_day,
            when=dates.capital(dates.range_words(row.start_day, row.end_day, self.language, year=True)),
            hours=hours(
                row.start_time, row.end_time, row.hours_to_confirm and row.end_day >= self.today, self.language
            ),
            duration=duration(row, self.language),
            hours_to_confirm=row.hours_to_confirm,
            kicker=self.kicker(formats.get(row.id, ()), row.admission),
            place=self.where(row),
            mode=row.mode,
            status=row.status,
            status_label=dates.capital(self.statuses.get(row.status, "")),
            more_to_come=row.more_to_come,
            standing=row.standing,
            state=row.state,
        )

    def kicker(self, formats: Iterable[Word], admission: str = "") -> str:
        words = [word.label for word in formats]
        if admission in self.admissions:
            words.append(self.admissions[admission])
        return dates.capital(", ".join(word[:1].lower() + word[1:] if word[1:2].islower() else word for word in words))

    def where(self, row: Row) -> str:
        place = ", ".join(filter(None, (row.place, row.city if row.city != row.place else "")))
        if row.mode == "online" or row.status == Status.MOVED_ONLINE:
            return self.online
        if row.mode == "mixed":
            return self.and_online % {"place": place} if place else self.online
        return place

    def by_day(self, cards: Iterable[EventCard]) -> tuple[DayGroup, ...]:
        """The cards under the day on which each starts, in their order."""
        groups: dict[date, list[EventCard]] = {}
        for card in cards:
            groups.setdefault(card.day, []).append(card)
        return tuple(self.group(day, tuple(found)) for day, found in groups.items())

    def group(self, day: date, cards: tuple[EventCard, ...]) -> DayGroup:
        return DayGroup(
            day=day,
            anchor=f"d-{day.isoformat()}",
            number=str(day.day),
            weekday=dates.weekday_word(day, self.language),
            month=dates.month_year_words(day, self.language),
            label=dates.capital(dates.day_words(day, self.language, year=True)),
            near=dates.relative_words(day, self.today, self.language),
            today=day == self.today,
            cards=cards,
        )


def hours(start: time | None, end: time | None, to_confirm: bool, language: str) -> str:
    if start is None:
        return dates.capital(dates.UNKNOWN_HOURS[language]) if to_confirm else ""
    return dates.hours_words(start, end, language)


class Span(NamedTuple):
    """What `duration` needs of a row, a session or an event."""

    start_day: date
    start_time: time | None
    end_day: date
    end_time: time | None
    zone: str


def duration(span: Any, language: str) -> str:
    """`2 h 30`; over several days `2 jours, jusqu’au dimanche 15 mars`; empty when an hour is missing."""
    if span.end_day == span.start_day or (span.end_day - span.start_day == timedelta(1) and _at_night(span)):
        if span.start_time is None or span.end_time is None:
            return ""
        # The hours on the clock are not the hours that pass on the two nights of the clock change.
        zone = ZoneInfo(span.zone)
        starts = datetime.combine(span.start_day, span.start_time, zone).timestamp()
        ends = datetime.combine(span.end_day, span.end_time, zone).timestamp()
        return dates.duration_words(timedelta(seconds=ends - starts), language) if ends - starts >= 60 else ""
    days = dates.days_words((span.end_day - span.start_day).days + 1, language)
    until = dates.day_words(span.end_day, language)
    return _("%(days)s, until %(day)s") % {"days": days, "day": until}


def _at_night(span: Any) -> bool:
    """Whether the span ends in the small hours of the next day: an evening, not two days."""
    return span.start_time is not None and span.end_time is not None and span.end_time < min(span.start_time, time(7))


def when_words(timed: Any, language: str) -> str:
    """The day or days, and the hours when they are known: "Jeudi 12 mars 2026, 18 h 30 – 21 h"."""
    days = dates.capital(dates.range_words(timed.start_day, timed.end_day, language, year=True))
    return f"{days}, {dates.hours_words(timed.start_time, timed.end_time, language)}" if timed.start_time else days
