"""A month as a grid of weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import translation

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import Filters, Problem, month_end, next_month, previous_month
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries import options as choices
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.cards import Cards, rows
from parvis.convene.agenda.queries.narrowing import narrow
from parvis.convene.agenda.queries.shapes import Choice, EventCard, MonthDay, MonthPage
from parvis.convene.agenda.queries.strip import count_label, tallies
from parvis.ui import dates

SHOWN_A_DAY = 3


def month_page(
    filters: Filters, viewer: Any, language: str, today: date, *, problems: Sequence[Problem] = ()
) -> MonthPage:
    """The month that holds the filters' window, with up to three events a day; 5 queries and one for each name."""
    with translation.override(language):
        vocabulary = vocabularies.load(language)
        narrowed = narrow(filters, vocabulary, language)
        month = narrowed.filters.month(today)
        filters = replace(narrowed.filters, when=f"{month:%Y-%m}")
        first = month - timedelta(month.weekday())
        last = month_end(month) + timedelta(6 - month_end(month).weekday())
        counts = tallies(narrowed.events, first, last)
        cards = Cards(language, today, vocabulary).make(rows(first_of_each_day(narrowed.events, first, last)))
        by_day: dict[date, list[EventCard]] = {}
        for card in cards:
            by_day.setdefault(card.day, []).append(card)
        template = addresses.agenda(filters.query_string(when="\0"), language)
        days = [
            _day(first + timedelta(n), month, counts, by_day, template, today, language)
            for n in range((last - first).days + 1)
        ]
        total = sum(day.count for day in days if not day.outside)
        return MonthPage(
            filters=filters,
            problems=(*problems, *narrowed.problems),
            query=filters.query_string(),
            first=month,
            label=dates.month_year_words(month, language),
            weekdays=dates.WEEKDAYS[language],
            weeks=tuple(tuple(days[n : n + 7]) for n in range(0, len(days), 7)),
            count=total,
            count_label=count_label(total),
            previous=_neighbour(filters, previous_month(month), language),
            next=_neighbour(filters, next_month(month), language),
            list_url=addresses.agenda(filters.query_string(), language),
            options=choices.options(filters, vocabulary, today, language, narrowed.names),
            active=choices.active(filters, vocabulary, narrowed.names),
            subscriptions=choices.subscriptions(filters, language),
        )


def first_of_each_day(events: QuerySet[Event], first: date, last: date) -> QuerySet[Event]:
    """The first SHOWN_A_DAY events that start on each day: a month of a thousand events is not read whole."""
    order = [F("starts_at").asc(), F("uid").asc()]
    ranked = events.filter(start_day__gte=first, start_day__lte=last).annotate(
        rank=Window(RowNumber(), partition_by=[F("start_day")], order_by=order)
    )
    return ranked.filter(rank__lte=SHOWN_A_DAY).order_by("start_day", "starts_at", "uid")


def _day(
    day: date,
    month: date,
    counts: dict[date, int],
    by_day: dict[date, list[EventCard]],
    template: str,
    today: date,
    language: str,
) -> MonthDay:
    shown = tuple(by_day.get(day, ()))
    count = counts.get(day, 0)
    return MonthDay(
        day=day,
        number=str(day.day),
        label=f"{dates.capital(dates.day_words(day, language))}, {count_label(count)}",
        url=template.replace("%00", day.isoformat()),
        outside=day.month != month.month,
        past=day < today,
        today=day == today,
        count=count,
        cards=shown,
        more=count - len(shown),
    )


def _neighbour(filters: Filters, month: date, language: str) -> Choice:
    others = replace(filters, when=filters.default_when)
    url = addresses.month(month.year, month.month, others.query_string(), language)
    return Choice(f"{month:%Y-%m}", dates.month_year_words(month, language), False, url)
