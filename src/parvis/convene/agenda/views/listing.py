"""The agenda as a list, as a month, as something to subscribe to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.convene.agenda import addresses, exports, filters, queries
from parvis.convene.agenda.filters import Filters
from parvis.convene.agenda.views.embeds import LIST_HEIGHT, code, list_address
from parvis.convene.agenda.views.head import head
from parvis.ground import clock
from parvis.people.viewer import viewer

# What the sentence has no word for travels with the form, or choosing a theme would leave the edition.
KEPT = ("organiser", "edition", "series", "selection")


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The list of events, day after day."""
    language, today = get_language() or "fr", clock.today()
    asked, problems = filters.parse(request.GET)
    page = queries.agenda_page(
        asked, viewer(request), language, today, after=request.GET.get("after", ""), problems=problems
    )
    past = page.filters.when == "past"
    return render(
        request,
        "agenda/listing.html",
        {
            "page": page,
            "action": addresses.agenda("", language),
            "first_url": addresses.agenda(page.query, language),
            "past_url": "" if past else addresses.agenda(page.filters.query_string(when="past"), language),
            "subscribe_url": addresses.subscribe(page.query, language),
            "directory_url": addresses.directory(language),
            "month_url": month_address(page.strip.first, today, page.filters, language),
            "kept": kept(page.filters),
            "more_open": more_open(page.filters),
            # A strip that scrolls and holds no link would be out of reach of a keyboard.
            "strip_idle": not any(day.count for day in page.strip.days),
            "head": head(addresses.agenda(page.query, language), _("Agenda"), framed=True),
        },
    )


@require_safe
def month(request: HttpRequest, when: str = "") -> HttpResponse:
    """One month, as a grid on wide screens and day by day on narrow ones."""
    language, today = get_language() or "fr", clock.today()
    asked, problems = filters.parse(request.GET, default="all")
    first = first_of_month(when) if when else today.replace(day=1)
    page = queries.month_page(
        replace(asked, when=f"{first:%Y-%m}"), viewer(request), language, today, problems=problems
    )
    path = addresses.month(first.year, first.month, "", language)
    return render(
        request,
        "agenda/month.html",
        {
            "page": page,
            "action": path,
            "directory_url": addresses.directory(language),
            "subscribe_url": addresses.subscribe(page.filters.query_string(when=""), language),
            "kept": kept(page.filters),
            "more_open": more_open(page.filters),
            "head": head(path, page.label),
        },
    )


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to keep the list at hand: calendar, feed, or a piece of it on one's own site."""
    language = get_language() or "fr"
    asked, problems = filters.parse(request.GET)
    page = queries.agenda_page(asked, viewer(request), language, clock.today(), problems=problems)
    asked = page.filters
    embedded = list_address(asked, language)
    return render(
        request,
        "agenda/subscribe.html",
        {
            "page": page,
            "embed_url": embedded,
            "code": code(embedded, _("Agenda of %(site)s") % {"site": settings.SITE_NAME}, LIST_HEIGHT),
            "agenda_url": addresses.agenda(asked.query_string(), language),
            "site_url": settings.SITE_URL,
            "exports": exports.public_links(asked, language),
            "head": head(addresses.subscribe(asked.query_string(), language), _("Subscribe to this list")),
        },
    )


def kept(asked: Filters) -> list[tuple[str, str]]:
    said = asked.parameters()
    return [(name, str(said[name])) for name in KEPT if said[name]]


def more_open(asked: Filters) -> bool:
    """Whether one of the filters in the drawer is in force: a filter at work is never hidden."""
    return bool(asked.formats or asked.audiences or asked.accessible or asked.text)


def month_address(first: date, today: date, asked: Filters, language: str) -> str:
    """The same filters over the month that begins on `first`."""
    query = asked.query_string(when="")
    if (first.year, first.month) == (today.year, today.month):
        return addresses.this_month(query, language)
    return addresses.month(first.year, first.month, query, language)


def first_of_month(when: str) -> date:
    try:
        first = date.fromisoformat(f"{when}-01")
    except ValueError as error:
        raise Http404 from error
    if not filters.FIRST_YEAR <= first.year <= filters.LAST_YEAR:
        raise Http404
    return first
