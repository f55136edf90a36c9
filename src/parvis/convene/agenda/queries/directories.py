"""Indexes: every organisation by its name, every series."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.agenda import addresses
from parvis.convene.agenda.queries.visibility import series_visible_to
from parvis.people.models import Organisation, OrganisationName
from parvis.people.names import name_key
from parvis.ui import dates

NAMES = 150


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A body; `note` is its acronym and its kind."""

    name: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class DirectoryLetter:
    """The bodies whose name begins with a letter; `#` gathers what begins with a figure."""

    label: str
    entries: tuple[DirectoryEntry, ...]


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """`asked` is what was searched for; `next` the address of the following names, empty on the last page."""

    asked: str
    letters: tuple[DirectoryLetter, ...]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    name: str
    url: str
    summary: str
    kind_label: str
    editions_label: str
    standing: str


def directory_page(asked: str, after: str, language: str) -> DirectoryPage:
    """Bodies in the order of their names, `NAMES` a page; 1 query.

    asked   words of a name, an acronym or a former name, accents and case apart
    after   the key of the last name of the page before
    """
    asked = asked.replace("\x00", "").strip()[:100]
    key = name_key(asked)
    bodies = Organisation.objects.order_by("name_key", "pk")
    if key:
        bodies = bodies.filter(named(key))
    start = name_key(after[:300])
    if start:
        bodies = bodies.filter(name_key__gt=start)
    found = list(bodies.only("slug", "name", "acronym", "kind", "name_key")[: NAMES + 1])
    shown, more = found[:NAMES], len(found) > NAMES
    with translation.override(language):
        letters = tuple(
            DirectoryLetter(label, tuple(entry(body, language) for body in group))
            for label, group in groupby(shown, key=lambda body: initial(body.name_key))
        )
    base = addresses.directory(language)
    return DirectoryPage(
        asked=asked,
        letters=letters,
        previous=link(base, asked, "") if start else "",
        next=link(base, asked, shown[-1].name_key) if more else "",
    )


def named(key: str) -> Q:
    former = OrganisationName.objects.filter(organisation=OuterRef("pk"), name_key__contains=key)
    return Q(name_key__contains=key) | Q(acronym_key=key) | Q(Exists(former))


def entry(body: Organisation, language: str) -> DirectoryEntry:
    acronym = body.acronym if body.acronym != body.name else ""
    note = ", ".join(filter(None, (acronym, str(body.get_kind_display()))))
    return DirectoryEntry(body.name, addresses.organisation(body.slug, language), note)


def initial(key: str) -> str:
    return key[:1].upper() if key[:1].isalpha() else "#"


def link(base: str, asked: str, after: str) -> str:
    query = addresses.query_string({"q": asked, "after": after})
    return f"{base}?{query}" if query else base


def series_entries(viewer: Any, language: str) -> tuple[SeriesEntry, ...]:
    """Every series with the number of its published editions, by name; 1 query."""
    published = Count("editions", filter=Q(editions__published=True))
    found: QuerySet[Any] = series_visible_to(viewer).annotate(number=published).order_by("slug")
    with translation.override(language):
        entries = [
            SeriesEntry(
                name=one.name.localize(language),
                url=addresses.series(one.slug, language),
                summary=one.summary.localize(language) if one.summary else "",
                kind_label=dates.capital(str(one.get_kind_display())),
                editions_label=editions_label(one.number),
                standing=one.standing,
            )
            for one in found
        ]
    return tuple(sorted(entries, key=lambda one: name_key(one.name)))


def editions_label(number: int) -> str:
    return ngettext("%(count)s edition", "%(count)s editions", number) % {"count": number or _("no")}
