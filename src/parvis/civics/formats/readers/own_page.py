"""Parvis's own exchange page (`parvis: 1`): every value is explicit, so a wrong one is an error, not a doubt."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.front_matter import FrontMatter
from parvis.civics.formats.instants import aware, known_zone, order, read_moment
from parvis.civics.formats.model import (
    ADMISSIONS,
    MODES,
    PARIS,
    STATUSES,
    TRANSPORT_MODES,
    Contact,
    Doubt,
    EventDocument,
    ImageText,
    InfoField,
    Moment,
    PlaceText,
    Quote,
    Role,
    SessionText,
    TransportLine,
)
from parvis.civics.formats.readers.json_values import number


def read(page: FrontMatter, text: str, name: str) -> list[EventDocument]:
    """The document of an exchange page.

    raises   FormatError naming the line and the field of a value of the wrong type
    """
    top = _Values(page, page.data, ())
    doubts: list[Doubt] = []
    start, end = top.span("event_start_date", "event_end_date", doubts)
    return [
        EventDocument(
            kind="agenda-page",
            title=top.text("title"),
            path=name,
            external_id=top.text("slug"),
            url=top.text("url"),
            lead=top.text("chapeau-text"),
            body=page.body,
            language=top.text("lang") or "fr",
            start=start,
            end=end,
            published=top.flag("published"),
            published_at=top.stamp("date"),
            mode=top.coded("mode", MODES, "unknown"),
            admission=top.coded("admission", ADMISSIONS, "unknown"),
            status=top.coded("status", STATUSES, "scheduled"),
            place=_place(top),
            online_url=top.text("online"),
            formats=top.texts("formats"),
            series=top.texts("series"),
            themes=top.texts("tags"),
            audiences=top.texts("audiences"),
            organisers=tuple(
                Role(item.text("name"), item.text("role") or "organiser", item.text("programme"), item.text("url"))
                for item in top.items("organisers")
            ),
            information=_infos(top, "champs_informations"),
            registration=_infos(top, "registration"),
            images=tuple(
                ImageText(
                    item.text("image"), item.text("alternative-textuelle"), item.text("legende"), item.text("credit")
                )
                for item in top.items("une-ou-diaporama")
            ),
            quotes=tuple(
                Quote(item.text("text"), item.text("author"), item.text("office"), item.text("source"))
                for item in top.items("quotes")
            ),
            sessions=tuple(_session(item, doubts) for item in top.items("sessions")),
            more_to_come=bool(top.flag("more_to_come")),
            contact=tuple(
                Contact(item.text("name"), item.text("phone"), item.text("email"), item.text("url"))
                for item in top.items("contact")
            ),
            number=top.text("number"),
            sequence=top.whole("sequence"),
            last_modified=top.stamp("last_modified"),
            doubts=tuple(doubts),
            source=text,
        )
    ]


class _Values:
    """A mapping of the front matter with its path, so that errors name the line."""

    def __init__(self, page: FrontMatter, values: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
        self.page = page
        self.values = values
        self.path = path

    def wrong(self, key: str, french: str, english: str) -> FormatError:
        line = self.page.line(*self.path, key)
        return FormatError(
            f"Ligne {line} : « {key} » doit être {french}.",
            f"Line {line}: “{key}” must be {english}.",
            line=line,
            field=key,
        )

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(key, "un texte", "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "une liste de textes", "a list of texts")
        return tuple(value)

    def items(self, key: str) -> "list[_Values]":
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, "une liste de rubriques", "a list of mappings")
        return [_Values(self.page, item, (*self.path, key, index)) for index, item in enumerate(value)]

    def inner(self, key: str) -> "_Values | None":
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, "une rubrique", "a mapping")
        return _Values(self.page, value, (*self.path, key))

    def flag(self, key: str) -> bool | None:
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "true ou false", "true or false")
        return value

    def whole(self, key: str) -> int:
        value = self.text(key)
        if not value:
            return 0
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise self.wrong(key, "un entier positif", "a positive whole number")
        return int(value)

    def degrees(self, key: str, bound: float) -> float | None:
        value = self.text(key)
        found = number(value, -bound, bound)
        if value and found is None:
            raise self.wrong(
                key, f"un nombre entre −{bound:.0f} et {bound:.0f}", f"a number from −{bound:.0f} to {bound:.0f}"
            )
        return found

    def coded(self, key: str, values: tuple[str, ...], otherwise: str) -> str:
        value = self.text(key)
        if value and value not in values:
            raise self.wrong(key, "l’un de : " + ", ".join(values), "one of: " + ", ".join(values))
        return value or otherwise

    def stamp(self, key: str) -> dt.datetime | None:
        value = self.text(key)
        if not value:
            return None
        found = aware(value)
        if found is None:
            raise self.wrong(key, "une date ISO 8601", "an ISO 8601 date")
        return found

    def span(self, first: str, last: str, doubts: list[Doubt]) -> tuple[Moment | None, Moment | None]:
        zone = self.text("zone") or PARIS
        if not known_zone(zone):
            raise self.wrong("zone", "un fuseau horaire connu", "a known time zone")
        found = []
        for key in (first, last):
            moment = None
            if value := self.text(key):
                moment, wrong = read_moment(value, key, zone=zone, line=self.page.line(*self.path, key))
                doubts += wrong
            found.append(moment)
        end, wrong = order(found[0], found[1], last, self.text(last), line=self.page.line(*self.path, last))
        doubts += wrong
        return found[0], end


def _infos(values: _Values, key: str) -> tuple[InfoField, ...]:
    return tuple(
        InfoField(item.text("intitule"), item.text("contenu"), item.text("lien")) for item in values.items(key)
    )


def _place(values: _Values) -> PlaceText | None:
    place = values.inner("place")
    if place is None:
        return None
    return PlaceText(
        name=place.text("name"),
        address=place.text("address"),
        postcode=place.text("postcode"),
        city=place.text("city"),
        lines=tuple(
            TransportLine(
                line.coded("mode", TRANSPORT_MODES, "other"), line.texts("lines"), line.text("stop"), line.text("note")
            )
            for line in place.items("lines")
        ),
        accessibility=place.texts("accessibility"),
        latitude=place.degrees("latitude", 90),
        longitude=place.degrees("longitude", 180),
        insee=place.text("insee"),
    )


def _session(values: _Values, doubts: list[Doubt]) -> SessionText:
    start, end = values.span("start", "end", doubts)
    return SessionText(
        title=values.text("title"),
        start=start,
        end=end,
        formats=values.texts("formats"),
        place=_place(values),
        mode=values.coded("mode", MODES, "unknown"),
        admission=values.coded("admission", ADMISSIONS, "unknown"),
        summary=values.text("summary"),
        organisers=values.texts("organisers"),
        links=_infos(values, "links"),
        line=values.page.line(*values.path),
        external_id=values.text("id"),
    )
