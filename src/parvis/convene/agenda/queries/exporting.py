"""Events as whole documents, for exports that another site, a spreadsheet or this very site reads again.

Unlike `exchange`, whose calendars hold what a reader needs, texts are given as they are written (Markdown): what
is exported can be imported with no change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from parvis.civics.formats.model import (
    EventDocument,
    ImageText,
    InfoField,
    PlaceText,
    Quote,
    Role,
    SessionText,
    TransportLine,
)
from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import (
    Event,
    EventPicture,
    Inclusion,
    Information,
    Participation,
    RegistrationLink,
    Session,
    State,
)
from parvis.convene.agenda.models import Quote as QuoteRow
from parvis.convene.agenda.queries import exchange
from parvis.convene.agenda.queries.exchange import BATCH, calendar_uid, moments, whole
from parvis.convene.agenda.queries.vocabulary import Vocabulary
from parvis.ground.places.models import Place
from parvis.ground.places.models import TransportLine as LineRow

Rows = dict[int, list[Any]]
TERMS = ("formats", "themes", "audiences")
HOLDING = frozenset({"organiser", "co-organiser", "host"})


def documents(
    events: QuerySet[Event],
    vocabulary: Vocabulary,
    language: str,
    carried: Collection[str],
    identify: Callable[[Event], str] | None = None,
) -> Iterator[EventDocument]:
    """Documents of a queryset of any length, 500 events at a time; at most 12 queries for each 500.

    carried    fields that the format can hold: what it cannot is not read
    identify   the identity that the file gives to an event, that of calendars by default
    """
    rows = events.select_related("place").defer("lead_html", "body_html").iterator(chunk_size=BATCH)
    while some := list(islice(rows, BATCH)):
        parts = Parts([event.pk for event in some], vocabulary, language, carried)
        lines = lines_of(some) if "sessions" in carried else {}
        for event in some:
            yield document(event, parts, lines, language, (identify or by_calendar)(event))


def by_calendar(event: Event) -> str:
    return calendar_uid(event.uid)


def by_slug(event: Event) -> str:
    return event.slug


class Parts:
    """What hangs from some events, by the key of the event; one query a part, none for what the format cannot hold."""

    def __init__(self, keys: list[int], vocabulary: Vocabulary, language: str, carried: Collection[str]) -> None:
        self.keys, self.vocabulary, self.language = keys, vocabulary, language
        self.terms = {name: self._terms(name) if name in carried else {} for name in TERMS}
        self.series = self._series() if "series" in carried else {}
        self.roles, self.session_bodies = self._participations() if "organisers" in carried else ({}, {})
        self.information = self._rows(Information, "label", "content", "link") if "information" in carried else {}
        links = RegistrationLink.objects.filter(session=None)
        self.registration = self._of(links, "label", "url") if "registration" in carried else {}
        self.quotes = self._rows(QuoteRow, "text", "author", "office", "source__url") if "quotes" in carried else {}
        self.images = self._images() if "images" in carried else {}
        self.sessions = self._sessions() if "sessions" in carried else {}

    def _of(self, rows: QuerySet[Any], *columns: str) -> Rows:
        found: Rows = defaultdict(list)
        ordered = rows.filter(event__in=self.keys).order_by("event_id", "order", "pk")
        for key, *values in ordered.values_list("event_id", *columns):
            found[key].append(values)
        return found

    def _rows(self, table: Any, *columns: str) -> Rows:
        return self._of(table._default_manager.all(), *columns)

    def _terms(self, name: str) -> Rows:
        found: Rows = defaultdict(list)
        through: Any = getattr(Event, name).through
        pairs = through.objects.filter(event__in=self.keys).order_by("event_id", "pk")
        for key, term in pairs.values_list("event_id", "term_id"):
            if word := self.vocabulary.by_id.get(term):
                found[key].append(word)
        return {key: sorted(words, key=lambda word: word.rank) for key, words in found.items()}

    def words(self, key: int, name: str) -> tuple[str, ...]:
        """Themes by their name, as a source would write them; formats and audiences by their code."""
        words = self.terms[name].get(key, ())
        return tuple(word.label if name == "themes" else word.code for word in words)

    def _series(self) -> Rows:
        found: Rows = defaultdict(list)
        inside = Inclusion.objects.filter(event__in=self.keys, selected_by=None, edition__published=True)
        for key, name in inside.order_by("event_id", "pk").values_list("event_id", "edition__series__name"):
            found[key].append(str(name.localize(self.language)))
        return found

    def _participations(self) -> tuple[Rows, Rows]:
        roles: Rows = defaultdict(list)
        bodies: Rows = defaultdict(list)
        rows = Participation.objects.filter(event__in=self.keys).order_by("event_id", "order", "pk")
        for key, session, role, body, slug, person, programmes in rows.values_list(
            "event_id", "session_id", "role", "organisation__name", "organisation__slug", "person__name", "programmes"
        ):
            name = body or person
            if not name:
                continue
            if session is not None:
                if body and role in HOLDING:
                    bodies[session].append(body)
                continue
            url = whole(addresses.organisation(slug, self.language)) if slug else ""
            programme = str(programmes[0]) if programmes else ""
            roles[key].append(Role(name, role, programme, url))
        return roles, bodies

    def _images(self) -> Rows:
        found: Rows = defaultdict(list)
        rows = EventPicture.objects.filter(event__in=self.keys).select_related("picture")
        for row in rows.order_by("event_id", "order", "pk"):
            picture = row.picture
            found[row.event_id].append(
                ImageText(
                    whole(settings.MEDIA_URL + picture.file.name),
                    str(picture.alt.localize(self.language)),
                    str(picture.caption.localize(self.language)),
                    picture.credit,
                )
            )
        return found

    def _sessions(self) -> Rows:
        formats: Rows = defaultdict(list)
        through: Any = Session.formats.through
        pairs = through.objects.filter(session__event__in=self.keys, session__held_back=False)
        for session, code in pairs.order_by("pk").values_list("session_id", "term__code"):
            formats[session].append(code)
        found: Rows = defaultdict(list)
        rows = Session.objects.filter(event__in=self.keys, held_back=False).select_related("place")
        for session in rows.defer("summary_html").order_by("event_id", "starts_at", "pk"):
            found[session.event_id].append(self._session(session, formats))
        return found

    def _session(self, session: Session, formats: Rows) -> SessionText:
        start, end = moments(session)
        return SessionText(
            title=session.title,
            start=start,
            end=end,
            formats=tuple(formats.get(session.pk, ())),
            place=exchange.place_text(session.place),
            mode=session.mode,
            admission="press" if session.press_only else session.admission,
            summary=session.summary,
            organisers=tuple(self.session_bodies.get(session.pk, ())),
            links=tuple(InfoField(link.get("label", ""), "", link.get("url", "")) for link in session.links),
            external_id=calendar_uid(session.uid),
        )


def lines_of(events: Iterable[Event]) -> Rows:
    """Transport lines by the key of the place; one query."""
    found: Rows = defaultdict(list)
    places = {event.place_id for event in events if event.place_id}
    rows = LineRow.objects.filter(place__in=places).order_by("place_id", "order", "pk")
    for place, mode, label, stop in rows.values_list("place_id", "mode", "label", "stop"):
        found[place].append(TransportLine(mode, (label,) if label else (), stop))
    return found


def document(event: Event, parts: Parts, lines: Rows, language: str, identity: str) -> EventDocument:
    start, end = moments(event)
    return EventDocument(
        kind="agenda-page",
        title=event.title,
        external_id=identity,
        url=whole(addresses.event(event.slug, language)),
        lead=event.lead,
        body=event.body,
        language=event.language,
        start=start,
        end=end,
        published=event.state == State.PUBLISHED,
        published_at=event.published_at,
        mode=event.mode,
        admission=event.admission,
        status=event.status,
        place=place_with_lines(event.place, lines),
        online_url=event.online_url,
        formats=parts.words(event.pk, "formats"),
        series=tuple(dict.fromkeys(parts.series.get(event.pk, ()))),
        themes=parts.words(event.pk, "themes"),
        audiences=parts.words(event.pk, "audiences"),
        organisers=tuple(parts.roles.get(event.pk, ())),
        information=tuple(InfoField(*row) for row in parts.information.get(event.pk, ())),
        registration=tuple(InfoField(label, "", url) for label, url in parts.registration.get(event.pk, ())),
        images=tuple(parts.images.get(event.pk, ())),
        quotes=tuple(
            Quote(text, author, office, source or "") for text, author, office, source in parts.quotes.get(event.pk, ())
        ),
        sessions=tuple(parts.sessions.get(event.pk, ())),
        more_to_come=event.more_to_come,
        sequence=event.sequence,
        last_modified=event.changed_at,
    )


def place_with_lines(place: Place | None, lines: Rows) -> PlaceText | None:
    text = exchange.place_text(place)
    if place is None or text is None or place.pk not in lines:
        return text
    return PlaceText(**{**text.__dict__, "lines": tuple(lines[place.pk])})
