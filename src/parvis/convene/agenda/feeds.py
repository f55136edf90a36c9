"""Every view of the agenda for calendars, readers and other sites; streamed, and not sent twice."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any
from xml.sax.saxutils import escape as escape_markup
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.civics.formats.writers import icalendar
from parvis.convene.agenda import addresses, queries
from parvis.convene.agenda.filters import Filters, Window, parse
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries import exchange, options
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.cards import Cards, rows
from parvis.convene.agenda.queries.narrowing import Narrowed, narrow, starting_in
from parvis.convene.agenda.rows import last_change
from parvis.ground import clock
from parvis.ground.journal.queries import version

# An event stays in a subscriber's calendar a year after it ended, cancelled ones too: nothing vanishes without a word.
KEPT = timedelta(365)
ATOM_ENTRIES = 100
LISTED = 50
Feed = Callable[..., HttpResponseBase]
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # one such letter, pasted, would break the feed


def escape(text: str) -> str:
    return escape_markup(NOT_XML.sub("", text))


def sent_once(feed: Feed) -> Feed:
    """Answer 304 to who has this version already: two cheap queries, whatever the feed holds.

    The day is part of the version, since what is over leaves the feed with time alone.
    """

    @wraps(feed)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        today = clock.today().isoformat()
        parts = (request.get_full_path(), get_language() or "", today, str(version()))
        etag = f'W/"{hashlib.blake2b(" ".join(parts).encode(), digest_size=16).hexdigest()}"'
        changed = last_change() or EPOCH
        # The journal's version is exact; a date alone would miss two changes of the same second.
        answer = get_conditional_response(request, etag=etag)
        response = answer if answer is not None else feed(request, *args, **kwargs)
        response["ETag"] = etag
        response["Last-Modified"] = http_date(changed.timestamp())
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(view)


@sent_once
def calendar(request: HttpRequest) -> HttpResponseBase:
    """iCalendar of a view: what comes, and what ended less than a year ago."""
    language = get_language() or "fr"
    vocabulary = vocabularies.load(language)
    narrowed = narrow(asked(request), vocabulary, language)
    events = subscribed(narrowed, clock.today()).order_by("start_day", "starts_at", "uid")
    chunks = icalendar.chunks(
        exchange.stream(events, vocabulary, language),
        stamp=last_change() or EPOCH,
        name=title(narrowed, vocabulary),
        product="-//Parvis//Agenda//" + language.upper(),
    )
    return attached(chunks, icalendar.MEDIA_TYPE, "agenda.ics")


@sent_once
def event_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One event, to be added to a calendar."""
    language = get_language() or "fr"
    events = queries.published().filter(slug=slug).order_by("pk")
    documents = list(exchange.stream(events, vocabularies.load(language), language))
    if not documents:
        raise Http404
    text = icalendar.write(documents, stamp=documents[0].last_modified or EPOCH)
    response = HttpResponse(text, content_type=icalendar.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


@sent_once
def atom(request: HttpRequest) -> HttpResponseBase:
    """Atom of a view: its last changes, newest first."""
    language = get_language() or "fr"
    vocabulary = vocabularies.load(language)
    narrowed = narrow(asked(request), vocabulary, language)
    events = subscribed(narrowed, clock.today()).select_related("place").order_by("-changed_at", "-pk")[:ATOM_ENTRIES]
    chunks = atom_chunks(events, request, title(narrowed, vocabulary), language)
    return StreamingHttpResponse(chunks, content_type="application/atom+xml; charset=utf-8")


@sent_once
def listing(request: HttpRequest) -> HttpResponseBase:
    """The next events of a view as data, for the pages of other sites."""
    language, today = get_language() or "fr", clock.today()
    vocabulary = vocabularies.load(language)
    narrowed = narrow(asked(request), vocabulary, language)
    window = narrowed.filters.window(today)
    if narrowed.filters.when == "all":
        window = Window(today, None)
    cards = Cards(language, today, vocabulary).make(rows(starting_in(narrowed.events, window)[:LISTED]))
    events = [
        {
            "uid": str(card.uid),
            "title": card.title,
            "url": exchange.whole(card.url),
            "language": card.language,
            "start": card.day.isoformat(),
            "end": card.last_day.isoformat(),
            "when": card.when,
            "hours": card.hours,
            "kicker": card.kicker,
            "place": card.place,
            "status": card.status,
            "status_label": card.status_label,
        }
        for card in cards
    ]
    found = {
        "title": title(narrowed, vocabulary),
        "url": exchange.whole(addresses.agenda(narrowed.filters.query_string(), language)),
        "events": events,
    }
    return HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/json; charset=utf-8")


def asked(request: HttpRequest) -> Filters:
    """Filters of the address; a window that moves with the calendar ("this month") makes no sense in a subscription."""
    filters, _problems = parse(request.GET, default="all")
    return filters if filters.when[:1].isdigit() else filters.with_when("all")


def subscribed(narrowed: Narrowed, today: date) -> QuerySet[Event]:
    """Events of the view that a subscriber holds."""
    window = narrowed.filters.window(today)
    if narrowed.filters.when == "all":
        return narrowed.events.filter(end_day__gte=today - KEPT)
    return starting_in(narrowed.events, window)


def title(narrowed: Narrowed, vocabulary: vocabularies.Vocabulary) -> str:
    """“Parvis d’Ambrelle: Agenda”, and what the view is narrowed to."""
    chips = ", ".join(choice.label for choice in options.active(narrowed.filters, vocabulary, narrowed.names))
    name = _("%(site)s, agenda") % {"site": settings.SITE_NAME}
    return f"{name} ({chips})" if chips else name


def attached(chunks: Iterator[str], media_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(chunks, content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def atom_chunks(events: QuerySet[Event], request: HttpRequest, name: str, language: str) -> Iterator[str]:
    """The feed piece by piece: head, one piece an event, foot."""
    path = request.get_full_path()
    here = exchange.whole(path)
    page = exchange.whole(addresses.agenda(request.GET.urlencode(), language))
    updated = (last_change() or EPOCH).isoformat()
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{escape(here)}</id><title>{escape(name)}</title><updated>{updated}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
        f"<author><name>{escape(settings.SITE_NAME)}</name></author>"
    )
    cards = Cards(language, clock.today())
    for event in events.iterator(chunk_size=ATOM_ENTRIES):
        yield entry(event, cards, language)
    yield "</feed>\n"


def entry(event: Event, cards: Cards, language: str) -> str:
    url = exchange.whole(addresses.event(event.slug, language))
    label = cards.statuses.get(event.status, "")
    heading = f"{event.title} ({label})" if label else event.title
    said = queries.when_words(event, language)
    place = f"{event.place.name}, {event.place.city}".strip(", ") if event.place else ""
    html = f"<p>{escape(' · '.join(filter(None, (said, place))))}</p>{event.lead_html}"
    return (
        f'<entry xml:lang="{event.language}"><id>urn:uuid:{event.uid}</id><title>{escape(heading)}</title>'
        f'<link rel="alternate" type="text/html" href={quoteattr(url)}/>'
        f"<published>{(event.published_at or event.created_at).isoformat()}</published>"
        f"<updated>{event.changed_at.isoformat()}</updated>"
        f'<summary type="html">{escape(html)}</summary></entry>'
    )
