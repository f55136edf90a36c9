"""What the lists of series, editions and places show, and what the checker says of an edition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from parvis.civics.checks import check
from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.frames import LANGUAGES
from parvis.convene.agenda.models import Edition, Event, Series, Session
from parvis.convene.agenda.models.series import SeriesKind
from parvis.convene.agenda.queries.collections import days_of
from parvis.ground.places.models import FormerPlace, Place
from parvis.people.names import name_key
from parvis.ui import dates

PER_PAGE = 50
YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
# What can be said of a summary: the rules about dates; the others are about whole pages.
SAID = frozenset({"D-WEEKDAY", "D-INVALID", "D-EDITION", "D-STALE", "T-PREP"})


@dataclass(frozen=True)
class EditionRow:
    uid: UUID
    url: str
    name: str
    year: int
    when: str
    host: str
    events: int
    drafts: int
    published: bool
    writable: bool
    public_url: str


@dataclass(frozen=True)
class SeriesRow:
    uid: UUID
    url: str
    name: str
    kind: str
    public_url: str
    writable: bool
    editions: tuple[EditionRow, ...]


def season_list(user: Any, language: str) -> tuple[SeriesRow, ...]:
    """Every series with the editions that the person may see, the latest first; 2 queries."""
    drafts = Count("inclusions", filter=Q(inclusions__event__state__in=("draft", "submitted")))
    found = Edition.objects.select_related("host").annotate(events_in=Count("inclusions"), drafts_in=drafts)
    by_series: dict[int, list[Edition]] = defaultdict(list)
    for edition in found.order_by("-year", "-first_day", "slug"):
        if edition.published or rules.may_manage_edition(user, edition):
            by_series[edition.series_id].append(edition)
    rows = []
    for series in Series.objects.order_by("slug"):
        own = by_series[series.pk]
        rows.append(
            SeriesRow(
                uid=series.uid,
                url=reverse("editing:series", args=[series.uid]),
                name=series.name.localize(language),
                kind=dates.capital(str(SeriesKind(series.kind).label)),
                public_url=addresses.series(series.slug, language),
                writable=rules.may_edit_series_of(user, [edition.host for edition in own if edition.host]),
                editions=tuple(edition_row(edition, user, language) for edition in own),
            )
        )
    return tuple(sorted(rows, key=lambda row: name_key(row.name)))


def edition_row(edition: Any, user: Any, language: str) -> EditionRow:
    return EditionRow(
        uid=edition.uid,
        url=reverse("editing:edition", args=[edition.uid]),
        name=edition.name.localize(language),
        year=edition.year,
        when=days_of(edition, language),
        host=edition.host.name if edition.host else "",
        events=edition.events_in,
        drafts=edition.drafts_in,
        published=edition.published,
        writable=rules.may_manage_edition(user, edition),
        public_url=addresses.edition(edition.slug, language),
    )


@dataclass(frozen=True)
class PlaceRow:
    uid: UUID
    name: str
    where: str
    url: str
    events: int


def place_list(words: str, page: str) -> Page[PlaceRow]:
    """Places whose name, address or town holds these words, in order, with the number of their events; 2 queries."""
    found = Place.objects.all()
    for word in words.split()[:6]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(address__icontains=word)
            | Q(city__icontains=word)
            | Q(postcode__startswith=word)
        )
    rows = found.annotate(used=Count("events")).order_by("name", "id")
    shown: Any = Paginator(rows, PER_PAGE).get_page(page)
    shown.object_list = [
        PlaceRow(
            place.uid,
            place.name,
            ", ".join(filter(None, (place.address, " ".join(filter(None, (place.postcode, place.city)))))),
            reverse("editing:place", args=[place.uid]),
            place.used,
        )
        for place in shown.object_list
    ]
    return shown  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Alike:
    """A place that may be the same: why, and how many events it holds."""

    uid: UUID
    name: str
    where: str
    why: str
    events: int


def alike(name: str, address: str, city: str, *, but: UUID | None = None, limit: int = 8) -> tuple[Alike, ...]:
    """Places with the same name, one name within the other, or the same address in the same town; 1 query."""
    wanted, there, town = name_key(name), name_key(address), name_key(city)
    found: list[tuple[int, Alike]] = []
    rows = Place.objects.annotate(used=Count("events")).order_by("name", "id")
    for uid, other, street, postcode, other_city, used in rows.values_list(
        "uid", "name", "address", "postcode", "city", "used"
    ):
        if uid == but:
            continue
        same_town = not town or not other_city or name_key(other_city) == town
        key = name_key(other)
        if wanted and key == wanted and same_town:
            rank, why = 0, _("same name")
        elif there and name_key(street) == there and same_town:
            rank, why = 1, _("same address")
        elif (
            min(len(wanted), len(key)) >= 6
            and same_town
            and (f" {key} " in f" {wanted} " or f" {wanted} " in f" {key} ")
        ):
            rank, why = 2, _("one name holds the other")
        else:
            continue
        where = ", ".join(filter(None, (street, " ".join(filter(None, (postcode, other_city))))))
        found.append((rank, Alike(uid, other, where, why, used)))
    found.sort(key=lambda pair: pair[0])
    return tuple(one for _rank, one in found[:limit])


@dataclass(frozen=True)
class Use:
    """How much stands at a place."""

    events: int
    sessions: int
    former: tuple[str, ...]


def use_of(place: Place) -> Use:
    """3 queries."""
    return Use(
        Event.objects.filter(place=place).count(),
        Session.objects.filter(place=place).count(),
        tuple(FormerPlace.objects.filter(place=place).order_by("pk").values_list("name", flat=True)),
    )


@dataclass(frozen=True)
class Doubt:
    """A finding beside the form: which field, what is written there, what is wrong, what to do."""

    field: str
    severity: str
    title: str
    quoted: SafeString
    message: str
    suggestion: str


def edition_doubts(content: Mapping[str, Any], language: str, today: date) -> tuple[Doubt, ...]:
    """What an edition contradicts in itself; nothing is asked of the database."""
    doubts: list[Doubt] = []
    year = int(content.get("year") or 0)
    for code in LANGUAGES:
        name = str(content.get(f"name_{code}") or "")
        others = [found for found in YEAR.findall(name) if int(found) != year]
        if others and not YEAR.search(name.replace(others[0], "")):
            doubts.append(
                Doubt(
                    f"name_{code}",
                    "error",
                    _("%(year)s?") % {"year": others[0]},
                    struck(name, others[0]),
                    _("The name says %(other)s, the year is %(year)d.") % {"other": others[0], "year": year},
                    _("Write the same year in both."),
                )
            )
        doubts += summary_doubts(str(content.get(f"summary_{code}") or ""), code, year, language, today)
    for part in ("first_day", "last_day"):
        day = parse_date(str(content.get(part) or "")) if content.get(part) else None
        if day and year and not year <= day.year <= year + (part == "last_day"):
            words = dates.day_words(day, language, year=True)
            doubts.append(
                Doubt(
                    part,
                    "error",
                    str(day.year),
                    mark_safe(""),
                    _("%(day)s is not in %(year)d.") % {"day": dates.capital(words), "year": year},
                    _("Correct the day or the year."),
                )
            )
    return tuple(doubts)


def summary_doubts(text: str, code: str, year: int, language: str, today: date) -> list[Doubt]:
    """What the checker says of the dates of a summary, read as a text of that year."""
    if not text.strip():
        return []
    said = "en" if language == "en" else "fr"
    return [
        Doubt(
            f"summary_{code}",
            str(finding.severity),
            finding.quote,
            struck(next((line for line in text.split("\n") if finding.quote in line), finding.quote), finding.quote),
            finding.message[said],
            finding.suggestion[said],
        )
        for finding in check(f"---\ndate: {year:04d}-01-01\n---\n{text}", "edition.md", today=today).findings
        if finding.rule in SAID
    ]


def struck(text: str, word: str) -> SafeString:
    """The text with the doubtful words struck, safe to print."""
    before, found, after = text.partition(word)
    if not found:
        return mark_safe(escape(text))
    return mark_safe(f'{escape(before[-80:])}<span class="mark-strike">{escape(found)}</span>{escape(after[:80])}')
