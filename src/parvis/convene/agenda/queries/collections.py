"""Pages that gather events: a series, an edition, an organisation, a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import translation

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import Filters, Window
from parvis.convene.agenda.models import Edition, Event, Inclusion, Participation
from parvis.convene.agenda.models.series import SeriesKind
from parvis.convene.agenda.queries import options as choices
from parvis.convene.agenda.queries.agenda import continued, page_of, read_key, write_key
from parvis.convene.agenda.queries.cards import Cards, Row, rows
from parvis.convene.agenda.queries.narrowing import HOSTING, in_editions, starting_in
from parvis.convene.agenda.queries.shapes import (
    Choice,
    EditionCard,
    EditionPage,
    EventList,
    Link,
    OrganisationPage,
    PlacePage,
    SeriesPage,
)
from parvis.convene.agenda.queries.strip import count_label
from parvis.convene.agenda.queries.venue import place_block
from parvis.convene.agenda.queries.visibility import editions_visible_to, published, series_visible_to
from parvis.ground.places.models import Place
from parvis.people.models import Organisation
from parvis.ui import dates

SHOWN = 12
EDITIONS = 40


def series_page(slug: str, viewer: Any, language: str, today: date) -> SeriesPage | None:
    """A series, its editions and its events; 6 queries."""
    series = series_visible_to(viewer).filter(slug=slug).order_by().first()
    if series is None:
        return None
    with translation.override(language):
        own = in_editions(Q(edition__series=series.pk), 0)
        filters = Filters(series=slug)
        return SeriesPage(
            uid=series.uid,
            slug=slug,
            url=addresses.series(slug, language),
            name=series.name.localize(language),
            summary=series.summary.localize(language),
            kind_label=dates.capital(str(SeriesKind(series.kind).label)),
            standing=series.standing,
            editions=edition_cards(editions_visible_to(viewer).filter(series=series), language),
            events=event_list(published().filter(own), filters, Cards(language, today), today),
            subscriptions=choices.subscriptions(filters, language),
        )


def edition_cards(editions: QuerySet[Edition], language: str) -> tuple[EditionCard, ...]:
    """Editions, the latest first, with the number of their events; one query."""
    programme = Count("inclusions__event", filter=Q(inclusions__event__state="published"), distinct=True)
    found = editions.select_related("host").annotate(number=programme).order_by("-year", "-first_day", "slug")
    return tuple(
        EditionCard(
            slug=edition.slug,
            url=addresses.edition(edition.slug, language),
            name=edition.name.localize(language),
            year=edition.year,
            when=days_of(edition, language),
            host=edition.host.name if edition.host else "",
            count_label=count_label(edition.number),
        )
        for edition in found[:EDITIONS]
    )


def edition_page(slug: str, viewer: Any, language: str, today: date, *, after: str = "") -> EditionPage | None:
    """An edition's programme, day after day; 6 queries."""
    edition = editions_visible_to(viewer).filter(slug=slug).select_related("series", "host").order_by().first()
    if edition is None:
        return None
    with translation.override(language):
        filters = Filters(edition=slug)
        events = published().filter(in_editions(Q(edition=edition.pk), 0))
        start = read_key(after, Window())
        shown, following = page_of(rows(continued(starting_in(events, Window()), start, False)[:31]))
        cards = Cards(language, today)
        number = events.count()
        return EditionPage(
            uid=edition.uid,
            slug=slug,
            url=addresses.edition(slug, language),
            name=edition.name.localize(language),
            summary=edition.summary.localize(language),
            year=edition.year,
            when=days_of(edition, language),
            website=edition.website,
            standing=edition.standing,
            series=Link(edition.series.name.localize(language), addresses.series(edition.series.slug, language)),
            host=Link(edition.host.name, addresses.organisation(edition.host.slug, language)) if edition.host else None,
            count=number,
            count_label=count_label(number),
            days=cards.by_day(cards.make(shown)),
            next=_next(slug, shown, following, language),
            selections=selections(edition, language),
            subscriptions=choices.subscriptions(filters, language),
            document=None,
        )


