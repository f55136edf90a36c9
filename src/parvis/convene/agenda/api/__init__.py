"""The read API: `/api/v1/events`, `/sessions`, `/places`, `/editions`, `/organisations`.

The same filters and the same visibility as the pages; pages by cursor; 304 to who has this version already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from parvis.convene.agenda import rows
from parvis.convene.agenda.api.schemas import (
    EditionPage,
    EventDetail,
    EventPage,
    EventQuery,
    Language,
    OrganisationPage,
    Page,
    PlacePage,
    Problems,
    SessionPage,
)
from parvis.convene.agenda.filters import Filters, Problem, from_mapping
from parvis.convene.agenda.models import Edition, Event, Session
from parvis.convene.agenda.offers import offers
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.agenda import continued, read_key
from parvis.convene.agenda.queries.details import offer_rows
from parvis.convene.agenda.queries.narrowing import narrow, starting_in
from parvis.convene.agenda.queries.visibility import editions_visible_to, published, sessions_visible_to
from parvis.disclose.api import register_router
from parvis.ground import clock
from parvis.ground.journal.queries import version
from parvis.ground.places.models import Place
from parvis.people.models import Organisation

__all__ = ["Language", "Page", "Problems", "events_router", "hexadecimal", "identified", "register_all"]

NOBODY = AnonymousUser()
events_router, sessions_router = Router(tags=["events"]), Router(tags=["sessions"])
places_router, editions_router, bodies_router = (
    Router(tags=["places"]),
    Router(tags=["editions"]),
    Router(tags=["organisations"]),
)


def register_all() -> None:
    register_router("/events", events_router)
    register_router("/sessions", sessions_router)
    register_router("/places", places_router)
    register_router("/editions", editions_router)
    register_router("/organisations", bodies_router)


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """304 when the client has this version; one cheap query."""
    parts = f"{request.get_full_path()} {version()} {clock.today()}"
    etag = f'W/"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag)


def refusal(problems: tuple[Problem, ...]) -> Status[dict[str, Any]]:
    errors = [
        {"parameter": problem.parameter, "message": problem.sentence, "code": "unknown-value"} for problem in problems
    ]
    return Status(422, {"errors": errors})


def not_found(parameter: str) -> Status[dict[str, Any]]:
    message = _("There is nothing public under this identifier.")
    return Status(404, {"errors": [{"parameter": parameter, "message": message, "code": "not-found"}]})


@events_router.get(
    "",
    response={200: EventPage, 422: Problems},
    summary=gettext_noop("Published events, in the order of their days"),
    description=gettext_noop(
        "The same filters as the pages; a value that means nothing is refused with one sentence for each."
    ),
)
def list_events(request: HttpRequest, response: HttpResponse, query: Query[EventQuery]) -> Any:
    with translation.override(query.lang):
        filters, problems = asked(query)
        vocabulary = vocabularies.load(query.lang)
        narrowed = narrow(filters, vocabulary, query.lang)
        if found := (*problems, *narrowed.problems):
            return refusal(found)
        window = narrowed.filters.window(clock.today())
        start = read_key(query.after, window)
        if query.after and start is None:
            return refusal((Problem("after", query.after, _("“after” is not a place in this list.")),))
        if same := unchanged(request, response):
            return same
        events = continued(starting_in(narrowed.events, window), start, window.backwards)
        page = list(events.select_related("place", "organisation")[: query.limit + 1])
        shown = page[: query.limit]
        following = key_of(shown[-1]) if len(page) > query.limit else None
        return {"items": rows.event_rows(shown, query.lang), "next": following}


def asked(query: EventQuery) -> tuple[Filters, tuple[Problem, ...]]:
    values: dict[str, Any] = query.dict(exclude={"after", "limit", "lang", "accessible"})
    if query.accessible:
        values["accessible"] = "1"
    return from_mapping(values, default="all")


def key_of(event: Event) -> str:
    return f"{event.start_day.isoformat()}.{int(event.starts_at.timestamp())}.{event.uid.hex}"


@events_router.get(
    "/{uid}",
    response={200: EventDetail, 404: Problems},
    summary=gettext_noop("One event, with its sessions"),
    description=gettext_noop("By its identifier or its slug."),
)
def read_event(request: HttpRequest, response: HttpResponse, uid: str, lang: Language = "fr") -> Any:
    with translation.override(lang):
        event = published().filter(identified(uid)).select_related("place", "organisation").order_by("pk").first()
        if event is None:
            return not_found("uid")
        if same := unchanged(request, response):
            return same
        programme = sessions_visible_to(NOBODY).filter(event=event).select_related("event", "place")
        found = list(programme.order_by("start_day", "starts_at", "pk"))
        offer = offers(event, found, offer_rows(event.pk), lang).get(None)
        (row,) = rows.event_rows([event], lang)
        more = {"body_html": event.body_html, "sessions": rows.session_rows(found, lang)}
        return {**row, **more, "registration": {**asdict(offer), "takes": offer.takes} if offer else None}


@sessions_router.get(
    "",
    response={200: SessionPage, 422: Problems},
    summary=gettext_noop("Sessions of the published events"),
    description=gettext_noop(
        "In the order in which they were added; `event` (identifier or slug) keeps those of one event."
    ),
)
def list_sessions(request: HttpRequest, response: HttpResponse, page: Query[Page], event: str = "") -> Any:
    found: QuerySet[Session] = sessions_visible_to(NOBODY)
    if event:
        found = found.filter(event__in=published().filter(identified(event)))
    return listed(request, response, page, found.select_related("event", "place"), rows.session_rows)


@places_router.get(
    "",
    response={200: PlacePage, 422: Problems},
    summary=gettext_noop("Places"),
    description=gettext_noop("`city` keeps those of one town, by its exact name."),
)
def list_places(request: HttpRequest, response: HttpResponse, page: Query[Page], city: str = "") -> Any:
    found = Place.objects.filter(city=city) if city else Place.objects.all()
    return listed(request, response, page, found, lambda batch, lang: [rows.place_row(place, lang) for place in batch])


@editions_router.get(
    "",
    response={200: EditionPage, 422: Problems},
    summary=gettext_noop("Editions of the series"),
    description=gettext_noop("`series` (slug) keeps those of one series."),
)
def list_editions(request: HttpRequest, response: HttpResponse, page: Query[Page], series: str = "") -> Any:
    found: QuerySet[Edition] = editions_visible_to(NOBODY)
    if series:
        found = found.filter(series__slug=series)
    return listed(request, response, page, found, made(rows.editions))


@bodies_router.get(
    "",
    response={200: OrganisationPage, 422: Problems},
    summary=gettext_noop("Organisations"),
    description=gettext_noop("Bodies that host, organise, support or take part."),
)
def list_organisations(request: HttpRequest, response: HttpResponse, page: Query[Page]) -> Any:
    return listed(request, response, page, Organisation.objects.all(), made(rows.organisations))


def made(make: Callable[[QuerySet[Any], str], Iterator[Any]]) -> Callable[[list[Any], str], list[Any]]:
    """A maker of rows from a queryset, as one from objects already read."""

    def rows_of(batch: list[Any], lang: str) -> list[Any]:
        if not batch:
            return []
        found = type(batch[0])._default_manager.filter(pk__in=[one.pk for one in batch]).order_by("uid")
        return list(make(found, lang))

    return rows_of


def listed(
    request: HttpRequest,
    response: HttpResponse,
    page: Page,
    found: QuerySet[Any],
    make: Callable[[list[Any], str], list[Any]],
) -> Any:
    """A page of things that have no other order than their identifiers."""
    with translation.override(page.lang):
        if page.after:
            try:
                found = found.filter(uid__gt=hexadecimal(page.after))
            except ValueError:
                return refusal((Problem("after", page.after, _("“after” is not a place in this list.")),))
        if same := unchanged(request, response):
            return same
        batch = list(found.order_by("uid")[: page.limit + 1])
        shown = batch[: page.limit]
        following = shown[-1].uid.hex if len(batch) > page.limit else None
        return {"items": make(shown, page.lang), "next": following}


def identified(text: str) -> Q:
    """A condition on the identifier when the text is one, else on the slug."""
    try:
        return Q(uid=hexadecimal(text))
    except ValueError:
        return Q(slug=text.replace("\0", " "))  # PostgreSQL takes no null character; no slug holds a space


def hexadecimal(text: str) -> UUID:
    return UUID(text)
