"""From filters to events: the same conditions for pages, feeds, API and datasets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import Filters, Problem, Window
from parvis.convene.agenda.models import Edition, Event, Inclusion, Participation, Series
from parvis.convene.agenda.models.event import STEP_FREE
from parvis.convene.agenda.queries.shapes import Link
from parvis.convene.agenda.queries.visibility import published, published_among_few
from parvis.convene.agenda.queries.vocabulary import Vocabulary
from parvis.ground.places.models import Place
from parvis.ground.search.queries import matching
from parvis.ground.search.words import words_of
from parvis.people.models import Organisation

HOSTING = ("organiser", "co-organiser", "host")


@dataclass(frozen=True)
class Narrowed:
    """The filters that stood, what they name, and the conditions they put on events (not yet the window)."""

    filters: Filters
    problems: tuple[Problem, ...]
    conditions: tuple[Q, ...]
    context: tuple[Link, ...]
    names: dict[str, str]

    @property
    def narrowed(self) -> bool:
        return bool(self.conditions)

    @cached_property
    def events(self) -> QuerySet[Event]:
        """Published events under the filters; made only when asked, since the plain list never is."""
        return published().filter(*self.conditions)

    @cached_property
    def few(self) -> QuerySet[Event]:
        """The same events, for `underway_at`."""
        return published_among_few().filter(*self.conditions)


def narrow(filters: Filters, vocabulary: Vocabulary, language: str) -> Narrowed:
    """Look up what the filters name: one query for each name asked, none for the others.

    A name that nobody bears is left out, with one sentence; so an address never fails.
    """
    problems: list[Problem] = []
    context: list[Link] = []
    names: dict[str, str] = {}
    conditions: list[Q] = []

    def unknown(parameter: str, value: str, sentence: str) -> None:
        problems.append(Problem(parameter, value, sentence % {"value": value}))

    filters, terms = _terms(filters, vocabulary, unknown)
    for field, ids in terms.items():
        through = getattr(Event, field).through
        conditions.append(Q(Exists(through.objects.filter(event=OuterRef("pk"), term__in=ids))))

    if filters.place:
        place = Place.objects.filter(slug=filters.place).values_list("id", "name", "slug").first()
        if place:
            conditions.append(Q(place=place[0]))
            names["where"] = place[1]
            context.append(Link(place[1], addresses.place(place[2], language)))
        else:
            unknown("where", filters.place, _("“%(value)s” is not a place we know: the list is for everywhere."))
            filters = replace(filters, place="")
    elif filters.city:
        conditions.append(Q(place__city=filters.city))
        names["where"] = filters.city
    if filters.mode:
        conditions.append(MODES[filters.mode])
    if filters.accessible:
        conditions.append(accessible())

    if filters.organiser:
        body = Organisation.objects.filter(slug=filters.organiser).values_list("id", "name", "slug").first()
        if body:
            part = Participation.objects.filter(event=OuterRef("pk"), organisation=body[0], role__in=HOSTING)
            conditions.append(Q(Exists(part)))
            names["organiser"] = body[1]
            context.append(Link(body[1], addresses.organisation(body[2], language)))
        else:
            unknown(
                "organiser",
                filters.organiser,
                _("“%(value)s” is not an organiser we know: the list has all of them."),
            )
            filters = replace(filters, organiser="")

    selector = 0
    if filters.selection:
        found = Organisation.objects.filter(slug=filters.selection).values_list("id", "name").first()
        if found:
            selector, names["selection"] = found
        else:
            unknown("selection", filters.selection, _("“%(value)s” has made no selection here: the list is whole."))
            filters = replace(filters, selection="")
    if filters.edition:
        edition = Edition.objects.filter(slug=filters.edition, published=True).first()
        if edition:
            names["edition"] = edition.name.localize(language)
            context.append(Link(names["edition"], addresses.edition(edition.slug, language)))
            conditions.append(in_editions(Q(edition=edition.pk), selector))
        else:
            unknown("edition", filters.edition, _("“%(value)s” is not an edition we know: the list has all of them."))
            filters = replace(filters, edition="")
    elif selector:
        conditions.append(in_editions(Q(), selector))
    if filters.series:
        series = Series.objects.filter(slug=filters.series).first()
        if series:
            names["series"] = series.name.localize(language)
            context.append(Link(names["series"], addresses.series(series.slug, language)))
            conditions.append(in_editions(Q(edition__series=series.pk), 0))
        else:
            unknown("series", filters.series, _("“%(value)s” is not a series we know: the list has all of them."))
            filters = replace(filters, series="")

    if words_of(filters.text):
        conditions.append(Q(uid__in=matching("event", filters.text, language)))

    return Narrowed(filters, tuple(problems), tuple(conditions), tuple(context), names)


MODES = {
    "onsite": Q(mode__in=("onsite", "mixed")),
    "online": Q(mode__in=("online", "mixed")) | Q(status="moved-online"),
    "mixed": Q(mode="mixed"),
}


def in_editions(which: Q, selected_by: int) -> Q:
    """Events of some editions: the whole programme, or what one body selected in it."""
    inclusions = Inclusion.objects.filter(which, event=OuterRef("pk"))
    if selected_by:
        inclusions = inclusions.filter(selected_by=selected_by)
    return Q(Exists(inclusions))


def accessible() -> Q:
    """Events, or events at a place, that declare an entrance without a step.

    Codes are compared as text: SQLite has no containment operator on JSON, and no code is part of another. Places
    are few; what the events add themselves is a column.
    """
    declared = Q()
    for code in sorted(STEP_FREE):
        declared |= Q(codes__contains=f'"{code}"')
    places = Place.objects.annotate(codes=Cast("accessibility", TextField())).filter(declared).order_by().values("pk")
    return Q(place__in=places) | Q(step_free=True)


def starting_in(events: QuerySet[Event], window: Window) -> QuerySet[Event]:
    """Events whose first day is in the window, in the order of the list."""
    if window.first:
        events = events.filter(start_day__gte=window.first)
    if window.backwards:
        return events.filter(start_day__lte=window.last, end_day__lte=window.last).order_by(
            "-start_day", "-starts_at", "-uid"
        )
    if window.last:
        events = events.filter(start_day__lte=window.last)
    return events.order_by("start_day", "starts_at", "uid")


def underway_at(few: QuerySet[Event], first: date, horizon: date) -> QuerySet[Event]:
    """Events that began before a day and last into it, in no order: sort the few that there are.

    few   what `published_among_few` or `Narrowed.few` gives

    Two ranges of two small indexes, which hold only what lasts several days: of LONG days or less, what is under way
    ends before `horizon` (first + LONG); longer ones are few. An ORDER BY, or a condition on the state inside, would
    tempt SQLite into walking the whole list.
    """
    begun = Event.objects.order_by().filter(start_day__lt=first)
    several = begun.filter(several_until__gte=first, several_until__lt=horizon)
    long = begun.filter(long_until__gte=first)
    return few.order_by().filter(pk__in=several.values("pk").union(long.values("pk"), all=True))


def _terms(
    filters: Filters, vocabulary: Vocabulary, unknown: Callable[[str, str, str], None]
) -> tuple[Filters, dict[str, list[int]]]:
    """Keys of the terms asked for, by field of Event; codes that no vocabulary holds are taken out."""
    sentences = {
        "theme": ("about", _("“%(value)s” is not a theme: the list has all of them.")),
        "format": ("format", _("“%(value)s” is not a format: the list has all of them.")),
        "audience": ("audience", _("“%(value)s” is not an audience: the list is for everyone.")),
    }
    kept: dict[str, list[int]] = {}
    changes: dict[str, tuple[str, ...]] = {}
    asked: Sequence[tuple[str, str, tuple[str, ...]]] = (
        ("theme", "themes", filters.themes),
        ("format", "formats", filters.formats),
        ("audience", "audiences", filters.audiences),
    )
    for name, field, codes in asked:
        if not codes:
            continue
        found = vocabulary.find(name, codes)
        known = {word.code for word in found}
        parameter, sentence = sentences[name]
        for code in codes:
            if code not in known:
                unknown(parameter, code, sentence)
        changes[field] = tuple(code for code in codes if code in known)
        if found:
            kept[field] = [word.id for word in found]
    return replace(filters, **changes), kept