def selections(edition: Edition, language: str) -> tuple[Choice, ...]:
    """Bodies that publish their own selection in the edition, by name; one query."""
    found = (
        Inclusion.objects.filter(edition=edition, selected_by__isnull=False, event__state="published")
        .order_by("selected_by__name", "selected_by__slug")
        .values_list("selected_by__slug", "selected_by__name")
        .annotate(number=Count("event", distinct=True))
    )
    return tuple(
        Choice(
            slug,
            f"{name} ({number})",
            False,
            addresses.agenda(Filters(when="all", edition=edition.slug, selection=slug).query_string(), language),
        )
        for slug, name, number in found
    )


def organisation_page(slug: str, viewer: Any, language: str, today: date) -> OrganisationPage | None:
    """A body, what it organises and what it takes part in; 10 queries."""
    body = Organisation.objects.filter(slug=slug).select_related("successor").order_by().first()
    if body is None:
        return None
    with translation.override(language):
        part = Participation.objects.filter(event=OuterRef("pk"), organisation=body.pk)
        hosts = Exists(part.filter(role__in=HOSTING, session=None))
        filters = Filters(organiser=slug)
        cards = Cards(language, today)
        organised = published().filter(hosts)
        attended = published().filter(Exists(part), ~hosts)
        return OrganisationPage(
            uid=body.uid,
            slug=slug,
            url=addresses.organisation(slug, language),
            name=body.name,
            acronym=body.acronym,
            kind_label=dates.capital(str(body.get_kind_display())),
            summary=body.summary.localize(language) if body.summary else "",
            website=body.website,
            fictional=body.fictional,
            other_names=tuple(body.names.values_list("name", flat=True)),
            successor=_body(body.successor, language) if body.successor else None,
            predecessors=tuple(_body(other, language) for other in body.predecessors.order_by("name_key", "pk")),
            organises=event_list(organised, filters, cards, today),
            takes_part=event_list(attended, None, cards, today),
            subscriptions=choices.subscriptions(filters, language),
        )


def place_page(slug: str, viewer: Any, language: str, today: date) -> PlacePage | None:
    """A place, how to get there, and what takes place there; 6 queries."""
    place = Place.objects.filter(slug=slug).order_by().first()
    if place is None:
        return None
    with translation.override(language):
        lines = [
            (mode, label, stop, str(metres or ""))
            for mode, label, stop, metres in place.lines.values_list("mode", "label", "stop", "distance_m")
        ]
        filters = Filters(place=slug)
        events = published().filter(place=place.pk)
        return PlacePage(
            place=place_block(place, lines, language),
            website=place.website,
            events=event_list(events, filters, Cards(language, today), today),
            subscriptions=choices.subscriptions(filters, language),
        )


def event_list(events: QuerySet[Event], filters: Filters | None, cards: Cards, today: date) -> EventList:
    """The first of what is not over and the last of what is; 3 queries, and addresses of the rest."""
    coming = rows(events.filter(end_day__gte=today).order_by("start_day", "starts_at", "uid")[: SHOWN + 1])
    past = rows(events.filter(end_day__lt=today).order_by("-start_day", "-starts_at", "-uid")[: SHOWN + 1])
    made = cards.make([*coming[:SHOWN], *past[:SHOWN]])
    first = len(coming[:SHOWN])
    return EventList(
        coming=made[:first],
        past=made[first:],
        more_coming=_rest(filters, "coming", cards.language) if len(coming) > SHOWN else "",
        more_past=_rest(filters, "past", cards.language) if len(past) > SHOWN else "",
    )


def days_of(edition: Edition, language: str) -> str:
    """`du 2 au 30 novembre 2023`; the year when no day is known."""
    if edition.first_day is None:
        return str(edition.year)
    return dates.range_words(edition.first_day, edition.last_day, language, year=True)


def _next(slug: str, shown: Iterable[Row], following: Row | None, language: str) -> Link | None:
    if following is None:
        return None
    last = list(shown)[-1]
    query = addresses.query_string({"after": write_key(last, following)})
    label = dates.day_words(following.start_day, language)
    return Link(label, f"{addresses.edition(slug, language)}?{query}")


def _rest(filters: Filters | None, when: str, language: str) -> str:
    return addresses.agenda(filters.query_string(when=when), language) if filters else ""


def _body(body: Organisation, language: str) -> Link:
    return Link(body.name, addresses.organisation(body.slug, language))
