"""The small print of an event in a single query: ten small tables, each read as rows of text.

An event page shows lines from ten tables, of which most hold nothing: asking them one by one would cost ten queries.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import (
    Event,
    EventPicture,
    EventSource,
    Figure,
    Inclusion,
    Information,
    Quote,
    Recording,
    RegistrationLink,
)
from parvis.convene.agenda.offers import source
from parvis.convene.agenda.queries.shapes import (
    EditionRef,
    FigureBlock,
    InformationLine,
    Link,
    PictureBlock,
    QuoteBlock,
)
from parvis.ground.places.models import TransportLine
from parvis.ground.text import in_language

COLUMNS = 8
Fields = tuple[str, ...]

# kind → (model, order, up to eight columns)
OF_EVENT: dict[str, tuple[type[Model], str, Fields]] = {
    "information": (Information, "order", ("label", "content", "link")),
    "registration": (RegistrationLink, "order", ("label", "url", "session_id")),
    "quote": (Quote, "order", ("text", "author", "office", "language", "source__title", "source__url")),
    "figure": (Figure, "order", ("value", "unit", "scope", "source__title", "source__url")),
    "recording": (Recording, "order", ("title", "url", "language", "session_id")),
    "source": (
        EventSource,
        "id",
        ("source__title", "source__url", "note", "source__publisher", "source__consulted_on"),
    ),
    "picture": (
        EventPicture,
        "order",
        (
            "picture__file",
            "picture__alt",
            "picture__caption",
            "picture__credit",
            "picture__renditions",
            "picture__width",
            "picture__height",
        ),
    ),
    "edition": (
        Inclusion,
        "id",
        ("edition__slug", "edition__name", "edition__series__slug", "edition__series__name", "selected_by__name"),
    ),
    "related": (Event.related.through, "id", ("to_event_id",)),
}
LINE = ("mode", "label", "stop", "distance_m")


@dataclass(frozen=True)
class Details:
    rows: dict[str, list[tuple[str, ...]]]

    def information(self) -> tuple[InformationLine, ...]:
        return tuple(InformationLine(label, content, link) for label, content, link, *_ in self.rows["information"])

    def registrations(self, session: str = "") -> tuple[Link, ...]:
        return tuple(Link(label, url) for label, url, of, *_ in self.rows["registration"] if of == session)

    def recordings(self, session: str = "") -> tuple[Link, ...]:
        return tuple(Link(title, url, lang) for title, url, lang, of, *_ in self.rows["recording"] if of == session)

    def quotes(self) -> tuple[QuoteBlock, ...]:
        return tuple(
            QuoteBlock(text, author, office, language, Link(title, url) if title else None)
            for text, author, office, language, title, url, *_ in self.rows["quote"]
        )

    def figures(self) -> tuple[FigureBlock, ...]:
        return tuple(
            FigureBlock(value, unit, scope, Link(title, url) if title else None)
            for value, unit, scope, title, url, *_ in self.rows["figure"]
        )

    def sources(self) -> tuple[Link, ...]:
        return tuple(
            Link(title, url, ", ".join(filter(None, (publisher, note))))
            for title, url, note, publisher, *_ in self.rows["source"]
        )

    def pictures(self, language: str) -> tuple[PictureBlock, ...]:
        return tuple(_picture(row, language) for row in self.rows["picture"])

    def editions(self, language: str) -> tuple[EditionRef, ...]:
        return tuple(
            EditionRef(
                name=in_language(name, language),
                url=addresses.edition(slug, language),
                series=in_language(series, language),
                series_url=addresses.series(series_slug, language),
                selected_by=selected_by,
            )
            for slug, name, series_slug, series, selected_by, *_ in self.rows["edition"]
        )

    def related(self) -> list[int]:
        return [int(key) for key, *_ in self.rows["related"]]

    def offers(self) -> list[tuple[str, ...]]:
        """Rows of the registrations that this site takes (`agenda.offers`)."""
        return self.rows["offer"]

    def lines(self) -> list[tuple[str, ...]]:
        """(mode, line, stop, metres) of the place, in their order."""
        return [row[:4] for row in self.rows["line"]]


def details(event: int, place: int | None) -> Details:
    """Everything small about an event and the transport lines of its place; one query."""
    parts = [
        _part(kind, model.objects.filter(**_of(model, event)), order, fields)
        for kind, (model, order, fields) in OF_EVENT.items()
    ]
    parts.append(_part("line", TransportLine.objects.filter(place=place or 0), "order", LINE))
    if (offered := source()) is not None:
        parts.append(_part("offer", offered.query(event), "id", offered.columns))
    first, *others = parts
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    # By kind, then in the order that a person gave, then as they were added.
    for kind, _order, _key, *columns in first.union(*others, all=True).order_by("kind", "rank", "key"):
        rows[kind].append(tuple("" if column is None else str(column) for column in columns))
    return Details(rows)


def offer_rows(event: int) -> list[tuple[str, ...]]:
    """The rows of registrations alone, as they come with the small print; one query, none where nothing registers."""
    offered = source()
    if offered is None:
        return []
    rows = _part("offer", offered.query(event), "id", offered.columns).order_by("key")
    return [tuple("" if column is None else str(column) for column in columns) for _kind, _rank, _key, *columns in rows]


def _of(model: type[Model], event: int) -> dict[str, int]:
    return {"from_event": event} if model is Event.related.through else {"event": event}


def _part(kind: str, rows: QuerySet[Any], order: str, fields: Fields) -> QuerySet[Any, Any]:
    columns = {f"c{n}": Cast(F(field), TextField()) for n, field in enumerate(fields)}
    columns |= {f"c{n}": Value("", output_field=TextField()) for n in range(len(fields), COLUMNS)}
    return (
        rows.order_by()
        .annotate(
            kind=Value(kind, output_field=CharField()),
            rank=Cast(F(order), IntegerField()),
            key=F("pk"),
            **columns,
        )
        .values_list("kind", "rank", "key", *(f"c{n}" for n in range(COLUMNS)))
    )


def _picture(row: tuple[str, ...], language: str) -> PictureBlock:
    file, alt, caption, credit, renditions, width, height, *_ = row
    return PictureBlock(
        file=file,
        alt=in_language(alt, language),
        caption=in_language(caption, language),
        credit=credit,
        width=int(width or 0),
        height=int(height or 0),
        renditions=tuple(json.loads(renditions)) if renditions else (),
    )
