"""How contents are read out in differences: labels of parts, names for identifiers, days and hours in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Field
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.convene.agenda.content import PLAIN, ROWS, SESSION_PLAIN, TERMS, VOCABULARIES
from parvis.convene.agenda.models import Edition, Event, Series, Session
from parvis.ground.files.models import Picture
from parvis.ground.places.models import Accessibility, FormerPlace, Place, TransportLine
from parvis.ground.sources.models import Source
from parvis.ground.themes.models import Term
from parvis.ground.versions.differences import Content, Labels, as_text
from parvis.people.models import Organisation, Person
from parvis.ui import dates

# The last word of a part's name → what it names; "session" is named by the contents themselves.
NAMED = frozenset({"place", "organisation", "host", "person", "source", "picture", "related", "series", "session"})
VOCABULARY_OF = VOCABULARIES | {"sessions.formats": "format"}
TRANSLATED = {
    "event": (),
    "place": (),
    "series": ("name", "summary"),
    "edition": ("name", "summary"),
}


def labels_for(object_type: str, contents: Sequence[Content], language: str) -> Labels:
    """How these contents of an event, a series, an edition or a place are read; at most 2 queries.

    An identifier that names nothing any more is said to be so.
    """
    names = names_in(contents, language)
    terms = terms_in(contents, language) if object_type == "event" else {}
    fields = fields_of(object_type)

    def said(part: str, value: Any) -> str:
        last = part.rpartition(".")[2]
        if value is None or value == "":
            return ""
        if isinstance(value, list) and part not in ("related",):
            return ", ".join(filter(None, (said(part, one) for one in value)))
        if last in NAMED:
            return names.get(str(value)) or _("something that is no longer there")
        if part in VOCABULARY_OF:
            return terms.get((VOCABULARY_OF[part], str(value)), str(value))
        if last == "accessibility" and value in Accessibility.values:
            return str(Accessibility(value).label)
        return plain_words(part, value, fields.get(part), language)

    return Labels(part_labels(object_type, fields), said, frozenset({"sessions.held_back"}))


def plain_words(part: str, value: Any, field: Any, language: str) -> str:
    """A choice by its label, a day or an hour in words, anything else as written."""
    last = part.rpartition(".")[2]
    if last in {"start_day", "end_day", "first_day", "last_day"}:
        day = value if isinstance(value, date) else parse_date(str(value))
        return dates.day_words(day, language, weekday=True, year=True) if day else str(value)
    if last in {"start_time", "end_time"}:
        hour = value if isinstance(value, time) else parse_time(str(value))
        return dates.time_words(hour, language) if hour else str(value)
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    if last == "language":
        choices = dict(settings.LANGUAGES)
    return str(choices.get(value, "")) or as_text(part, value)


def fields_of(object_type: str) -> dict[str, Field[Any, Any]]:
    """The column behind each part that has one."""
    model: Any = {"event": Event, "series": Series, "edition": Edition, "place": Place}[object_type]
    found = {field.name: field for field in model._meta.get_fields() if isinstance(field, Field)}
    tables: dict[str, Any] = {}
    if object_type == "event":
        tables = {"sessions": Session} | {part: table for part, (table, _columns, _names) in ROWS.items()}
    elif object_type == "place":
        tables = {"lines": TransportLine}
    for part, table in tables.items():
        found |= {f"{part}.{field.name}": field for field in table._meta.get_fields() if isinstance(field, Field)}
    return found


def part_labels(object_type: str, fields: Mapping[str, Field[Any, Any]]) -> dict[str, str]:
    """Labels in the order of the page; a translated text has one a language."""
    if object_type == "event":
        order = ["title", "lead", "body", *PLAIN, "place", *TERMS, "sessions", *ROWS, "related"]
        order += [f"sessions.{name}" for name in (*SESSION_PLAIN, "place", "formats")]
    else:
        order = [part for part in fields if "." not in part] + (["lines"] if object_type == "place" else [])
    labels: dict[str, str] = {}
    for part in (*order, *fields):
        if part.partition(".")[0] in TRANSLATED[object_type]:
            for code, language in settings.LANGUAGES:
                labels.setdefault(f"{part}_{code}", f"{dates.capital(str(fields[part].verbose_name))} ({_(language)})")
        elif part in fields:
            labels.setdefault(part, dates.capital(str(fields[part].verbose_name)))
        elif part not in labels:
            labels[part] = dates.capital(str(list_label(part)))
    return labels


def list_label(part: str) -> str:
    table = Session if part == "sessions" else ROWS[part][0] if part in ROWS else TransportLine
    return str(table._meta.verbose_name_plural)


def names_in(contents: Iterable[Content], language: str) -> dict[str, str]:
    """Names of everything that the contents identify; 1 query, none when they identify nothing."""
    names: dict[str, str] = {}
    wanted: set[UUID] = set()
    for content in contents:
        for session in content.get("sessions") or ():
            names[str(session.get("uid"))] = str(session.get("title") or "")
        wanted |= set(identifiers(content))
    if not wanted:
        return names
    tables: tuple[tuple[Any, str], ...] = (
        (Place, "name"),
        (Organisation, "name"),
        (Person, "name"),
        (Event, "title"),
        (Source, "title"),
        (Picture, "alt"),
        (Series, "name"),
    )
    first, *others = (
        table._default_manager.filter(uid__in=wanted).order_by().values_list("uid", column) for table, column in tables
    )
    merged = FormerPlace.objects.filter(place_uid__in=wanted).order_by().values_list("place_uid", "name")
    for uid, name in first.union(*others, merged, all=True):
        names[str(uid)] = in_language(str(name), language) or _("picture without words")
    return names


def in_language(name: str, language: str) -> str:
    """A name that may be kept as JSON, one text a language."""
    if name.startswith("{"):
        try:
            return str(LazyI18nString(json.loads(name)).localize(language))
        except ValueError:
            return name
    return name


def identifiers(content: Any, part: str = "") -> Iterator[UUID]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from identifiers(value, name)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from identifiers(value, part)
    elif part in NAMED and content:
        try:
            yield UUID(str(content))
        except ValueError:
            return


def terms_in(contents: Iterable[Content], language: str) -> dict[tuple[str, str], str]:
    """Names of the terms that the contents hold by their codes; 1 query, none when they hold none."""
    codes: set[str] = set()
    for content in contents:
        for part in TERMS:
            codes |= set(content.get(part) or ())
        for session in content.get("sessions") or ():
            codes |= set(session.get("formats") or ())
    if not codes:
        return {}
    found = Term.objects.filter(code__in=codes, vocabulary__in=VOCABULARIES.values()).order_by()
    return {(term.vocabulary, term.code): str(term.name.localize(language)) for term in found}
